// Panelet: én side med ruter efter # og i historikken, eget API, GraphQL og WebSocket.
"use strict";
(() => {
  const view = document.getElementById("visning");
  const status = document.getElementById("status");
  const events = document.getElementById("haendelser");
  const node = (tag, text, ...children) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  };
  const link = (href, text) => Object.assign(node("a", text), { href });
  const json = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("Svar " + answer.status);
    return answer.json();
  };
  const table = (heads, rows) => node("table", "",
    node("thead", "", node("tr", "", ...heads.map((h) => node("th", h)))),
    node("tbody", "", ...rows.map((cells) => node("tr", "", ...cells.map((c) => node("td", "", c))))));

  const routes = {
    async liste() {
      const { ansoegninger } = await json("/api/v1/ansoegninger");
      view.replaceChildren(node("h2", "Ansøgninger"), table(["Nummer", "Stilling", "Fase"],
        ansoegninger.map((a) => [link("#/sag/" + a.nr, a.pseudonym), a.stilling, a.fase])));
    },
    async sag(nr) {
      const a = await json("/api/v1/ansoegninger/" + encodeURIComponent(nr));
      view.replaceChildren(node("h2", a.pseudonym), node("p", a.kvalifikationer), link("/ansoegninger/" + a.nr, "Åbn sagen"));
      try { localStorage.setItem("sidst-set", a.nr); } catch { /* lageret er slået fra */ }
    },
    async graf() {
      const query = "{ ansoegninger { nr pseudonym fase kontakt } }";
      const { data } = await json("/graphql?query=" + encodeURIComponent(query));
      view.replaceChildren(node("h2", "Felter"), table(["Nummer", "Fase"], data.ansoegninger.map((a) => [a.pseudonym, a.fase])));
    },
    async stillinger() {
      const jobs = await json("/api/v1/stillinger");
      view.replaceChildren(node("h2", "Stillinger"), table(["Stilling", "Frist"], jobs.map((j) => [j.title, j.deadline])));
    },
  };
  const show = async () => {
    const from = location.hash.startsWith("#/") ? location.hash.slice(2) : location.pathname.split("/").slice(2).join("/");
    const [name, argument] = (from || "liste").split("/");
    try {
      await (routes[name] || routes.liste)(argument && decodeURIComponent(argument));
    } catch (error) {
      view.replaceChildren(node("p", "Kunne ikke hente data: " + error.message));
    }
  };
  document.querySelectorAll("[data-rute]").forEach((anchor) => anchor.addEventListener("click", (event) => {
    event.preventDefault();
    history.pushState(null, "", anchor.getAttribute("href"));
    show();
  }));
  addEventListener("hashchange", show);
  addEventListener("popstate", show);
  show();

  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws/haendelser");
  socket.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "ansoegning") events.append(node("li", event.pseudonym + ": " + event.fase));
    else status.textContent = "Forbundet";
  });
})();
