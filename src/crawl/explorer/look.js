// One look at a page state. Returns {html, text, shape, url, title, routes, opened, strings, resources, files, storage, media}.
const wantStorage = arguments[0];
const memory = window.__klarsyn || {};
const rootOf = (el) => el.shadowRoot || (memory.closed && memory.closed(el)) || null;
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const RAW = new Set(['script', 'style', 'iframe', 'noembed', 'noframes', 'plaintext', 'xmp', 'noscript']);
const escapeText = (t) => t.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = (t) => t.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
const out = [];
const shape = [];
const content = [];
let size = 0, looked = 0, cut = false;
const LIMIT = 20e6;
const put = (t) => { size += t.length; if (size < LIMIT) out.push(t); else cut = true; };

const rgba = (c) => {
  const m = /rgba?\(([^)]+)\)/.exec(c || '');
  if (!m) return null;
  const p = m[1].split(/[ ,\/]+/).map(Number);
  return [p[0], p[1], p[2], p.length > 3 ? p[3] : 1];
};
const backdrop = (el) => {
  for (let e = el; e; e = e.parentElement || (e.getRootNode() && e.getRootNode().host)) {
    const s = e.ownerDocument.defaultView.getComputedStyle(e);
    if (s.backgroundImage !== 'none') return null;
    const c = rgba(s.backgroundColor);
    if (c && c[3] > 0.5) return c;
  }
  return [255, 255, 255, 1];
};
// Why a text is there and yet not to be seen; the first reason that holds.
const concealment = (el, style, inherited) => {
  if (inherited) return inherited;
  if (style.display === 'none' || style.visibility === 'hidden' || style.visibility === 'collapse') return 'hidden';
  if (/blur\((?!0px)/.test(style.filter) || /blur\((?!0px)/.test(style.backdropFilter || '')) return 'blur';
  if (parseFloat(style.opacity) < 0.1) return 'opacity';
  return null;
};
const ownConcealment = (el, style) => {
  if (parseFloat(style.fontSize) < 4) return 'tiny';
  const front = rgba(style.color);
  if (front) {
    if (front[3] < 0.1 || (style.webkitTextFillColor && (rgba(style.webkitTextFillColor) || [0, 0, 0, 1])[3] < 0.1)) return 'colour';
    const back = backdrop(el);
    if (back && Math.abs(front[0] - back[0]) + Math.abs(front[1] - back[1]) + Math.abs(front[2] - back[2]) < 24) return 'colour';
  }
  if (style.display === 'contents') return null;
  const box = el.getBoundingClientRect();
  const view = el.ownerDocument.defaultView;
  if (parseInt(style.textIndent) < -500 || box.right + view.scrollX <= 0 || box.bottom + view.scrollY <= 0 || box.left > 20000) return 'offscreen';
  const clipped = style.position === 'absolute' && /rect\((0|1px)/.test(style.clip) || /inset\((50|100)%/.test(style.clipPath);
  if (clipped || ((box.width < 2 || box.height < 2) && style.overflow !== 'visible')) return 'tiny';
  if (++looked < 1500 && box.top >= 0 && box.left >= 0 && box.bottom <= view.innerHeight && box.right <= view.innerWidth && box.width > 0) {
    const top = el.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (top && top !== el && !el.contains(top) && !top.contains(el)) {
      const cover = view.getComputedStyle(top), c = rgba(cover.backgroundColor);
      if ((c && c[3] > 0.9 || cover.backgroundImage !== 'none' || /^(IMG|VIDEO|CANVAS)$/.test(top.tagName)) && !/^(INPUT|LABEL|SELECT|BUTTON)$/.test(top.tagName)) return 'covered';
    }
  }
  return null;
};
const PASSIVE = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'META', 'LINK', 'TEMPLATE', 'NOSCRIPT', 'BASE', 'OPTION']);
const node = (n, inherited, depth) => {
  if (cut) return;
  if (depth > 400) { cut = true; return; }
  if (n.nodeType === 3) {
    const parent = n.parentNode && n.parentNode.localName;
    put(RAW.has(parent) ? n.data : escapeText(n.data));
    if (!RAW.has(parent) && n.data.trim()) content.push(n.data.trim());
  } else if (n.nodeType === 8) {
    put('<!--' + n.data.replace(/--/g, '- -') + '-->');
  } else if (n.nodeType === 10) {
    put('<!DOCTYPE ' + n.name + '>');
  } else if (n.nodeType === 1) element(n, inherited, depth);
};
const element = (el, inherited, depth) => {
  const name = el.localName;
  let attributes = '', why = inherited;
  for (const a of el.attributes) {
    if (name === 'input' && a.name === 'value' && el.type !== 'hidden' && el.value !== undefined) continue;
    if (a.name === 'checked' || (name === 'option' && a.name === 'selected')) continue;
    attributes += ' ' + a.name + '="' + escapeValue(a.value) + '"';
    if (/^(href|src|title|alt|aria-label|placeholder|content)$/.test(a.name) && name !== 'meta') content.push(a.value);
  }
  // What a script says to assistive technology alone stands in no attribute.
  const inside = memory.inside && memory.inside(el);
  for (const said of inside ? ['Label', 'Description', 'ValueText', 'RoleDescription', 'Placeholder'] : []) {
    const text = inside['aria' + said], own = 'aria-' + said.toLowerCase();
    if (!text || el.hasAttribute(own)) continue;
    attributes += ' ' + own + '="' + escapeValue(String(text)) + '"';
    content.push(String(text));
  }
  if (name === 'input') {
    if (el.type === 'password') attributes += ' value=""';
    else if (el.type !== 'hidden') attributes += ' value="' + escapeValue(String(el.value || '')) + '"';
    if (el.checked) attributes += ' checked=""';
  }
  if (name === 'option' && el.selected) attributes += ' selected=""';
  // What a script put into a field is read there by a person; what we typed ourselves is not news.
  const typed = (name === 'input' && !/^(hidden|password|range|color|checkbox|radio)$/.test(el.type)) || name === 'textarea' ? String(el.value || '') : '';
  if (typed && typed !== 'a' && !Object.values(memory.safe || {}).includes(typed)) content.push(typed);
  if (el.ownerDocument.defaultView && el instanceof el.ownerDocument.defaultView.HTMLElement && !PASSIVE.has(el.tagName) && !el.closest('head')) {
    const style = el.ownerDocument.defaultView.getComputedStyle(el);
    why = concealment(el, style, inherited);
    let own = why;
    const hasText = [...el.childNodes].some((c) => c.nodeType === 3 && c.data.trim()) || (name === 'input' && el.type !== 'hidden' && el.value);
    if (hasText && !own) own = ownConcealment(el, style);
    if (hasText && own) attributes += ' data-klarsyn-concealed="' + own + '"';
    shape.push(name + (el.getAttribute('role') || '') + (el.name || '') + (why === 'hidden' ? '-' : '+') + (el.open ? 'o' : '') + (el.getAttribute('aria-selected') || '') + (el.getAttribute('aria-expanded') || ''));
  }
  put('<' + name + attributes + '>');
  if (VOID.has(name)) return;
  const shadow = rootOf(el);
  if (shadow) {
    put('<template shadowrootmode="' + shadow.mode + '">');
    for (const c of shadow.childNodes) node(c, why, depth + 1);
    put('</template>');
  }
  if (name === 'iframe' || name === 'frame') {
    put('</' + name + '>');
    try {
      const inner = el.contentDocument;
      if (inner && inner.documentElement) {
        put('<div data-klarsyn-frame="' + escapeValue(inner.location.href) + '">');
        // Only what hides the frame itself is inherited.
        for (const c of inner.body ? [...(inner.head ? inner.head.childNodes : []), ...inner.body.childNodes] : inner.documentElement.childNodes) node(c, why, depth + 1);
        put('</div>');
      }
    } catch (_) { /* another origin: its document is recorded by the proxy */ }
    return;
  }
  if (name === 'textarea') put(escapeText(el.value || ''));
  else if (name === 'template') for (const c of el.content.childNodes) node(c, why, depth + 1);
  else for (const c of el.childNodes) node(c, why, depth + 1);
  put('</' + name + '>');
};
for (const n of document.childNodes) node(n, null, 0);
content.push(...(memory.dialogs || []), ...(memory.copied || []));
for (const t of memory.dialogs || []) put('<div data-klarsyn-dialog="">' + escapeText(t) + '</div>');
for (const t of memory.copied || []) put('<div data-klarsyn-clipboard="">' + escapeText(t) + '</div>');

const storage = async () => {
  const all = (s) => { const o = {}; try { for (let i = 0; i < s.length; i++) o[s.key(i)] = s.getItem(s.key(i)); } catch (_) {} return o; };
  const result = { local: all(localStorage), session: all(sessionStorage), indexed_db: {}, cache: {} };
  // What is not read in full is said, so that it is a gap.
  const left = [];
  try {
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((ok, no) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); r.onerror = no; r.onblocked = no; });
      const stores = {};
      for (const s of db.objectStoreNames) {
        const ask = (method) => new Promise((ok, no) => { const r = db.transaction(s).objectStore(s)[method](null, 2000); r.onsuccess = () => ok(r.result); r.onerror = no; });
        stores[s] = { keys: await ask('getAllKeys'), values: await ask('getAll') };
        if (stores[s].keys.length >= 2000) left.push('more than 2000 rows of ' + name + '.' + s);
      }
      db.close();
      result.indexed_db[name] = stores;
    }
  } catch (error) { left.push('IndexedDB: ' + error); }
  try {
    let bytes = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name), entries = {};
      const requests = await cache.keys();
      if (requests.length > 300) left.push(requests.length - 300 + ' answers of the cache ' + name);
      for (const request of requests.slice(0, 300)) {
        const response = await cache.match(request);
        const text = bytes < 8e6 ? await response.text() : '';
        if (bytes >= 8e6) left.push('the answer to ' + request.url + ' in the cache ' + name);
        bytes += text.length;
        entries[request.url] = text;
      }
      result.cache[name] = entries;
    }
  } catch (_) { /* no Cache API on this origin */ }
  if (left.length) result.left_out = left.slice(0, 20);
  return result;
};
const strings = [];
for (const key of Object.keys(window).slice(0, 3000)) {
  try { const v = window[key]; if (typeof v === 'string' && v.length < 2000 && v.includes('/')) strings.push(v); } catch (_) {}
}
const after = memory.after || window.setTimeout.bind(window);
const bounded = (promise, ms) => Promise.race([promise, new Promise((ok) => after(() => ok(null), ms))]);
return (async () => {
  for (let i = 0; i < 20 && memory.pending > 0; i++) await new Promise((ok) => after(ok, 50));
  const files = (memory.files || []).splice(0);
  const result = {
    html: out.join(''), cut,
    // Clocks must not make every look a new state.
    content: content.join('\n').replace(/\d{1,2}[:.]\d\d([:.]\d\d)?/g, ''), shape: shape.join(' '), text: document.body ? document.body.innerText : '',
    url: location.href, title: document.title,
    routes: (memory.routes || []).splice(0), opened: (memory.opened || []).splice(0), strings, files, lost: memory.lost || 0,
    resources: performance.getEntriesByType('resource').map((r) => r.name).slice(-500),
  };
  if (wantStorage) result.storage = (await bounded(storage(), 4000)) || { left_out: ['all of it: reading took more than four seconds'] };
  return result;
})();
