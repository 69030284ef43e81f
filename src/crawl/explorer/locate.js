// Finds the element of a path, scrolls it into view and says where its middle is: {x, y, visible} or null.
// With a second argument the gesture is done here, for elements that have no place on the screen.
const [path, gesture, value] = arguments;
const memory = window.__klarsyn || {};
let root, frames;
const find = () => {
  root = document; frames = [];
  const steps = path.split(' >>> ');
  let found = null;
  for (let i = 0; i < steps.length; i++) {
    found = steps[i] === ':root' ? document.scrollingElement || document.documentElement : root.querySelector(steps[i]);
    if (!found) return null;
    if (i + 1 < steps.length) {
      if (found.localName === 'iframe') {
        frames.push(found); root = found.contentDocument;
      } else root = found.shadowRoot || (memory.closed && memory.closed(found));
      if (!root) return null;
    }
  }
  return found;
};
let el = find();
if (!el) return null;
const fire = (type, Kind, more) => el.dispatchEvent(new Kind(type, Object.assign({ bubbles: true, composed: true, cancelable: true }, more || {})));
const SAFE = memory.safe || {};
// Chooses an option that still says what it said when it was judged harmless: a list may have turned into another one.
const pick = (value, said) => {
  const option = [...(el.options || [])].find((o) => o.value === value && o.text === said);
  if (!option) return false;
  el.selectedIndex = option.index;
  fire('input', Event); fire('change', Event);
  return true;
};
if (gesture === 'take focus') {
  if (value === 'shortcuts') { if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur(); return { focused: true }; }
  el.focus();
  const focused = (el.getRootNode().activeElement || null) === el;
  // Fields with a picker of their own read keys by the user's language.
  const typed = value === 'type' ? (/^(range|date|time|month|week|datetime-local|color)$/.test(el.type) ? null : SAFE[el.type] || 'a') : '';
  if (focused && typed && 'value' in el && el.select) el.select();
  return { focused: focused && typed !== null, typed };
}
if (gesture === 'click') el.click();
else if (gesture === 'focus') { el.focus(); el.blur(); }
else if (gesture === 'details') { const d = el.closest('details'); if (d) d.open = true; }
else if (gesture === 'scroll') { el.scrollTop = el.scrollHeight; fire('scroll', Event); return { height: el.scrollHeight }; }
else if (gesture === 'options') {
  // One after the other: {noticed, done, stuck}. `noticed` counts those of the first `done` after which the document shows
  // something else; `stuck` is true where the one behind them started something that does not end.
  let moved = false;
  const watch = new MutationObserver(() => { moved = true; });
  const shows = () => {
    const said = [location.href];
    const walk = (within) => {
      watch.observe(within, { subtree: true, childList: true, characterData: true, attributes: true });
      for (const t of within.querySelectorAll('*')) {
        for (const c of t.childNodes) if (c.nodeType === 3) said.push(c.data);
        for (const a of t.attributes) if (a.name !== 'selected' && a.name !== 'checked') said.push(a.name, a.value);
        if (t.localName !== 'select' && t.localName !== 'option' && typeof t.value === 'string') said.push(t.value);
        const shadow = t.shadowRoot || (memory.closed && memory.closed(t));
        if (shadow) walk(shadow);
        if (t.localName === 'iframe' || t.localName === 'frame') { try { if (t.contentDocument) walk(t.contentDocument); } catch (_) {} }
      }
    };
    walk(document);
    return said.join('\n');
  };
  const kept = () => ['dialogs', 'copied', 'files', 'opened', 'routes'].map((list) => (memory[list] || []).length).join();
  const pending = () => (memory.soon || 0) + (memory.late || 0) + (memory.pending || 0);
  const after = memory.after || window.setTimeout.bind(window);
  const pause = (ms) => new Promise((done) => after(done, ms));
  // True once nothing moves any more that was started by an option, and nothing of it is still to come.
  const settled = async (waiting) => {
    for (let time = 0; time < 1500; time += 8) {
      moved = false;
      await pause(8);
      if (watch.takeRecords().length) moved = true;
      if (!moved && pending() <= waiting) return true;
    }
    return false;
  };
  const noticed = [], values = JSON.parse(value), at_first = shows(), waiting = pending(), begun = performance.now();
  return (async () => {
    let done = 0;
    for (; done < values.length && performance.now() - begun < 8000; done++) {
      const before = kept();
      el = find();
      if (!el) return { noticed, done, stuck: true };
      if (!pick(...values[done])) return { noticed, done, stuck: true };
      if (!(await settled(waiting))) return { noticed, done, stuck: true };
      if (shows() !== at_first || kept() !== before) noticed.push(done);
    }
    watch.disconnect();
    return { noticed, done, stuck: false };
  })();
}
else if (gesture === 'option') { if (!pick(...JSON.parse(value))) return null; }
else if (gesture === 'type') { el.focus(); if (el.type === 'range') el.value = el.value === (el.max || '100') ? el.min || '0' : el.max || '100'; else if ('value' in el) el.value = SAFE[el.type] || value; else el.textContent = value; fire('keydown', KeyboardEvent, { key: value }); fire('input', InputEvent); fire('keyup', KeyboardEvent, { key: value }); fire('change', Event); }
else if (gesture === 'hover') for (const t of ['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'mousemove']) fire(t, MouseEvent);
else if (gesture === 'double click') fire('dblclick', MouseEvent);
else if (gesture === 'context menu') fire('contextmenu', MouseEvent);
else if (gesture === 'long press') { fire('pointerdown', PointerEvent); fire('mousedown', MouseEvent); }
else if (gesture === 'shortcuts') { for (const key of ['Escape', 'ArrowDown', 'ArrowRight', '/', '?']) for (const type of ['keydown', 'keyup']) (document.body || el).dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true, cancelable: true })); return {}; }
else if (gesture === 'keys') { el.focus(); for (const key of ['ArrowDown', 'Enter']) { fire('keydown', KeyboardEvent, { key }); fire('keyup', KeyboardEvent, { key }); } }
else if (gesture === 'drag') { const data = new DataTransfer(); fire('dragstart', DragEvent, { dataTransfer: data }); for (const t of document.querySelectorAll('*')) { const h = memory.listens && memory.listens(t); if (h && h.has('drop')) { const e = (n) => t.dispatchEvent(new DragEvent(n, { bubbles: true, cancelable: true, dataTransfer: data })); e('dragenter'); e('dragover'); e('drop'); } } fire('dragend', DragEvent, { dataTransfer: data }); }
else if (gesture === 'fill form') {
  const form = el.form || el.closest('form');
  for (const f of form ? form.elements : []) {
    if (/^(hidden|submit|button|file|password|reset|image)$/.test(f.type) || f.disabled) continue;
    if (f.type === 'checkbox' || f.type === 'radio') continue;
    if (f.localName === 'select') { if (!f.value && f.options.length > 1) f.selectedIndex = 1; }
    else if (!f.value) f.value = SAFE[f.type] || 'a';
    for (const t of ['input', 'change']) f.dispatchEvent(new Event(t, { bubbles: true }));
  }
}
// From the outermost frame to the element, and only then measured: each may move the others.
for (const frame of [...frames, el]) frame.scrollIntoView({ block: 'center', inline: 'center' });
let dx = 0, dy = 0;
for (const frame of frames) { const place = frame.getBoundingClientRect(); dx += place.left + frame.clientLeft; dy += place.top + frame.clientTop; }
const box = el.getBoundingClientRect();
const x = box.left + box.width / 2, y = box.top + box.height / 2;
const targets = [];
if (gesture === 'drop places') {
  memory.dropped = false;
  document.defaultView.addEventListener('drop', (e) => { if (e.isTrusted) memory.dropped = true; }, true);
  for (const t of root.querySelectorAll('*')) {
    const h = memory.listens && memory.listens(t);
    const b = t.getBoundingClientRect(), tx = b.left + b.width / 2 + dx, ty = b.top + b.height / 2 + dy;
    if ((t.ondrop || (h && h.has('drop'))) && targets.length < 5 && tx > 0 && ty > 0 && tx < innerWidth && ty < innerHeight) targets.push({ x: tx, y: ty });
  }
}
const top = root.elementFromPoint ? root.elementFromPoint(x, y) : null;
// A row may hold a button of its own in its middle: that one must not be hit.
const own = top && top !== el && top.closest ? top.closest('button, a, input, select, label, [onclick], [role=button]') : null;
const inner = own && own !== el && el.contains(own);
return { x: x + dx, y: y + dy, targets, visible: box.width > 0 && box.height > 0 && !!top && (top === el || (el.contains(top) && !inner)) };
