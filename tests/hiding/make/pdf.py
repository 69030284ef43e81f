"""PDF files, object by object (pikepdf), by ReportLab, img2pdf and a browser's print."""

import base64
import io
import os
import pathlib
import subprocess
import tempfile
import zlib

import img2pdf
import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

from places import place, save

FONT = pathlib.Path(__file__).resolve().parents[3] / "src/candidates/documents/font/DejaVuSans.ttf"


def drawn(word, size=(900, 160), ink="black", paper="white"):
    """A picture with a word in it."""
    picture = Image.new("RGB", size, paper)
    ImageDraw.Draw(picture).text((40, 40), word, font=ImageFont.truetype(str(FONT), 64), fill=ink)
    return picture


def encoded(picture, kind, **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def about(stream, **keys):
    for key, value in keys.items():
        stream["/" + key] = value


class Paper:
    """One page with Helvetica as /F1."""

    def __init__(self, file):
        self.file = file
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        self.page.Resources = Dictionary(
            Font=Dictionary(F1=self.pdf.make_indirect(font)), XObject=Dictionary(), ExtGState=Dictionary(),
            Properties=Dictionary(), Pattern=Dictionary())
        self.content = [b"BT /F1 12 Tf 72 780 Td (Ordinary text of the page.) Tj ET"]
        self.y = 750

    def word(self, where, gap=""):
        return place(self.file, where, gap)

    def text(self, where, form="(%s) Tj", before="", after="", at=None):
        word = self.word(where)
        self.y -= 24
        x, y = at or (72, self.y)
        self.content.append(f"q {before} BT /F1 12 Tf {x} {y} Td {form % word} ET {after} Q".encode())
        return word

    def save(self, **how):
        self.page.Contents = self.pdf.make_stream(b"\n".join(self.content))
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=not how.get("encryption"), **how)
        save(self.file, out.getvalue())
        return out.getvalue()


def on_the_page():
    p = Paper("page.pdf")
    p.text("text of a page")
    word = p.word("letters in a kerned array")
    p.y -= 24
    kerned = " ".join(f"({a}) -{20 + i}" for i, a in enumerate(word))
    p.content.append(f"BT /F1 12 Tf 72 {p.y} Td [{kerned}] TJ ET".encode())
    word = p.word("letters spaced apart")
    p.y -= 24
    p.content.append(b" ".join(f"BT /F1 12 Tf {72 + 14 * i} {p.y} Td ({a}) Tj ET".encode() for i, a in enumerate(word)))
    word = p.word("letters drawn in another order")
    p.y -= 24
    order = sorted(range(len(word)), key=lambda i: (i * 7) % len(word))
    p.content.append(b" ".join(f"BT /F1 12 Tf {72 + 8 * i} {p.y} Td ({word[i]}) Tj ET".encode() for i in order))
    word = p.word("text as hex string")
    p.y -= 24
    p.content.append(f"BT /F1 12 Tf 72 {p.y} Td <{word.encode().hex()}> Tj ET".encode())
    word = p.word("octal escapes in a string")
    p.y -= 24
    p.content.append(f"BT /F1 12 Tf 72 {p.y} Td ({''.join(f'{chr(92)}{ord(a):03o}' for a in word)}) Tj ET".encode())
    p.text("rotated text", before="0 1 -1 0 560 100 cm", at=(0, 0))
    p.text("mirrored text", before="-1 0 0 1 595 0 cm", at=(200, 90))
    p.text("text with wide letter spacing", "9 Tc (%s) Tj")
    p.save()


def concealed():
    p = Paper("concealed.pdf")
    p.text("white text", before="1 g")
    word = p.word("tiny text")
    p.content.append(f"BT /F1 0.4 Tf 72 60 Td ({word}) Tj ET".encode())
    p.text("invisible text mode", "3 Tr (%s) Tj")
    p.page.Resources.ExtGState.GS0 = Dictionary(Type=Name.ExtGState, ca=0, CA=0)
    p.text("transparent text", before="/GS0 gs")
    p.text("text under a black box", after=f"0 g 60 {p.y - 30} 400 20 re f")
    picture = pikepdf.Stream(p.pdf, bytes([0, 0, 0]) * 4)
    about(picture, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    p.page.Resources.XObject.Im0 = p.pdf.make_indirect(picture)
    p.text("text under a picture", after=f"q 400 0 0 24 60 {p.y - 32} cm /Im0 Do Q")
    p.text("text clipped away", before="0 0 1 1 re W n")
    p.text("text beside the page", at=(-900, 400))
    p.text("text outside of the crop box", at=(72, 12))
    p.page.CropBox = Array([0, 40, 595, 842])
    group = p.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(p.word("name of a layer"))))
    p.pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group])))
    p.page.Resources.Properties.MC0 = group
    p.text("text in a layer that is off", before="/OC /MC0 BDC", after="EMC")
    p.text("text in the colour of the box behind it", before=f"0.2 0.3 0.4 rg 60 {p.y - 32} 400 24 re f")
    p.save()


def structures():
    p = Paper("structure.pdf")
    pdf, r = p.pdf, p.page.Resources

    def form(content, resources=None):
        s = pikepdf.Stream(pdf, content.encode())
        about(s, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]), Resources=resources or r)
        return pdf.make_indirect(s)

    r.XObject.Fm0 = form(f"BT /F1 12 Tf 72 300 Td ({p.word('text in a form object')}) Tj ET")
    inner = form(f"BT /F1 12 Tf 72 270 Td ({p.word('text in a form object in a form object')}) Tj ET")
    r.XObject.Fm1 = form("/In Do", Dictionary(XObject=Dictionary(In=inner)))
    p.content.append(b"/Fm0 Do /Fm1 Do")
    tile = pikepdf.Stream(pdf, f"BT /F1 12 Tf 2 2 Td ({p.word('text in a tile of a pattern')}) Tj ET".encode())
    about(tile, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 200, 20]), XStep=200, YStep=20, Resources=r)
    r.Pattern.P0 = pdf.make_indirect(tile)
    p.content.append(b"q /Pattern cs /P0 scn 72 200 300 40 re f Q")
    p.content.append(f"/Span <</ActualText ({p.word('actual text of a span')})>> BDC BT /F1 12 Tf 72 180 Td (xxxx) Tj ET EMC".encode())
    r.Properties.MP0 = pdf.make_indirect(Dictionary(Note=String(p.word("property of marked content"))))
    p.content.append(b"/Span /MP0 BDC BT /F1 12 Tf 72 160 Td (yyyy) Tj ET EMC")
    kid = pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.Figure, Alt=String(p.word("alternative text of a figure")),
        E=String(p.word("expansion of an abbreviation")), T=String(p.word("title of a structure element")),
        ActualText=String(p.word("actual text of a structure element"))))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([kid])))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(p.word("prefix of a page label")))]))
    item = pdf.make_indirect(Dictionary(Title=String(p.word("entry of the outline")), Dest=Array([p.page.obj, Name.Fit])))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = pdf.Root.Outlines
    destination = p.word("named destination")
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(destination), Array([p.page.obj, Name.Fit])])))
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=String(p.word("title of an article thread")))))])
    p.page.PieceInfo = Dictionary(Editor=Dictionary(LastModified=String("D:20260101"), Private=Dictionary(User=String(p.word("private data of an editor")))))
    pdf.Root.Lang = String(p.word("language entry"))
    p.page.obj["/" + p.word("name of an unknown key")] = True
    pdf.make_indirect(String("x"))
    spread = pikepdf.Stream(pdf, b"q Q")
    spread.NestedData = Dictionary(Deep=Array([Dictionary(Deeper=String(p.word("string deep in an unknown dictionary")))]))
    p.page.obj.Unknown = pdf.make_indirect(spread)
    p.save()


def annotations():
    p = Paper("annotations.pdf")
    pdf = p.pdf
    rect = Array([100, 100, 200, 200])

    def annot(kind, **more):
        return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=rect, **more))

    look = pikepdf.Stream(pdf, f"BT /F1 12 Tf 2 2 Td ({p.word('look of an annotation')}) Tj ET".encode())
    about(look, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20]), Resources=p.page.Resources)
    file = pikepdf.Stream(pdf, p.word("file attached to an annotation").encode())
    spec = Dictionary(Type=Name.Filespec, F=String(p.word("name of an attached file")), Desc=String(p.word("description of an attached file")), EF=Dictionary(F=pdf.make_indirect(file)))
    action = lambda **more: Dictionary(S=more.pop("S"), **more)
    p.page.Annots = pdf.make_indirect(Array([
        annot(Name.Text, Contents=String(p.word("note on a page")), T=String(p.word("author of a note")), Subj=String(p.word("subject of a note"))),
        annot(Name.Text, RC=String(f"<body><p>{p.word('rich text of a note')}</p></body>")),
        annot(Name.Text, Contents=String(p.word("hidden note")), F=2),
        annot(Name.FreeText, AP=Dictionary(N=pdf.make_indirect(look)), DA=String("/F1 12 Tf")),
        annot(Name.Link, A=action(S=Name.URI, URI=String(f"https://post.example/{p.word('address of a link')}"))),
        annot(Name.Link, A=action(S=Name.Launch, F=String(f"C:/Users/{p.word('path of a file to launch')}/cv.doc"))),
        annot(Name.Link, A=action(S=Name.GoToR, F=String(f"{p.word('other document of a link')}.pdf"), D=Array([0, Name.Fit]))),
        annot(Name.FileAttachment, FS=spec),
        annot(Name.Redact, OverlayText=String(p.word("overlay of a redaction mark")), Contents=String(p.word("what a redaction mark covers"))),
        annot(Name.Stamp, Name=Name("/" + p.word("name of a stamp"))),
        annot(Name.Text, Contents=String("x"), NM=String(p.word("identifier of a note"))),
    ]))
    p.save()


def forms():
    p = Paper("form.pdf")
    pdf = p.pdf

    def field(name, kind, **more):
        return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([10, 10, 90, 30]), FT=kind, T=String(name), **more))

    fields = Array([
        field("value", Name.Tx, V=String(p.word("value of a field"))),
        field("default", Name.Tx, DV=String(p.word("default of a field"))),
        field("tip", Name.Tx, TU=String(p.word("tool tip of a field")), TM=String(p.word("export name of a field"))),
        field(p.word("name of a field"), Name.Tx),
        field("choice", Name.Ch, Opt=Array([String(p.word("option of a choice")), Array([String(p.word("export value of an option")), String("Ja")])])),
        field("script", Name.Tx, AA=Dictionary(F=Dictionary(S=Name.JavaScript, JS=String(f"event.value='{p.word('script of a field')}'")))),
        field("rich", Name.Tx, RV=String(f"<body>{p.word('rich value of a field')}</body>")),
        field("hidden", Name.Tx, V=String(p.word("value of a hidden field")), F=2),
        field("mk", Name.Btn, MK=Dictionary(CA=String(p.word("caption of a button")))),
        field("sig", Name.Sig, V=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(p.word("name of who signed")), Reason=String(p.word("reason of a signature")), Location=String(p.word("place of a signature")), ContactInfo=String(p.word("contact of who signed")))),
    ])
    p.page.Annots = fields
    xfa = pikepdf.Stream(pdf, f"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><data><name>{p.word('data of an XFA form')}</name></data></xdp:xdp>".encode())
    pdf.Root.AcroForm = Dictionary(Fields=fields, XFA=pdf.make_indirect(xfa), DA=String("/F1 0 Tf"))
    script = lambda where: Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{p.word(where)}')"))
    stream = pikepdf.Stream(pdf, f"var x='{p.word('script in a stream')}';".encode())
    pdf.Root.OpenAction = script("script that runs on opening")
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script("script of the document"), String("b"), Dictionary(S=Name.JavaScript, JS=pdf.make_indirect(stream))])))
    p.page.AA = Dictionary(O=script("script of a page"))
    p.save()


def metadata():
    p = Paper("metadata.pdf")
    pdf = p.pdf
    xmp = lambda inner: f"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' xmlns:stRef='http://ns.adobe.com/xap/1.0/sType/ResourceRef#' xmlns:own='https://post.example/'>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"

    def stream(inner):
        s = pikepdf.Stream(pdf, xmp(inner).encode())
        about(s, Type=Name.Metadata, Subtype=Name.XML)
        return pdf.make_indirect(s)

    for key in ["Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company"]:
        pdf.docinfo["/" + key] = String(p.word(f"{key.lower()} among the properties"))
    pdf.docinfo["/SourceModified"] = String("D:20260101")
    pdf.Root.Metadata = stream(
        f"<dc:creator><rdf:Seq><rdf:li>{p.word('creator in XMP')}</rdf:li></rdf:Seq></dc:creator><own:note>{p.word('own property in XMP')}</own:note>"
        f"<xmpMM:DerivedFrom stRef:filePath='C:/{p.word('path of the original in XMP')}.indd'/>")
    p.page.obj.Metadata = stream(f"<dc:title>{p.word('XMP of a page')}</dc:title>")
    picture = pikepdf.Stream(pdf, bytes(12))
    about(picture, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Metadata=stream(f"<dc:creator>{p.word('XMP of a picture')}</dc:creator>"))
    p.page.Resources.XObject.Im0 = pdf.make_indirect(picture)
    p.content.append(b"q 20 0 0 20 60 400 cm /Im0 Do Q")
    file = pikepdf.Stream(pdf, f"Kære {p.word('content of an embedded file')}".encode())
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), UF=String(p.word("name of an embedded file") + ".txt"), EF=Dictionary(F=pdf.make_indirect(file)))
    nested = Paper("nested-inner.pdf")
    nested.file = p.file
    nested.text("page of an embedded PDF")
    nested.page.Contents = nested.pdf.make_stream(b"\n".join(nested.content))
    out = io.BytesIO()
    nested.pdf.save(out, deterministic_id=True)
    inner = Dictionary(Type=Name.Filespec, F=String("b.pdf"), EF=Dictionary(F=pdf.make_indirect(pikepdf.Stream(pdf, out.getvalue()))))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), pdf.make_indirect(spec), String("b"), pdf.make_indirect(inner)])))
    pdf.Root.Collection = Dictionary(Type=Name.Collection, Schema=Dictionary(N=Dictionary(Subtype=Name.S, N=String(p.word("column of a portfolio")))))
    p.save()


def revisions():
    """Written by hand: three revisions, an object that nothing refers to, and bytes that are no objects."""
    file = "revisions.pdf"
    words = {key: place(file, where) for key, where in {
        "new": "text of the last revision", "mid": "text of the revision before", "old": "text of the first revision",
        "info": "author in an earlier revision", "orphan": "stream that nothing refers to", "string": "string that nothing refers to",
        "comment": "comment between objects", "tail": "bytes after the end"}.items()}
    out = bytearray(b"%PDF-1.7\n")
    places = {}

    def add(number, body):
        places[number] = len(out)
        out.extend(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")

    def stream(text, pack=True):
        data = zlib.compress(text) if pack else text
        return f"<</Length {len(data)}{'/Filter/FlateDecode' if pack else ''}>>stream\n".encode() + data + b"\nendstream"

    def close(numbers, previous=None):
        at = len(out)
        out.extend(b"xref\n")
        if previous is None:
            out.extend(b"0 1\n0000000000 65535 f \n")
        for number in numbers:
            out.extend(f"{number} 1\n{places[number]:010} 00000 n \n".encode())
        more = f"/Prev {previous}" if previous else ""
        out.extend(f"trailer<</Size 20/Root 1 0 R/Info 6 0 R{more}>>\nstartxref\n{at}\n%%EOF\n".encode())
        return at

    page = lambda word: f"BT /F1 12 Tf 72 700 Td (Revised: {word}) Tj ET".encode()
    add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    add(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    add(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
    add(4, stream(page(words["old"])))
    add(5, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    add(6, f"<</Author({words['info']})>>".encode())
    add(7, stream(page(words["orphan"])))
    add(8, f"({words['string']})".encode())
    out.extend(f"% {words['comment']}\n".encode())
    first = close(range(1, 9))
    add(4, stream(page(words["mid"])))
    add(6, b"<</Author()>>")
    second = close([4, 6], first)
    add(4, stream(page(words["new"])))
    close([4], second)
    out.extend(words["tail"].encode())
    save(file, bytes(out))


def damaged():
    p = Paper("encrypted.pdf")
    p.text("page behind an empty password")
    p.pdf.docinfo["/Author"] = String(p.word("author behind an empty password"))
    p.save(encryption=pikepdf.Encryption(owner="ejer", user="", R=6))
    p = Paper("locked.pdf")
    word = place(p.file, "page behind a password", "encrypted")
    p.content.append(f"BT /F1 12 Tf 72 700 Td ({word}) Tj ET".encode())
    p.save(encryption=pikepdf.Encryption(owner="ejer", user="bruger", R=4))
    p = Paper("broken-xref.pdf")
    p.text("page of a file with a broken table")
    whole = p.save()
    save(p.file, whole.replace(b"startxref\n", b"startxref\n9999"))
    p = Paper("cut.pdf")
    p.text("page of a file that was cut off")
    whole = p.save()
    save(p.file, whole[: whole.rindex(b"xref")])
    p = Paper("objstm.pdf")
    p.text("page in compressed objects")
    p.pdf.docinfo["/Author"] = String(p.word("author in an object stream"))
    p.save(object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    p = Paper("filters.pdf")
    word = p.word("text behind ASCII85 and Flate")
    data = base64.a85encode(zlib.compress(f"BT /F1 12 Tf 72 600 Td ({word}) Tj ET".encode())) + b"~>"
    form = pikepdf.Stream(p.pdf, data)
    about(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]), Resources=p.page.Resources)
    form.Filter = Array([Name.ASCII85Decode, Name.FlateDecode])
    p.page.Resources.XObject.Fm0 = p.pdf.make_indirect(form)
    hexed = pikepdf.Stream(p.pdf, f"BT /F1 12 Tf 72 570 Td ({p.word('text behind ASCIIHex')}) Tj ET".encode().hex().encode() + b">")
    about(hexed, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]), Resources=p.page.Resources)
    hexed.Filter = Name.ASCIIHexDecode
    p.page.Resources.XObject.Fm1 = p.pdf.make_indirect(hexed)
    p.content.append(b"/Fm0 Do /Fm1 Do")
    p.save()
    save("before.pdf", b"Junk before the file\n" * 3 + (lambda q: (q.text("page of a file with bytes before it"), q.save())[1])(Paper("before.pdf")))


def pictures():
    p = Paper("pictures.pdf")
    exif = Image.Exif()
    exif[0x013B] = p.word("EXIF of a JPEG on a page")
    jpeg = encoded(drawn(p.word("letters in a JPEG on a page")), "JPEG", quality=80, exif=exif)
    s = pikepdf.Stream(p.pdf, jpeg)
    about(s, Type=Name.XObject, Subtype=Name.Image, Width=900, Height=160, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    s.Filter = Name.DCTDecode
    p.page.Resources.XObject.Im0 = p.pdf.make_indirect(s)
    raw = drawn(p.word("letters in a picture on a page")).convert("L")
    s = pikepdf.Stream(p.pdf, zlib.compress(raw.tobytes()))
    about(s, Type=Name.XObject, Subtype=Name.Image, Width=900, Height=160, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    s.Filter = Name.FlateDecode
    p.page.Resources.XObject.Im1 = p.pdf.make_indirect(s)
    unused = drawn(p.word("letters in a picture that no page shows")).convert("L")
    s = pikepdf.Stream(p.pdf, zlib.compress(unused.tobytes()))
    about(s, Type=Name.XObject, Subtype=Name.Image, Width=900, Height=160, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    s.Filter = Name.FlateDecode
    p.page.Resources.XObject.Im2 = p.pdf.make_indirect(s)
    p.content.append(b"q 450 0 0 80 60 500 cm /Im0 Do Q q 450 0 0 80 60 300 cm /Im1 Do Q")
    p.save()
    scan = encoded(drawn(place("scan.pdf", "fax-coded scan")).convert("1"), "TIFF", compression="group4")
    save("scan.pdf", img2pdf.convert(scan, nodate=True))
    jp2 = encoded(drawn(place("jpeg2000.pdf", "JPEG 2000 scan")), "JPEG2000")
    save("jpeg2000.pdf", img2pdf.convert(jp2, nodate=True))


def other_writers():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas
    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    out = io.BytesIO()
    c = canvas.Canvas(out, invariant=1)
    c.setFont("DejaVu", 12)
    c.drawString(72, 700, "Ansøger: " + place("reportlab.pdf", "subset font of ReportLab"))
    c.setAuthor(place("reportlab.pdf", "author by ReportLab"))
    c.bookmarkPage("x")
    c.addOutlineEntry(place("reportlab.pdf", "outline by ReportLab"), "x")
    c.save()
    save("reportlab.pdf", out.getvalue())
    # The same without the table that says which letter a glyph is: only the font's own names are left.
    word = place("no-map.pdf", "subset font without a map to letters")
    out = io.BytesIO()
    c = canvas.Canvas(out, invariant=1)
    c.setFont("DejaVu", 12)
    c.drawString(72, 700, word)
    c.save()
    pdf = pikepdf.open(io.BytesIO(out.getvalue()))
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            del thing.ToUnicode
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    save("no-map.pdf", out.getvalue())
    # Printed by a browser.
    page = f"""<!doctype html><html lang=da><title>{place('browser.pdf', 'title of a printed page')}</title>
      <p>{place('browser.pdf', 'text of a printed page')}<h1 style='letter-spacing:9px'>{place('browser.pdf', 'heading of a printed page')}</h1>
      <img alt='{place('browser.pdf', 'alternative text of a printed page')}' src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'>
      <a href='https://post.example/{place('browser.pdf', 'link of a printed page')}'>her</a><p style='color:white'>{place('browser.pdf', 'white text of a printed page')}"""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "side.html")
        open(source, "w").write(page)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={folder}/side.pdf", f"file://{source}"], check=True, capture_output=True)
        save("browser.pdf", open(f"{folder}/side.pdf", "rb").read())


def make():
    for part in [on_the_page, concealed, structures, annotations, forms, metadata, revisions, damaged, pictures, other_writers]:
        part()
