"""RTF by hand; DOC, XLS, PPT and RTF by LibreOffice and xlwt from files that python-docx, openpyxl, python-pptx wrote."""

import io
import os
import pathlib
import subprocess
import tempfile

import docx
import openpyxl
import pptx
import xlwt
from docx.shared import RGBColor
from openpyxl.comments import Comment
from PIL import PngImagePlugin
from pptx.util import Inches

from pdf import drawn
from places import place, save


def converted(content, kind, to):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"kilde.{kind}"
        source.write_bytes(content)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", folder, str(source)], check=True, capture_output=True)
        return (pathlib.Path(folder) / f"kilde.{to.split(':')[0]}").read_bytes()


def rtf():
    file = "letter.rtf"
    w = lambda where: place(file, where)
    png = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", w("text chunk of a picture"))
    drawn("Foto").save(png, "PNG", pnginfo=info)
    uni = "".join(f"\\u{ord(c)}?" for c in w("letters as numbers"))
    hexed = "".join(f"\\'{ord(c):02x}" for c in w("letters as hex"))
    other = place(file, "text in another code page")
    save(file, (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}{\f2 " + w("name of a font") + r";}}"
        r"{\stylesheet{\s1 " + w("name of a style") + r";}}{\*\revtbl{Unknown;}{" + w("author of changes") + r";}}"
        r"{\info{\author " + w("author") + r"}{\operator " + w("operator") + r"}{\*\company " + w("company") + r"}{\*\manager " + w("manager") + r"}{\title " + w("title") + r"}{\doccomm " + w("comment among the properties") + r"}{\hlinkbase " + w("base of links") + r"}}"
        r"{\*\userprops{\propname a}\proptype30{\staticval " + w("own property") + r"}}{\*\template C:\\Users\\" + w("path of the template") + r"\\Normal.dot}{\*\docvar {a}{" + w("document variable") + r"}}"
        r"{\header " + w("header") + r"\par}{\footer " + w("footer") + r"\par}\f0 Ans\'f8ger: " + w("text") + r"\par {\v " + w("hidden text") + r"}{\deleted " + w("deleted text") + r"}"
        r"{\cf8\fs2 " + w("tiny text") + r"}\par " + uni + r"\par " + hexed + r"\par {\f1 \'cf" + other + r"}\par "
        r"text{\footnote " + w("footnote") + r"}{\*\atnid X}{\*\atnauthor " + w("author of a comment") + r"}{\*\annotation " + w("comment") + r"}"
        r"{\field{\*\fldinst HYPERLINK " + '"https://post.example/' + w("address in a field") + r'"}{\fldrslt her}}{\*\bkmkstart ' + w("bookmark") + r"}{\*\bkmkend x}"
        r"{\listtext " + w("number of a list") + r"\tab}{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv " + w("alternative text") + r"}}{\shptxt " + w("text box") + r"\par}}}"
        r"{\pict\pngblip " + png.getvalue().hex() + r"}{\object\objemb{\*\objdata " + (b"\x01\x05\0\0" + w("embedded object").encode()).hex() + r"}}"
        r"{\*\unknownthing " + w("unknown destination") + r"}{\*\xmlopen\xmlname " + w("custom XML name") + r"}}").encode("latin-1"))


def old_word():
    file = "old.doc"
    w = lambda where: place(file, where)
    d = docx.Document()
    d.add_paragraph("Kære udvalg. Ansøger: " + w("paragraph"))
    d.add_paragraph("Blåbærgrød og æbler, østers: " + w("paragraph with Danish letters"))
    d.add_table(1, 1).cell(0, 0).text = w("table cell")
    d.sections[0].header.paragraphs[0].text = w("header")
    d.sections[0].footer.paragraphs[0].text = w("footer")
    run = d.add_paragraph().add_run(w("hidden text"))
    run.font.hidden = True
    run = d.add_paragraph().add_run(w("white text"))
    run.font.color.rgb = RGBColor(255, 255, 255)
    run = d.add_paragraph().add_run("Bemærket")
    d.add_comment(run, text=w("comment"), author=w("author of a comment"), initials="xx")
    for key in ["author", "title", "subject", "keywords", "comments"]:
        setattr(d.core_properties, key, w(f"property: {key}"))
    d.add_picture(io.BytesIO(__import__("office").jpeg_with(file, "EXIF of a picture", "letters in a picture")), width=Inches(4))
    content = __import__("office").written(d)
    from office import rewritten
    ns = f'<w:p><w:del w:id="2" w:author="{w("author of a deletion")}" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{w("deleted text")}</w:delText></w:r></w:del></w:p><w:sectPr'
    content = rewritten(content, {"word/document.xml": lambda t: t.replace("<w:sectPr", ns, 1)})
    save(file, converted(content, "docx", "doc:MS Word 97"))
    file = "libreoffice.rtf"
    d = docx.Document()
    d.add_paragraph("Kære udvalg: " + place(file, "text by LibreOffice"))
    d.core_properties.author = place(file, "author by LibreOffice")
    save(file, converted(__import__("office").written(d), "docx", "rtf"))


def old_sheet():
    file = "old.xls"
    w = lambda where: place(file, where)
    b = openpyxl.Workbook()
    s = b.active
    s.title = w("name of a sheet")
    s["A1"] = w("cell")
    s["A1"].comment = Comment(w("comment of a cell"), None)
    s["A2"] = f'=CONCATENATE("{w("text in a formula")}","x")'
    s["A4"] = w("cell of a hidden row")
    s.row_dimensions[4].hidden = True
    s["A8"] = "her"
    s["A8"].hyperlink = f"https://post.example/{w('address of a cell')}"
    h = b.create_sheet("Skjult")
    h["A1"] = w("cell of a hidden sheet")
    h.sheet_state = "hidden"
    s.oddHeader.center.text = w("header of a printed sheet")
    b.properties.creator = w("creator")
    b.properties.title = w("title")
    out = io.BytesIO()
    b.save(out)
    save(file, converted(out.getvalue(), "xlsx", "xls:MS Excel 97"))
    file = "xlwt.xls"
    b = xlwt.Workbook()
    s = b.add_sheet("Ark")
    s.write(0, 0, place(file, "cell by xlwt"))
    s.write(1, 0, "Ærø " + place(file, "cell with Danish letters by xlwt"))
    for row in range(2, 900):
        s.write(row, 0, f"Række {row} med tekst der fylder så meget at listen over strenge deles")
    s.write(900, 0, place(file, "cell after a long list of strings"))
    out = io.BytesIO()
    b.save(out)
    save(file, out.getvalue())


def old_slides():
    file = "old.ppt"
    w = lambda where: place(file, where)
    d = pptx.Presentation()
    s = d.slides.add_slide(d.slide_layouts[5])
    s.shapes.title.text = w("title of a slide")
    s.notes_slide.notes_text_frame.text = w("notes of a slide")
    s.shapes.add_table(1, 1, 0, 0, Inches(2), Inches(1)).table.cell(0, 0).text = w("cell of a table")
    from office import jpeg_with
    s.shapes.add_picture(io.BytesIO(jpeg_with(file, "EXIF of a picture", "letters in a picture")), 0, 0)
    h = d.slides.add_slide(d.slide_layouts[6])
    h.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = w("text of a hidden slide")
    h._element.set("show", "0")
    d.core_properties.author = w("author")
    out = io.BytesIO()
    d.save(out)
    save(file, converted(out.getvalue(), "pptx", "ppt:MS PowerPoint 97"))


def make():
    rtf()
    old_word()
    old_sheet()
    old_slides()
