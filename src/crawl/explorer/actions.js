// Lists what can be done in this state: {actions: [{path, gesture, label, class, danger, context, value, said, further}], cut}: `cut` is
// how much was too much to be listed.
// A path is CSS selectors joined by ` >>> `, one for each shadow root or frame that has to be entered.
const memory = window.__klarsyn || {};
const rootOf = (el) => el.shadowRoot || (memory.closed && memory.closed(el)) || null;
const found = [];
let cut = 0;
const selector = (el, root) => {
  const parts = [];
  for (let e = el; e && e !== root && e.nodeType === 1; e = e.parentElement) {
    if (e.id && root.querySelectorAll('#' + CSS.escape(e.id)).length === 1) { parts.unshift('#' + CSS.escape(e.id)); return parts.join(' > '); }
    const parent = e.parentElement || e.parentNode;
    const twins = parent ? [...parent.children] : [e];
    parts.unshift(CSS.escape(e.localName) + ':nth-child(' + (twins.indexOf(e) + 1) + ')');
  }
  return parts.join(' > ');
};
const kind = (el) => {
  const parts = [];
  for (let e = el, n = 0; e && e.nodeType === 1 && n < 6; e = e.parentElement, n++) parts.unshift(e.localName + (typeof e.className === 'string' && n < 2 ? '.' + e.className.split(/\s+/).filter((c) => !/\d/.test(c)).sort().join('.') : ''));
  return parts.join('>');
};
const words = (el) => [(el.innerText || el.textContent || '').slice(0, 120), el.getAttribute('aria-label'), el.title, el.value !== undefined && el.tagName !== 'SELECT' ? String(el.value) : '', el.id, el.getAttribute('name')].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
// A long text is what stands in a row (its status, say), a short one is what a button does.
const short = (text) => (text.trim().split(/\s+/).length <= 6 ? text : '');
const danger = (el) => {
  const form = el.form || el.closest('form');
  return [short(words(el)), el.getAttribute('aria-label'), el.title, el.getAttribute('href'), el.getAttribute('formaction'), el.getAttribute('onclick'), el.getAttribute('data-confirm'), el.getAttribute('data-method'), form && form.getAttribute('action')].filter(Boolean).join(' | ');
};
const push = (el, prefix, root, gesture, extra) => {
  if (found.length >= 1500) { cut++; return; }
  const row = el.closest('tr, li, article, [role=row], [role=listitem], .card');
  found.push(Object.assign({
    path: prefix + selector(el, root), gesture, label: words(el).slice(0, 160), class: gesture + ' ' + kind(el),
    danger: danger(el).slice(0, 600), context: ((row || el).outerHTML || '').slice(0, 4000),
  }, extra || {}));
};
const visit = (root, prefix, depth) => {
  if (depth > 6) { cut++; return; }
  const view = (root.ownerDocument || root).defaultView;
  for (const el of root.querySelectorAll('*')) {
    const shadow = rootOf(el);
    if (shadow) visit(shadow, prefix + selector(el, root) + ' >>> ', depth + 1);
    if (el.localName === 'iframe') { try { if (el.contentDocument) visit(el.contentDocument, prefix + selector(el, root) + ' >>> ', depth + 1); } catch (_) {} continue; }
    const heard = (view && view.__klarsyn && view.__klarsyn.listens(el)) || (memory.listens && memory.listens(el)) || new Set();
    const on = (type) => heard.has(type) || el.hasAttribute('on' + type) || typeof el['on' + type] === 'function';
    const style = view.getComputedStyle(el);
    if (style.display === 'none' || style.visibility === 'hidden') continue;
    const name = el.localName, role = el.getAttribute('role') || '';
    const href = name === 'a' ? el.getAttribute('href') : null;
    const plain = href !== null && !/^(#?$|javascript:)/i.test(href.trim()) && !(href.startsWith('#') && !/^#!?\//.test(href) && (on('click') || el.hasAttribute('data-toggle') || el.hasAttribute('data-bs-toggle') || role));
    const post = el.form && (el.form.getAttribute('method') || 'get').toLowerCase() === 'post';
    const submits = (name === 'button' && (el.type || 'submit') === 'submit' && el.form) || (name === 'input' && (el.type === 'submit' || el.type === 'image'));
    const formHeard = el.form && (el.form.hasAttribute('onsubmit') || (memory.listens && (memory.listens(el.form) || new Set()).has('submit')));
    if (name === 'summary') push(el, prefix, root, 'details');
    else if (submits) { if (!post && formHeard) push(el, prefix, root, 'submit'); }
    else if (name === 'button' || (name === 'input' && /^(button|checkbox|radio)$/.test(el.type) && !post) || (on('click') && !/^(html|body)$/.test(name) && !(plain && !on('click'))) || /^(button|tab|menuitem|option|switch|link|treeitem)$/.test(role) || el.hasAttribute('aria-expanded') || el.hasAttribute('aria-haspopup') || el.hasAttribute('data-toggle') || el.hasAttribute('data-bs-toggle') || (href !== null && !plain) || style.cursor === 'pointer' && el.parentElement && view.getComputedStyle(el.parentElement).cursor !== 'pointer' && !el.closest('a[href], button, label, select, summary, input')) {
      if (!post || name === 'button') push(el, prefix, root, 'click');
    }
    if (on('dblclick')) push(el, prefix, root, 'double click');
    if (on('contextmenu')) push(el, prefix, root, 'context menu');
    if (on('mouseover') || on('mouseenter') || on('pointerenter') || on('pointerover') || on('mousemove')) push(el, prefix, root, 'hover');
    if ((on('mousedown') || on('pointerdown') || on('touchstart') || on('mouseup') || on('pointerup') || on('touchend')) && !on('click')) push(el, prefix, root, 'long press');
    if (on('focus') || on('focusin') || on('blur') || on('focusout')) push(el, prefix, root, 'focus');
    if ((on('keydown') || on('keyup') || on('keypress')) && !/^(html|body)$/.test(name)) push(el, prefix, root, 'keys');
    if (name === 'select' && (on('change') || on('input') || !el.form)) {
      cut += Math.max(0, el.options.length - 600);
      // Where each has to be looked at alone, the first are tried on the fresh state, the others one after the other.
      [...el.options].slice(0, 600).forEach((option, n) => { if (!option.selected) push(el, prefix, root, 'option', { value: option.value, said: option.text, label: words(el).slice(0, 40) + ' ' + option.text, danger: option.text + ' ' + option.value + ' ' + danger(el), further: n >= 12 }); });
    }
    if ((name === 'input' && /^(text|search|range|date|number|color|time|month|week|datetime-local|email|tel|url|)$/.test(el.type) || name === 'textarea' || el.isContentEditable && el.hasAttribute('contenteditable')) && !post && (on('input') || on('change') || on('keyup') || el.hasAttribute('list'))) push(el, prefix, root, 'type');
    if (el.draggable && (on('dragstart') || el.getAttribute('draggable') === 'true')) push(el, prefix, root, 'drag');
    if (el.scrollHeight > el.clientHeight + 20 && /(auto|scroll)/.test(style.overflowY) && !/^(html|body)$/.test(name)) push(el, prefix, root, 'scroll');
  }
};
visit(document, '', 0);
if (document.documentElement.scrollHeight > innerHeight + 20 || (memory.listens && (memory.listens(window) || memory.listens(document)) )) {
  found.push({ path: ':root', gesture: 'scroll', label: 'page', class: 'scroll page', danger: '', context: '' });
}
const pressed = [window, document, document.body].filter(Boolean).some((t) => { const h = memory.listens && memory.listens(t); return h && (h.has('keydown') || h.has('keyup') || h.has('keypress')) || t.onkeydown || t.onkeyup; });
if (pressed) found.push({ path: ':root', gesture: 'shortcuts', label: 'page', class: 'shortcuts page', danger: '', context: '' });
return { actions: found, cut };
