//! The techniques.

use super::Case;
use super::Goal::{Address, Text};

pub(super) const fn link(name: &'static str, page: &'static str) -> Case {
    Case { name, page, more: &[], goal: Address }
}

pub(super) const fn text(name: &'static str, page: &'static str) -> Case {
    Case { name, page, more: &[], goal: Text }
}

pub(super) const fn files(
    name: &'static str,
    page: &'static str,
    more: &'static [(&'static str, &'static str, &'static str)],
) -> Case {
    Case { name, page, more, goal: Address }
}

/// All cases. Cases without a page are reached without a link to them.
pub const FIRST: &[Case] = &[
    // Addresses that stand somewhere.
    link("href", "<a href=GOAL>videre</a>"),
    link(
        "base",
        "<base href='/goal/base/'><script>document.write('<a href=\"' + 'GOAL'.split('/').pop() + '\">x</a>')</script>",
    ),
    link("area", "<map name=m><area href=GOAL></map>"),
    link("srcset", "<img srcset='GOAL 2x'>"),
    link("iframe-src", "<iframe src=GOAL></iframe>"),
    link("srcdoc", "<iframe srcdoc='<a href=GOAL>x</a>'></iframe>"),
    link("object", "<object data=GOAL></object>"),
    link("meta-refresh", "<meta http-equiv=refresh content='600; url=GOAL'>"),
    link("comment", "<!-- tidligere: GOAL -->"),
    link("noscript", "<noscript><a href=GOAL>x</a></noscript>"),
    link("data-attribute", "<div data-endpoint='GOAL'></div>"),
    link("htmx", "<div hx-get='GOAL'></div>"),
    link("style-attribute", "<div style=\"background:url('GOAL')\">x</div>"),
    link("link-header", "by its header"),
    link("robots", ""),
    link("sitemap", ""),
    link("openapi", ""),
    link("json-island", "<script type=application/json>{\"a\":{\"b\":\"GOAL\"}}</script>"),
    link("form-get", "<form action=GOAL><input name=q><button>Vis</button></form>"),
    files("css-import", "<link rel=stylesheet href=CASE/a.css>", &[("a.css", "text/css", "@import 'GOAL';")]),
    files("json", "<a href=CASE/a.json>x</a>", &[("a.json", "application/json", "{\"items\":[{\"fil\":\"GOAL\"}]}")]),
    files(
        "feed",
        "<link rel=alternate href=CASE/a.xml>",
        &[("a.xml", "application/atom+xml", "<feed><entry><link href='GOAL'/></entry></feed>")],
    ),
    files(
        "source-map",
        "<script src=CASE/a.js></script>",
        &[
            ("a.js", "text/javascript", "1\n//# sourceMappingURL=a.js.map"),
            (
                "a.js.map",
                "application/json",
                "{\"version\":3,\"sources\":[\"x\"],\"sourcesContent\":[\"load('GOAL')\"],\"mappings\":\"\"}",
            ),
        ],
    ),
    files(
        "script-literal",
        "<script src=CASE/a.js></script>",
        &[("a.js", "text/javascript", "function never(){ return fetch('GOAL') }")],
    ),
    files(
        "redirect-chain",
        "<a href=CASE/a>x</a>",
        &[
            ("a", "text/html", "<meta http-equiv=refresh content='0;url=CASE/b'>"),
            ("b", "text/html", "<a href=GOAL>x</a>"),
        ],
    ),
    files(
        "pages",
        "<a href='CASE/s2?page=2'>2</a>",
        &[("s2", "text/html", "<a rel=next href='CASE/s3?page=3'>3</a>"), ("s3", "text/html", "<a href=GOAL>x</a>")],
    ),
    files(
        "template-literal",
        "<script src=CASE/a.js></script><a href=CASE/a.json>x</a>",
        &[
            (
                "a.js",
                "text/javascript",
                "const show = (row) => fetch(`/goal/${row.name}/x`); const other = (k) => fetch('/goal/template-literal/' + k);",
            ),
            ("a.json", "application/json", "{\"template-literal\":{\"id\":\"a\"},\"u\":\"GOAL\"}"),
        ],
    ),
    // Addresses that only a running script knows.
    link(
        "script-link",
        "<script>const a=document.createElement('a');a.href='HALF1'+'HALF2';a.textContent='x';document.body.append(a)</script>",
    ),
    link("fetch-on-load", "<script>fetch('HALF1'+'HALF2')</script>"),
    link("late-timer", "<script>setTimeout(()=>fetch('HALF1'+'HALF2'),1200)</script>"),
    link("window-variable", "<script>var adresse='HALF1'+'HALF2'</script>"),
    link("click-button", "<button onclick=\"fetch('HALF1'+'HALF2')\">Vis</button>"),
    link(
        "click-listener",
        "<div id=d>Vis mere</div><script>d.addEventListener('click',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "role-button",
        "<span role=button tabindex=0 id=d>Vis</span><script>document.body.addEventListener('click',(e)=>{if(e.target.id=='d')fetch('HALF1'+'HALF2')})</script>",
    ),
    link("javascript-link", "<a href=\"javascript:void fetch('HALF1'+'HALF2')\">Vis</a>"),
    link("double-click", "<p id=d>Vis</p><script>d.addEventListener('dblclick',()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "context-menu",
        "<p id=d>Vis</p><script>d.addEventListener('contextmenu',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link("hover", "<p id=d>Vis</p><script>d.addEventListener('mouseenter',()=>fetch('HALF1'+'HALF2'))</script>"),
    link("focus", "<input id=d><script>d.addEventListener('focus',()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "keys",
        "<div id=d tabindex=0>Vis</div><script>d.addEventListener('keydown',(e)=>{if(e.key=='Enter')fetch('HALF1'+'HALF2')})</script>",
    ),
    link(
        "long-press",
        "<p id=d>Vis</p><script>let t;d.addEventListener('mousedown',()=>{t=setTimeout(()=>fetch('HALF1'+'HALF2'),400)});d.addEventListener('mouseup',()=>clearTimeout(t))</script>",
    ),
    link(
        "select-option",
        "<select id=d><option>a<option>b<option>c</select><script>d.addEventListener('change',()=>{if(d.value=='c')fetch('HALF1'+'HALF2')})</script>",
    ),
    link(
        "one-of-two-hundred-options",
        "<select id=d></select><script>for(let n=0;n<200;n++)d.add(new Option('By '+n,n));d.addEventListener('change',()=>{if(d.value=='187')fetch('HALF1'+'HALF2')})</script>",
    ),
    link("typing", "<input type=search id=d><script>d.addEventListener('input',()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "script-form",
        "<form id=f><input name=q required><button>Vis</button></form><script>f.addEventListener('submit',(e)=>{e.preventDefault();fetch('HALF1'+'HALF2')})</script>",
    ),
    link("popup", "<button onclick=\"window.open('HALF1'+'HALF2')\">Vis</button>"),
    link(
        "two-clicks",
        "<button id=b>Vis</button><script>b.onclick=()=>{const c=document.createElement('button');c.textContent='Mere';c.onclick=()=>fetch('HALF1'+'HALF2');document.body.append(c)}</script>",
    ),
    link(
        "infinite-list",
        "<div style='height:3000px'></div><script>let n=0;addEventListener('scroll',()=>{if(++n==1)fetch('HALF1'+'HALF2')})</script>",
    ),
    link(
        "details",
        "<details id=d><summary>Mere</summary>x</details><script>d.addEventListener('toggle',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "shadow-click",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'}).innerHTML='<button>Vis</button>';document.querySelector('x-a').shadowRoot.querySelector('button').onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link("frame-click", "<iframe srcdoc=\"<button onclick=&quot;fetch('HALF1'+'HALF2')&quot;>Vis</button>\"></iframe>"),
    // Texts that only a page state holds.
    text(
        "tab-text",
        "<button role=tab id=b>Fane</button><p id=p hidden></p><script>b.onclick=()=>{p.hidden=false;p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "hash-route",
        "<a href='#/side'>Side</a><p id=p></p><script>const r=()=>{if(location.hash=='#/side')p.textContent='TEXT1'+'TEXT2'};addEventListener('hashchange',r);r()</script>",
    ),
    text(
        "push-state",
        "<button id=b>Side</button><p id=p></p><script>b.onclick=()=>{history.pushState({},'','CASE?vis=detalje');p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "open-shadow",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'}).innerHTML='<p>'+'TEXT1'+'TEXT2'+'</p>'</script>",
    ),
    text(
        "closed-shadow",
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'closed'}).innerHTML='<p>'+'TEXT1'+'TEXT2'+'</p>'</script>",
    ),
    text("frame-text", "<iframe srcdoc=\"<p id=p></p><script>p.textContent='TEXT1'+'TEXT2'</script>\"></iframe>"),
    text(
        "blob",
        "<button id=b>Hent CSV</button><script>b.onclick=()=>{const a=document.createElement('a');a.href=URL.createObjectURL(new Blob(['TEXT1'+'TEXT2'],{type:'text/csv'}));a.download='a.csv';a.click()}</script>",
    ),
    text("local-storage", "<script>localStorage.setItem('k','TEXT1'+'TEXT2')</script>"),
    text(
        "indexed-db",
        "<script>indexedDB.open('d',1).onupgradeneeded=(e)=>e.target.result.createObjectStore('s').put('TEXT1'+'TEXT2','k')</script>",
    ),
    text(
        "print-only",
        "<style>#p{display:none}@media print{#p{display:block}}</style><p id=p></p><script>p.textContent='TEXT1'+'TEXT2'</script>",
    ),
    text("dialog-text", "<button onclick=\"alert('TEXT1'+'TEXT2')\">Om</button>"),
    text("form-value", "<input id=p><script>p.value='TEXT1'+'TEXT2'</script>"),
];
