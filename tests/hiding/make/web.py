"""What a browser gets: pages, scripts, styles, data in text and in bytes."""

import base64
import json
import struct
import urllib.parse
import zlib

import cbor2
import msgpack

from pdf import encoded
from places import place, save


def page():
    file = "page.html"
    w = lambda where: place(file, where)
    b64 = lambda text: base64.b64encode(text.encode()).decode()
    split = w("word split over elements")
    state = json.dumps({"props": {"navn": w("state of a framework")}})
    nested = json.dumps({"kort": json.dumps({"navn": w("JSON in JSON in a script")})})
    escaped = "".join(f"\\u{ord(c):04x}" for c in w("escapes in a script"))
    hexed = "".join(f"\\x{ord(c):02x}" for c in w("hex escapes in a script"))
    joined = w("strings that a script joins")
    entity = "".join(f"&#x{ord(c):x};" for c in w("character references"))
    css = "".join(f"\\{ord(c):x} " for c in w("escapes in a style"))
    svg = b64(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{w('SVG in a data address')}</text></svg>")
    save(file, f"""<!doctype html><html lang=da data-a="{w('attribute of the page')}"><head><title>{w('title')}</title><meta name=author content="{w('meta tag')}"><base href="https://hr.example/{w('base address')}/">
      <link rel=canonical href="/{w('canonical link')}"><meta http-equiv=refresh content="9;url=/{w('address of a refresh')}">
      <style>.a::after {{ content: "{w('content of a style')}" }} .b {{ background: url(/{w('address in a style')}.png) }} .c::before {{ content: "{css}" }} /* {w('comment of a style')} */ [data-x="{w('selector of a style')}"] {{ color: red }}</style>
      <script type="application/ld+json">{{"@type": "Person", "name": "{w('linked data')}"}}</script><script>window.__STATE__ = {state}; var n = {nested}; // {w('comment of a script')}
        var a = "{escaped}", b = '{hexed}', c = "{joined[:5]}" + "{joined[5:]}", d = `Hej ${{1 + 1}} {w('template literal')}`, e = /{w('pattern of a script')}/g, f = atob("{b64(w('base64 in a script'))}"), g = String.fromCharCode({','.join(str(ord(c)) for c in w('character codes in a script'))});</script></head>
      <body onload="var x = '{w('inline handler')}'"><!-- {w('comment')} --><!--[if IE]><p>{w('conditional comment')}</p><![endif]-->
      <p>{split[:3]}<b>{split[3:6]}</b><i>{split[6:]}</i> {entity}</p><p hidden>{w('hidden paragraph')}</p><p style="display:none">{w('paragraph without display')}</p><p style="filter:blur(9px)">{w('blurred paragraph')}</p>
      <template><p>{w('template')}</p></template><noscript><p>{w('text without scripts')}</p></noscript><textarea hidden>{w('hidden text area')}</textarea><input type=hidden value="{w('hidden input')}"><input placeholder="{w('placeholder')}" title="{w('tool tip')}" aria-label="{w('accessible label')}">
      <select><option value="{w('value of an option')}">x</select><datalist><option>{w('suggestion')}</datalist><img alt="{w('alternative text')}" src="/{w('address of a picture')}.png" srcset="/{w('address for another width')}.png 2x" longdesc="{w('long description')}">
      <iframe srcdoc="&lt;p&gt;{w('document in an attribute')}&lt;/p&gt;"></iframe><iframe src="data:text/html;base64,{b64('<p>' + w('document in a data address'))}"></iframe><img src="data:image/svg+xml;base64,{svg}">
      <a href="mailto:{w('mail address of a link').lower()}@post.example?subject={w('subject of a mail link')}" download="{w('name of a download')}.pdf" ping="/{w('address of a ping')}">x</a><a href="/x?navn={urllib.parse.quote(urllib.parse.quote(w('address, escaped twice') + ' ø'))}">y</a>
      <div data-person='{{"navn":"{w('JSON in an attribute')}"}}' class="{w('name of a class')}" id="{w('identifier')}"></div><object data="/x" type="a/b"><param name=a value="{w('parameter of an object')}">{w('text where an object fails')}</object>
      <video><track label="{w('label of a track')}" src="/x.vtt"></video><details><summary>a</summary>{w('closed details')}</details><dialog>{w('closed dialog')}</dialog><ruby>a<rt>{w('ruby text')}</rt></ruby><math><annotation>{w('annotation of a formula')}</annotation></math>
      <p>{'&shy;'.join(w('soft hyphens'))}</p><p>{'&#8203;'.join(w('zero-width spaces'))}</p><table><caption>{w('caption')}</caption><td abbr="{w('abbreviation of a cell')}">x</table></body></html>
      <!-- {w('comment after the end')} -->""")


def data():
    file = "answer.json"
    w = lambda where: place(file, where)
    twice = json.dumps({"a": json.dumps({"b": w("JSON in JSON in JSON")})})
    escaped = "".join(f"\\u{ord(c):04x}" for c in w("escaped value"))
    save(file, f"""{{"navn": "{w('value')}", "{w('name of a key')}": 1, "dyb": [[[[{{"x": "{w('value deep inside')}"}}]]]], "navn": "{w('value of a repeated key')}", "html": "<p>{w('HTML in a string')}</p>", "e": "{escaped}",
      "indre": {json.dumps(twice)}, "b": "{base64.b64encode(json.dumps({'navn': w('JSON in base64')}).encode()).decode()}", "jwt": "eyJhbGciOiJub25lIn0.{base64.urlsafe_b64encode(json.dumps({'sub': w('claim of a token')}).encode()).decode().rstrip('=')}.",
      "z": "{base64.b64encode(zlib.compress(('Ansøger: ' + w('packed value in base64')).encode())).decode()}"}} {w('text after the end')}""")
    file = "lines.jsonl"
    save(file, f'{{"a": "{place(file, "first line")}"}}\n{{"a": "{place(file, "last line")}"}}\n{place(file, "line that is no JSON")}\n')
    file = "broken.json"
    save(file, f'{{"a": [1, 2, {{"navn": "{place(file, "value in a cut document")}"')
    file = "data.msgpack"
    save(file, msgpack.packb({"id": 7, "person": {"navn": place(file, "value"), place(file, "name of a key"): [1, None, "x" * 40, place(file, "value in a list")]}, "fil": zlib.compress(place(file, "packed file inside").encode())}))
    file = "data.cbor"
    save(file, cbor2.dumps({"id": 7, "person": {"navn": place(file, "value"), "b": base64.b64encode(("ø" + place(file, "value in base64")).encode()).decode()}}))
    file = "data.protobuf"
    field = lambda number, value: bytes([number << 3 | 2, len(value)]) + value
    save(file, b"\x08\x96\x01" + field(2, ("Ansøger " + place(file, "string")).encode()) + field(3, field(1, b"\x01\x02") + field(4, place(file, "string of an inner message").encode())) + b"\x20\x07" + field(5, zlib.compress(place(file, "packed bytes").encode())))
    file = "data.bson"
    word = place(file, "value").encode()
    body = b"\x02navn\0" + struct.pack("<i", len(word) + 1) + word + b"\0" + b"\0"
    save(file, struct.pack("<i", len(body) + 4) + body)
    file = "data.plist"
    import plistlib
    save(file, plistlib.dumps({"navn": place(file, "value"), "ø": "ø" + place(file, "value in 16 bit")}, fmt=plistlib.FMT_BINARY))


def text():
    file = "feed.xml"
    w = lambda where: place(file, where)
    save(file, f"""<?xml version="1.0"?><?navn {w('processing instruction')}?><!DOCTYPE a [<!ENTITY navn "{w('entity declaration')}">]><rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{w('title')}</title><item dc:role="{w('attribute')}"><author>{w('author')}</author>
      <description><![CDATA[<p>{w('HTML in a CDATA section')}</p>]]></description><content>&lt;b&gt;{w('escaped HTML')}&lt;/b&gt;</content></item></channel><!-- {w('comment')} --></rss>""")
    file = "latin1.csv"
    save(file, f"Nr;Navn;Køn\r\n1;\"Ærø {place(file, 'quoted cell')}\";æøå\r\n2;={place(file, 'cell that looks like a formula')};x\r\n".encode("cp1252"))
    file = "utf16.tsv"
    save(file, ("\ufeff" + f"Nr\tNavn\n1\tÆrø {place(file, 'cell in 16 bit')}\n").encode("utf-16-le"))
    file = "code.js"
    w = lambda where: place(file, where)
    save(file, f"""(function(){{const a={{navn:"{w('string')}"}},b=`x${{a}}{w('template literal')}`;/* {w('comment')} */JSON.parse('{{"navn":"{w('JSON in a string')}"}}');console.log("{w('message')}")}})();\n//# sourceMappingURL=data:application/json;base64,""" + base64.b64encode(json.dumps({"version": 3, "sources": [w("name of a source") + ".ts"], "names": [w("name in a source map")], "sourcesContent": [f"// {w('source in a source map')}"], "mappings": ""}).encode()).decode())
    file = "look.css"
    w = lambda where: place(file, where)
    save(file, f"""@import "{w('imported style')}.css"; .a::before {{ content: "{w('content')}" }} .b {{ background: url("data:image/svg+xml,{urllib.parse.quote('<svg xmlns="http://www.w3.org/2000/svg"><text>' + w('SVG in an address') + '</text></svg>')}") }} /* {w('comment')} */ :root {{ --navn: "{w('variable')}" }}""")
    file = "stream.txt"
    save(file, f"event: ny\ndata: {{\"navn\": \"{place(file, 'event of a stream')}\"}}\n\n: {place(file, 'comment of a stream')}\n\n")
    file = "ebcdic.dat"
    save(file, (f"NAVN {place(file, 'text in a code page of mainframes', 'unknown')} ADRESSE".encode("cp500")) * 3)
    file = "unknown.bin"
    word = place(file, "text in 16 bit among bytes")
    save(file, bytes(range(200, 256)) + place(file, "text among bytes").encode() + bytes(range(128, 180)) + word.encode("utf-16-le") + b"\0\x81\x9f" + zlib.compress(("Ansøger " + place(file, "packed text among bytes", "unknown") * 3).encode()) + b"\xff" * 9)


def make():
    page()
    data()
    text()
