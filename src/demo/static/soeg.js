// Forslag, mens man skriver.
"use strict";
(() => {
  const field = document.getElementById("q");
  const list = document.createElement("datalist");
  list.id = "forslag";
  field.after(list);
  field.setAttribute("list", "forslag");
  field.addEventListener("input", async () => {
    const answer = await fetch(field.dataset.forslag + encodeURIComponent(field.value));
    if (!answer.ok) return;
    list.replaceChildren(...(await answer.json()).map((hit) => new Option(hit.tekst, hit.tekst)));
  });
})();
