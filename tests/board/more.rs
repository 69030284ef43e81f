//! More cases: attributes and documents that hold addresses, places that hold texts, and gestures that a page waits for.

use super::cases::{files, link, text};
use super::{Case, Goal};

/// See above.
pub const MORE: &[Case] = &[
    link("fails-once", "<a href=GOAL>x</a>"),
    // Attributes and spellings.
    link("upper-case", "<A HREF='GOAL'>VIDERE</A>"),
    link("white-space", "<a href=' \n GOAL \t'>x</a>"),
    link("entities", "<script>document.write('<a href=\"' + 'GOAL'.replaceAll('/', '&#x2f;') + '\">x</a>')</script>"),
    link("video-poster", "<video poster=GOAL></video>"),
    link("source-src", "<audio><source src=GOAL></audio>"),
    link("track-src", "<video><track src=GOAL></video>"),
    link("embed-src", "<embed src=GOAL type=text/plain>"),
    link("cite", "<blockquote cite=GOAL>x</blockquote>"),
    link("form-action-of-button", "<form action=/case/href><button formaction=GOAL>Vis</button></form>"),
    link("image-button", "<form><input type=image src=GOAL alt=x></form>"),
    link("svg-link", "<svg width=20 height=20><a href=GOAL><text y=15>x</text></a></svg>"),
    link("svg-image", "<svg width=20 height=20><image href=GOAL width=9 height=9 /></svg>"),
    link("alternate-language", "<link rel=alternate hreflang=en href=GOAL>"),
    link("preload", "<link rel=preload as=fetch href=GOAL>"),
    link("data-list-of-addresses", "<ul data-items='[{\"url\":\"GOAL\"}]'></ul>"),
    link("style-element", "<style>p{background:url(GOAL)}</style><p>x</p>"),
    link("inline-handler", "<button onmouseup=\"location='GOAL'\" disabled>x</button>"),
    link("meta-content", "<meta property=og:url content=GOAL>"),
    link("json-ld", "<script type=application/ld+json>{\"@id\":\"GOAL\"}</script>"),
    link(
        "escaped-slashes",
        "<script>document.write('<scr'+'ipt type=\"application/json\">{\"u\":\"'+'GOAL'.replaceAll('/', '\\\\/')+'\"}</scr'+'ipt>')</script>",
    ),
    link("frame-set", "<iframe srcdoc=\"<iframe src='GOAL'></iframe>\"></iframe>"),
    files(
        "manifest",
        "<link rel=manifest href=CASE/m.json>",
        &[("m.json", "application/manifest+json", "{\"start_url\":\"GOAL\"}")],
    ),
    files("csv-file", "<a href=CASE/a.csv>x</a>", &[("a.csv", "text/csv", "navn;fil\nx;GOAL\n")]),
    files("text-file", "<a href=CASE/a.txt>x</a>", &[("a.txt", "text/plain", "se ogsaa GOAL for mere")]),
    files(
        "opensearch",
        "<link rel=search type=application/opensearchdescription+xml href=CASE/o.xml>",
        &[(
            "o.xml",
            "application/opensearchdescription+xml",
            "<OpenSearchDescription><Url template='GOAL'/></OpenSearchDescription>",
        )],
    ),
    files(
        "nested-json-string",
        "<a href=CASE/a.json>x</a>",
        &[("a.json", "application/json", "{\"a\":\"{\\\"b\\\":\\\"GOAL\\\"}\"}")],
    ),
    files(
        "script-concatenation",
        "<script src=CASE/a.js></script>",
        &[("a.js", "text/javascript", "const url = 'HALF1' + 'HALF2';")],
    ),
    files(
        "import-chain",
        "<script type=module src=CASE/a.js></script>",
        &[("a.js", "text/javascript", "import './b.js'"), ("b.js", "text/javascript", "fetch('HALF1'+'HALF2')")],
    ),
    // Addresses that a running page asks for.
    link("xhr", "<script>const x=new XMLHttpRequest();x.open('GET','HALF1'+'HALF2');x.send()</script>"),
    link("image-by-script", "<script>new Image().src='HALF1'+'HALF2'</script>"),
    link("document-write", "<script>document.write('<a href=\"'+'HALF1'+'HALF2'+'\">x</a>')</script>"),
    link("style-by-script", "<p id=p>x</p><script>p.style.backgroundImage='url('+'HALF1'+'HALF2'+')'</script>"),
    link("dynamic-import", "<script>import('HALF1'+'HALF2').catch(()=>{})</script>"),
    link(
        "frame-by-script",
        "<script>const f=document.createElement('iframe');f.src='HALF1'+'HALF2';document.body.append(f)</script>",
    ),
    link("timer-chain", "<script>setTimeout(()=>setTimeout(()=>fetch('HALF1'+'HALF2'),500),500)</script>"),
    link("idle-callback", "<script>requestIdleCallback(()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "animation-end",
        "<style>@keyframes k{to{opacity:.9}}p{animation:k .4s}</style><p id=p>x</p><script>p.addEventListener('animationend',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    files(
        "event-source",
        "<script>new EventSource('CASE/s').onmessage=(e)=>fetch(e.data)</script>",
        &[("s", "text/event-stream", "data: GOAL\n\n")],
    ),
    files(
        "worker",
        "<script>new Worker('CASE/w.js')</script>",
        &[("w.js", "text/javascript", "fetch('HALF1'+'HALF2')")],
    ),
    files(
        "service-worker",
        "<script>navigator.serviceWorker.register('CASE/w.js')</script>",
        &[("w.js", "text/javascript", "addEventListener('install',()=>fetch('HALF1'+'HALF2'))")],
    ),
    link(
        "blob-worker",
        "<script>new Worker(URL.createObjectURL(new Blob(['fetch(\"'+location.origin+'HALF1'+'HALF2'+'\")'])))</script>",
    ),
    link(
        "phone",
        "<script>const go=()=>{if(innerWidth<600)fetch('HALF1'+'HALF2')};go();addEventListener('resize',go)</script>",
    ),
    link(
        "phone-style",
        "<style>#b{display:none}@media(max-width:600px){#b{display:block}}</style><button id=b onclick=\"fetch('HALF1'+'HALF2')\">Menu</button>",
    ),
    link(
        "print-listener",
        "<script>matchMedia('print').addEventListener('change',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    // Gestures.
    link("mouse-down", "<p id=d>Vis</p><script>d.addEventListener('mousedown',()=>fetch('HALF1'+'HALF2'))</script>"),
    link("pointer-up", "<p id=d>Vis</p><script>d.addEventListener('pointerup',()=>fetch('HALF1'+'HALF2'))</script>"),
    link("link-without-address", "<a id=d>Vis</a><script>d.onclick=()=>fetch('HALF1'+'HALF2')</script>"),
    link(
        "svg-click",
        "<svg width=40 height=40><rect id=d width=40 height=40 /></svg><script>d.addEventListener('click',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "check-box",
        "<input type=checkbox id=d><script>d.addEventListener('change',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "radio",
        "<input type=radio name=r value=a checked>A<input type=radio name=r value=b id=d>B<script>d.addEventListener('change',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link("range", "<input type=range id=d><script>d.addEventListener('change',()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "date",
        "<input type=date id=d><script>d.addEventListener('change',()=>{if(d.value)fetch('HALF1'+'HALF2')})</script>",
    ),
    link("blur", "<input id=d><input><script>d.addEventListener('blur',()=>fetch('HALF1'+'HALF2'))</script>"),
    link(
        "arrow-key",
        "<div role=listbox tabindex=0 id=d>Vis</div><script>d.addEventListener('keydown',(e)=>{if(e.key=='ArrowDown')fetch('HALF1'+'HALF2')})</script>",
    ),
    link(
        "escape-key",
        "<script>document.addEventListener('keydown',(e)=>{if(e.key=='Escape')fetch('HALF1'+'HALF2')})</script>",
    ),
    link(
        "wheel",
        "<div style='height:100px'>x</div><script>addEventListener('wheel',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "drag",
        "<p id=d draggable=true>x</p><p id=e>y</p><script>e.addEventListener('dragover',(v)=>v.preventDefault());e.addEventListener('drop',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "hover-chain",
        "<p id=d>Menu</p><script>d.addEventListener('mouseenter',()=>{if(document.getElementById('u'))return;const u=document.createElement('button');u.id='u';u.textContent='Under';u.onclick=()=>fetch('HALF1'+'HALF2');document.body.append(u)})</script>",
    ),
    link(
        "modal",
        "<button id=b>Om</button><dialog id=m><button id=c>Mere</button></dialog><script>b.onclick=()=>m.showModal();c.onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link(
        "popover",
        "<button popovertarget=m>Om</button><div id=m popover><button id=c>Mere</button></div><script>c.onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link(
        "nested-details",
        "<details><summary>A</summary><details id=d><summary>B</summary>x</details></details><script>d.addEventListener('toggle',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "enabled-later",
        "<button id=b disabled>Vis</button><script>setTimeout(()=>{b.disabled=false},900);b.onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link(
        "enabled-by-box",
        "<input type=checkbox id=a><button id=b disabled>Vis</button><script>a.onchange=()=>{b.disabled=!a.checked};b.onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link(
        "intersection",
        "<div style='height:2500px'></div><p id=d>bund</p><script>new IntersectionObserver((e)=>{if(e[0].isIntersecting)fetch('HALF1'+'HALF2')}).observe(d)</script>",
    ),
    link(
        "inner-scroll",
        "<div id=d style='height:80px;overflow:auto'><div style='height:900px'>x</div></div><script>d.addEventListener('scroll',()=>fetch('HALF1'+'HALF2'))</script>",
    ),
    link(
        "load-more",
        "<button id=b>Mere</button><script>let n=0;b.onclick=()=>{const p=document.createElement('p');p.textContent='side '+n;document.body.append(p);if(++n==3)fetch('HALF1'+'HALF2')}</script>",
    ),
    link(
        "wizard",
        "<form id=f><input name=a required><button>Næste</button></form><script>f.onsubmit=(e)=>{e.preventDefault();f.innerHTML='<input name=b required><button>Vis</button>';f.onsubmit=(v)=>{v.preventDefault();fetch('HALF1'+'HALF2')}}</script>",
    ),
    link(
        "closed-shadow-click",
        "<x-a></x-a><script>const r=document.querySelector('x-a').attachShadow({mode:'closed'});r.innerHTML='<button>Vis</button>';r.querySelector('button').onclick=()=>fetch('HALF1'+'HALF2')</script>",
    ),
    link(
        "nested-frame-click",
        "<iframe srcdoc=\"<iframe srcdoc='<button id=b>Vis</button><script>b.onclick=()=>fetch(`HALF1`+`HALF2`)</script>'></iframe>\"></iframe>",
    ),
    // Texts.
    text("cookie", "<script>document.cookie='k='+'TEXT1'+'TEXT2'</script>"),
    text("session-storage", "<script>sessionStorage.setItem('k','TEXT1'+'TEXT2')</script>"),
    text("cache-storage", "<script>caches.open('c').then((c)=>c.put('/gemt',new Response('TEXT1'+'TEXT2')))</script>"),
    text("page-title", "<script>document.title='TEXT1'+'TEXT2'</script>"),
    text(
        "clipboard",
        "<button id=b>Kopiér</button><script>b.onclick=()=>navigator.clipboard.writeText('TEXT1'+'TEXT2')</script>",
    ),
    text("text-area", "<textarea id=p></textarea><script>p.value='TEXT1'+'TEXT2'</script>"),
    text("accessible-name", "<button id=p>x</button><script>p.setAttribute('aria-label','TEXT1'+'TEXT2')</script>"),
    text(
        "generated-content",
        "<style>p::before{content:var(--t)}</style><p id=p>x</p><script>p.style.setProperty('--t','\"'+'TEXT1'+'TEXT2'+'\"')</script>",
    ),
    text(
        "svg-text",
        "<svg width=99 height=20><text id=p y=15></text></svg><script>p.textContent='TEXT1'+'TEXT2'</script>",
    ),
    text("template-content", "<template id=p></template><script>p.innerHTML='<b>'+'TEXT1'+'TEXT2'+'</b>'</script>"),
    text(
        "fortieth-option-of-a-list-that-comes-again",
        "<div id=b></div><p id=p></p><script>const draw=(v)=>{b.innerHTML='<select>'+[...Array(50).keys()].map((n)=>`<option value=${n} ${n==v?'selected':''}>Fag ${n}`).join('')+'</select>';b.firstChild.onchange=(e)=>{p.textContent=e.target.value=='39'?'TEXT1'+'TEXT2':'';draw(e.target.value)}};draw(0)</script>",
    ),
    text(
        "value-by-option",
        "<select id=d></select><input id=p><script>for(let n=0;n<60;n++)d.add(new Option('Felt '+n,n));d.onchange=()=>{p.value=d.value=='33'?'TEXT1'+'TEXT2':''}</script>",
    ),
    text(
        "shadow-by-option",
        "<select id=d></select><div id=h></div><script>const r=h.attachShadow({mode:'closed'});for(let n=0;n<60;n++)d.add(new Option('Skygge '+n,n));d.onchange=()=>{r.innerHTML=d.value=='33'?'<p>'+'TEXT1'+'TEXT2':''}</script>",
    ),
    text(
        "late-by-option",
        "<select id=d></select><p id=p></p><script>for(let n=0;n<20;n++)d.add(new Option('Linje '+n,n));d.onchange=()=>{p.textContent='';const v=d.value;setTimeout(()=>{p.textContent=v=='13'?'TEXT1'+'TEXT2':''},60)}</script>",
    ),
    text(
        "list-that-leads-away",
        "<select id=d></select><p id=p></p><script>p.textContent=location.hash=='#4'?'TEXT1'+'TEXT2':'';for(let n=0;n<6;n++)d.add(new Option('Vej '+n,n));d.onchange=()=>{location.href='CASE?valg='+(d.value=='4'?'1#4':'2')}</script>",
    ),
    Case {
        name: "asked-by-option",
        page: "<select id=d></select><p id=p></p><script>for(let n=0;n<20;n++)d.add(new Option('Post '+n,n));d.onchange=()=>{p.textContent='';const v=d.value;fetch('CASE/'+(v=='13'?'ja':'nej')).then(r=>r.text()).then(t=>{p.textContent=t.length==2?'TEXT1'+'TEXT2':''})}</script>",
        more: &[("ja", "text/plain", "ja")],
        goal: Goal::Text,
    },
    text(
        "value-after-click",
        "<input id=p><button id=b>Ret</button><script>b.onclick=()=>{p.value='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "text-area-after-click",
        "<textarea id=p></textarea><button id=b>Ret</button><script>b.onclick=()=>{p.value='TEXT1'+'TEXT2'}</script>",
    ),
    text("option-text", "<select id=p></select><script>p.add(new Option('TEXT1'+'TEXT2','1'))</script>"),
    text("late-text", "<p id=p></p><script>setTimeout(()=>{p.textContent='TEXT1'+'TEXT2'},1200)</script>"),
    text(
        "replaced-state",
        "<button id=b>Side</button><p id=p></p><script>b.onclick=()=>{history.replaceState({},'','CASE?vis=ny');p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "nested-frame-text",
        "<iframe srcdoc=\"<iframe srcdoc='<p id=p></p><script>p.textContent=`TEXT1`+`TEXT2`</script>'></iframe>\"></iframe>",
    ),
    text(
        "canvas-file",
        "<button id=b>Hent</button><script>b.onclick=()=>{const a=document.createElement('a');a.href=URL.createObjectURL(new Blob(['BEGIN:VCARD\\nFN:'+'TEXT1'+'TEXT2'],{type:'text/vcard'}));a.download='k.vcf';a.click()}</script>",
    ),
    text(
        "declarative-closed-shadow",
        "<x-b><template shadowrootmode=closed><p></p></template></x-b><script>customElements.define('x-b',class extends HTMLElement{constructor(){super();this.attachInternals().shadowRoot.querySelector('p').textContent='TEXT1'+'TEXT2'}})</script>",
    ),
    text("prompt-text", "<button onclick=\"prompt('TEXT1'+'TEXT2')\">Om</button>"),
    // Pages that listen to people alone.
    text(
        "trusted-click",
        "<button id=b>Vis</button><p id=p></p><script>b.onclick=e=>{if(e.isTrusted)p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-keys",
        "<button id=b onclick='1'>Liste</button><p id=p></p><script>b.onkeydown=e=>{if(e.isTrusted&&e.key==='ArrowDown')p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-typing",
        "<input id=b><p id=p></p><script>b.oninput=e=>{if(e.isTrusted)p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-change",
        "<input id=b><p id=p></p><script>b.onchange=e=>{if(e.isTrusted)p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-shortcut",
        "<p id=p></p><script>addEventListener('keydown',e=>{if(e.isTrusted&&e.key==='?')p.textContent='TEXT1'+'TEXT2'})</script>",
    ),
    text(
        "trusted-hover",
        "<div id=b style='width:90px;height:30px'>Navn</div><p id=p></p><script>b.onmouseenter=e=>{if(e.isTrusted)p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-double",
        "<div id=b>Navn</div><p id=p></p><script>b.ondblclick=e=>{if(e.isTrusted)p.textContent='TEXT1'+'TEXT2'}</script>",
    ),
    text(
        "trusted-drag",
        "<p id=d draggable=true>Navn</p><div id=e style='height:60px;background:#eee'>Her</div><p id=p></p><script>e.addEventListener('dragover',v=>v.preventDefault());e.addEventListener('drop',v=>{if(v.isTrusted)p.textContent='TEXT1'+'TEXT2'})</script>",
    ),
];
