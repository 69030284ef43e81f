// Runs in every document before the page's own scripts: remembers what only the page knows.
(() => {
  if (window.__klarsyn) return;
  const memory = { files: [], routes: [], opened: [], dialogs: [], copied: [], bytes: 0 };
  Object.defineProperty(window, '__klarsyn', { value: memory, enumerable: false });
  // What we type into fields, by their type: where it stands in one, nobody else put it there.
  memory.safe = { email: 'laes@klarsyn.example', number: '1', date: '2026-01-01', tel: '00000000', url: 'https://klarsyn.example/', month: '2026-01', time: '12:00', week: '2026-W01', 'datetime-local': '2026-01-01T12:00', color: '#112233', text: 'a', search: 'a', '': 'a' };
  // When the document last changed; whoever waits for quiet asks for it by this name.
  const still = { at: performance.now() };
  Object.defineProperty(window, Symbol.for('klarsyn.still'), { value: still, enumerable: false });
  new MutationObserver(() => { still.at = performance.now(); })
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const listens = new WeakMap();
  const closed = new WeakMap();
  memory.listens = (target) => listens.get(target);
  memory.closed = (host) => closed.get(host);
  const inside = new WeakMap();
  memory.inside = (host) => inside.get(host);
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    try {
      const target = this || window;
      // A page that asks "really leave?" would hold the crawl up.
      if (type === 'beforeunload') return;
      if (!listens.has(target)) listens.set(target, new Set());
      listens.get(target).add(String(type));
    } catch (_) { /* never disturb the page */ }
    return add.call(this, type, ...rest);
  };
  // Whether something may still change the page by itself: `late` counts what is worth to come back for, `soon` what is worth
  // to wait for.
  memory.late = 0;
  memory.soon = 0;
  // Our own scripts wait by this one, which does not count as a timer of the page.
  const after = memory.after = window.setTimeout.bind(window);
  const waiting = new Map();
  const over = (id) => { memory[waiting.get(id)]--; waiting.delete(id); };
  window.setTimeout = function (work, delay, ...rest) {
    if (delay >= 20000) return after(work, delay, ...rest);
    const kind = delay > 100 ? 'late' : 'soon';
    const id = after(function (...a) {
      over(id);
      return typeof work === 'function' ? work.apply(this, a) : (0, eval)(String(work));
    }, delay, ...rest);
    waiting.set(id, kind);
    memory[kind]++;
    return id;
  };
  const clear = window.clearTimeout;
  window.clearTimeout = function (id) {
    if (waiting.has(id)) over(id);
    return clear.call(window, id);
  };
  for (const [ask, cancel] of [['requestAnimationFrame', 'cancelAnimationFrame'], ['requestIdleCallback', 'cancelIdleCallback']]) {
    const own = window[ask], stop = window[cancel], asked = new Set();
    if (!own) continue;
    const answered = (id) => { if (asked.delete(id)) memory.soon--; };
    window[ask] = function (work, ...rest) {
      const id = own.call(window, function (...a) { answered(id); return work.apply(this, a); }, ...rest);
      asked.add(id);
      memory.soon++;
      return id;
    };
    window[cancel] = function (id) { answered(id); return stop.call(window, id); };
  }
  // Until it has its answer, and again while it reads it.
  const counted = (within, name) => {
    const own = within && within[name];
    if (!own) return;
    within[name] = function (...a) {
      const promise = own.apply(this, a);
      memory.soon++;
      promise.then(() => { memory.soon--; }, () => { memory.soon--; });
      return promise;
    };
  };
  counted(window, 'fetch');
  for (const name of ['text', 'json', 'blob', 'arrayBuffer', 'formData']) counted(window.Response && Response.prototype, name);
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...a) {
    memory.soon++;
    add.call(this, 'loadend', () => { memory.soon--; }, { once: true });
    return send.apply(this, a);
  };
  const every = window.setInterval;
  window.setInterval = function (...a) { memory.late++; return every.apply(window, a); };
  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker']) {
    const Own = window[name];
    if (Own) window[name] = class extends Own { constructor(...a) { super(...a); memory.late++; } };
  }
  // Whether this document or one in a frame of it waits: for what comes soon, or for anything at all.
  memory.waits = (soon) => {
    if (memory.late > 0 || (soon && memory.soon > 0) || document.readyState !== 'complete') return true;
    if (soon && (document.getAnimations().length > 0 || [...document.images].some((i) => !i.complete && i.loading !== 'lazy'))) return true;
    const frames = (root, depth) => {
      for (const el of root.querySelectorAll('*')) {
        const shadow = el.shadowRoot || closed.get(el);
        if (shadow && depth < 6 && frames(shadow, depth + 1)) return true;
        if (!/^(iframe|frame|object|embed)$/.test(el.localName)) continue;
        try {
          const inner = el.contentWindow;
          // What is in there by another origin, or without our eyes, may do anything.
          if (inner && (inner.__klarsyn ? inner.__klarsyn.waits(soon) : inner.document.body && inner.document.body.childNodes.length)) return true;
        } catch (_) { return true; }
      }
      return false;
    };
    return frames(document, 0);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    if (options && options.mode === 'closed') closed.set(this, root);
    return root;
  };
  const internals = HTMLElement.prototype.attachInternals;
  HTMLElement.prototype.attachInternals = function () {
    const own = internals.call(this);
    inside.set(this, own);
    if (own.shadowRoot && own.shadowRoot.mode === 'closed') closed.set(this, own.shadowRoot);
    return own;
  };
  const keep = (name, type, bytes) => {
    if (memory.files.length < 60 && memory.bytes + bytes.length < 24e6) {
      memory.bytes += bytes.length;
      let text = '';
      for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
      memory.files.push({ name, type, base64: btoa(text) });
    } else memory.lost = (memory.lost || 0) + 1;
  };
  const create = URL.createObjectURL;
  URL.createObjectURL = function (object) {
    const address = create.call(this, object);
    if (object instanceof Blob) {
      memory.pending = (memory.pending || 0) + 1;
      object.arrayBuffer().then((b) => keep(address, object.type, new Uint8Array(b))).finally(() => { memory.pending--; });
    }
    return address;
  };
  const toData = HTMLCanvasElement.prototype.toDataURL;
  HTMLCanvasElement.prototype.toDataURL = function (...a) {
    const data = toData.apply(this, a);
    try { keep('canvas', data.slice(5, data.indexOf(';')), Uint8Array.from(atob(data.split(',')[1]), (c) => c.charCodeAt(0))); } catch (_) {}
    return data;
  };
  for (const name of ['pushState', 'replaceState']) {
    const own = history[name];
    history[name] = function (state, title, url) {
      const result = own.apply(this, arguments);
      if (url != null) memory.routes.push(location.href);
      return result;
    };
  }
  const open = window.open;
  window.open = function (url, ...rest) {
    try { if (url) memory.opened.push(new URL(url, document.baseURI).href); } catch (_) {}
    return open.call(this, url, ...rest);
  };
  // Nothing is ever confirmed: a question of the page may be the last guard before a deletion.
  window.alert = (text) => { memory.dialogs.push(String(text)); };
  window.confirm = (text) => { memory.dialogs.push(String(text)); return false; };
  window.prompt = (text) => { memory.dialogs.push(String(text)); return null; };
  if (navigator.clipboard) {
    const write = navigator.clipboard.writeText;
    try {
      navigator.clipboard.writeText = function (text) { memory.copied.push(String(text)); return write.call(this, text).catch(() => {}); };
    } catch (_) {}
  }
})();
