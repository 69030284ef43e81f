"""Office files: written by python-docx, openpyxl, python-pptx and odfpy where they can, part by part where they cannot."""

import io
import re
import zipfile

import docx
import openpyxl
import pptx
from docx.shared import Pt, RGBColor
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from pptx.util import Emu, Inches

from pdf import drawn, encoded
from places import place, save

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def jpeg_with(file, where_exif, where_letters=None):
    exif = Image.Exif()
    exif[0x013B] = place(file, where_exif)
    picture = drawn(place(file, where_letters)) if where_letters else Image.new("RGB", (120, 120), "navy")
    return encoded(picture, "JPEG", exif=exif)


def rewritten(content, change=None, add=None):
    """The same package with parts changed (`{name: function of text}`) and added (`{name: bytes}`)."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    change, add = dict(change or {}), dict(add or {})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info.filename)
            if info.filename in change:
                data = change.pop(info.filename)(data.decode()).encode()
            if info.filename in add:
                data = add.pop(info.filename)
            target.writestr(zipfile.ZipInfo(info.filename, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        for name, data in add.items():
            data = data if isinstance(data, bytes) else data.encode()
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    assert not change, change
    return out.getvalue()


def written(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word():
    file = "word.docx"
    w = lambda where: place(file, where)
    d = docx.Document()
    d.add_paragraph("Ansøger: " + w("paragraph"))
    p = d.add_paragraph("Delt ")
    name = w("word split over runs")
    for at, part in enumerate([name[:3], name[3:6], name[6:]]):
        p.add_run(part).bold = at % 2 == 0
    d.add_table(1, 1).cell(0, 0).text = w("table cell")
    run = d.add_paragraph().add_run(w("hidden text"))
    run.font.hidden = True
    run = d.add_paragraph().add_run(w("white text"))
    run.font.color.rgb = RGBColor(255, 255, 255)
    run = d.add_paragraph().add_run(w("tiny text"))
    run.font.size = Pt(1)
    d.sections[0].header.paragraphs[0].text = w("header")
    d.sections[0].footer.paragraphs[0].text = w("footer")
    d.sections[0].different_first_page_header_footer = True
    d.sections[0].first_page_header.paragraphs[0].text = w("header of the first page")
    d.add_picture(io.BytesIO(jpeg_with(file, "EXIF of a picture", "letters in a picture")), width=Inches(4))
    d.add_paragraph("Text", style=d.styles.add_style(w("style that is used"), 1))
    core = d.core_properties
    for key in ["author", "last_modified_by", "title", "subject", "keywords", "comments", "category", "content_status", "identifier", "language", "version"]:
        setattr(core, key, w(f"core property: {key.replace('_', ' ')}"))
    run = d.add_paragraph().add_run("Bemærket")
    comment = d.add_comment(run, text=w("comment"), author=w("author of a comment"), initials="xx")
    del comment
    raw = written(d)
    x = lambda where: w(where)
    body = f"""
      <w:p><w:ins w:id="1" w:author="{x('author of an insertion')}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{x('inserted text')}</w:t></w:r></w:ins>
        <w:del w:id="2" w:author="{x('author of a deletion')}" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{x('deleted text')}</w:delText></w:r></w:del>
        <w:moveFrom w:id="3" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{x('text that was moved away')}</w:t></w:r></w:moveFrom></w:p>
      <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://post.example/{x('address in a field')}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
      <w:p><w:bookmarkStart w:id="5" w:name="{x('name of a bookmark')}"/><w:bookmarkEnd w:id="5"/></w:p>
      <w:sdt><w:sdtPr><w:alias w:val="{x('title of a content control')}"/><w:tag w:val="{x('tag of a content control')}"/><w:dropDownList><w:listItem w:displayText="{x('item of a list')}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{x('text of a content control')}</w:t></w:r></w:p></w:sdtContent></w:sdt>
      <w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="{x('alternative text of a shape')}"><v:textbox><w:txbxContent><w:p><w:r><w:t>{x('text box')}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
      <w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>{x('fallback of newer content')}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:p><w:r><w:ruby><w:rt><w:r><w:t>{x('reading above a text')}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>
      <w:p><w:r><w:sym w:font="{x('font of a symbol')}" w:char="F041"/></w:r></w:p>
      <w:p><w:r><w:t>{''.join(f'&#{ord(c)};' for c in x('text as character references'))}</w:t></w:r></w:p>
      <!-- {x('comment in the XML')} -->"""
    rels = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="a" Type="{R}/attachedTemplate" Target="file:///C:/Users/{x('path of the template')}/Normal.dotm" TargetMode="External"/></Relationships>"""
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    book = openpyxl.Workbook()
    book.active["A1"] = x("cell of an embedded workbook")
    add = {
        "word/_rels/settings.xml.rels": rels,
        "word/footnotes.xml": f"<w:footnotes {ns}><w:footnote w:id='1'><w:p><w:r><w:t>{x('footnote')}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {ns}><w:endnote w:id='1'><w:p><w:r><w:t>{x('endnote')}</w:t></w:r></w:p></w:endnote></w:endnotes>",
        "word/people.xml": f"<w15:people xmlns:w15='x'><w15:person w15:author='{x('person of the document')}'><w15:presenceInfo w15:providerId='AD' w15:userId='S::{x('account of a person')}@post.example'/></w15:person></w15:people>",
        "word/glossary/document.xml": f"<w:glossaryDocument {ns}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>{x('building block of the glossary')}</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
        "word/afchunk.htm": f"<html><body><p>{x('HTML chunk')}</p></body></html>",
        "word/embeddings/regneark.xlsx": written(book),
        "word/charts/chart1.xml": f"<c:chart xmlns:c='x'><c:v>{x('cached value of a chart')}</c:v></c:chart>",
        "word/diagrams/data1.xml": f"<dgm:t xmlns:dgm='x' xmlns:a='y'><a:t>{x('text of a diagram')}</a:t></dgm:t>",
        "customXml/item1.xml": f"<sag><navn>{x('custom XML')}</navn></sag>",
        "docProps/custom.xml": f"<Properties xmlns:vt='x'><property name='{x('name of a custom property')}'><vt:lpwstr>{x('custom property')}</vt:lpwstr></property></Properties>",
        "docProps/thumbnail.jpeg": jpeg_with(file, "EXIF of the thumbnail", "letters in the thumbnail"),
        "docProps/app.xml": f"<Properties><Company>{x('extended property: company')}</Company><Manager>{x('extended property: manager')}</Manager><HyperlinkBase>https://post.example/{x('extended property: base of links')}</HyperlinkBase><Template>{x('extended property: template')}.dotm</Template></Properties>",
    }
    settings = f"""<w:docVars><w:docVar w:name="a" w:val="{x('document variable')}"/></w:docVars><w:mailMerge><w:connectString w:val="Data Source=C:/{x('data source of a mail merge')}.mdb"/></w:mailMerge></w:settings>"""
    change = {
        "word/document.xml": lambda t: re.sub(r"<w:sectPr", body.replace("\\", "\\\\") + "<w:sectPr", t, count=1),
        "word/settings.xml": lambda t: t.replace("</w:settings>", settings),
    }
    names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    if "word/numbering.xml" in names:
        label = x("text of a list number")
        change["word/numbering.xml"] = lambda t: re.sub(r'w:lvlText w:val="[^"]*"', f'w:lvlText w:val="{label} %1"', t, count=1)
    change["word/document.xml"] = (lambda old: lambda t: old(t).replace("<wp:docPr ", f'<wp:docPr descr="{alt}" title="{title}" ', 1))(change["word/document.xml"])
    alt, title = x("alternative text of a picture"), x("title of a picture")
    save(file, rewritten(raw, change, add))


def sheet():
    file = "book.xlsx"
    w = lambda where: place(file, where)
    b = openpyxl.Workbook()
    s = b.active
    s.title = w("name of a sheet")
    s["A1"] = w("cell")
    s["A2"] = f'=CONCATENATE("{w("text in a formula")}","")'
    s["A3"] = 26648
    s["A3"].number_format = "dd-mm-yyyy"
    s["B1"] = w("cell of a hidden column")
    s.column_dimensions["B"].hidden = True
    s["A5"] = w("cell of a hidden row")
    s.row_dimensions[5].hidden = True
    s["A6"] = 7
    s["A6"].number_format = f'"{w("text of a number format")}" 0'
    s["A7"] = w("white cell")
    s["A7"].font = openpyxl.styles.Font(color="FFFFFF")
    s["A1"].comment = Comment(w("comment of a cell"), w("author of a cell's comment"))
    s["A8"] = "her"
    s["A8"].hyperlink = f"https://post.example/{w('address of a cell')}"
    s["A8"].hyperlink.tooltip = w("tool tip of a link")
    check = DataValidation(type="list", formula1=f'"{w("value of a drop-down list")},andet"', promptTitle=w("title of an input prompt"), prompt=w("input prompt"), error=w("error message of a check"))
    s.add_data_validation(check)
    check.add("A9")
    s.oddHeader.center.text = w("header of a printed sheet")
    s.evenFooter.left.text = w("footer of even pages")
    hidden = b.create_sheet("Skjult")
    hidden["A1"] = w("cell of a hidden sheet")
    hidden.sheet_state = "hidden"
    very = b.create_sheet("Dybt")
    very["A1"] = w("cell of a very hidden sheet")
    very.sheet_state = "veryHidden"
    b.defined_names["x"] = openpyxl.workbook.defined_name.DefinedName("x", attr_text=f'"{w("value of a defined name")}"', comment=w("comment of a defined name"))
    table = openpyxl.worksheet.table.Table(displayName=w("name of a table"), ref="D1:D2")
    s["D1"] = w("heading of a table")
    s["D2"] = 1
    s.add_table(table)
    chart = openpyxl.chart.BarChart()
    chart.title = w("title of a chart")
    chart.add_data(openpyxl.chart.Reference(s, min_col=1, min_row=3, max_row=3))
    s.add_chart(chart, "F1")
    b.properties.creator = w("creator of a workbook")
    b.properties.lastModifiedBy = w("last who changed a workbook")
    raw = written(b)
    add = {
        "xl/persons/person.xml": f"<personList><person displayName='{w('person of a workbook')}' userId='{w('account of a person')}@post.example'/></personList>",
        "xl/threadedComments/threadedComment1.xml": f"<ThreadedComments><threadedComment><text>{w('threaded comment')}</text></threadedComment></ThreadedComments>",
        "xl/pivotCache/pivotCacheRecords1.xml": f"<pivotCacheRecords><r><s v='{w('record of a pivot cache')}'/></r></pivotCacheRecords>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": f"<Relationships><Relationship Target='file:///C:/Users/{w('path of a linked workbook')}/a.xlsx'/></Relationships>",
        "xl/externalLinks/externalLink1.xml": f"<externalLink><sheetData><row><cell><v>{w('cached value of a linked workbook')}</v></cell></row></sheetData></externalLink>",
        "xl/connections.xml": f"<connections><connection connection='Provider=x;User ID={w('user of a data connection')}'/></connections>",
        "xl/printerSettings/printerSettings1.bin": ("\\\\srv\\" + w("name of a printer")).encode("utf-16-le"),
        "xl/revisions/userNames.xml": f"<users><userInfo name='{w('user of a shared workbook')}'/></users>",
        "xl/drawings/drawing9.xml": f"<xdr:wsDr xmlns:xdr='x' xmlns:a='y'><a:t>{w('text box on a sheet')}</a:t></xdr:wsDr>",
        "customXml/item1.xml": f"<a>{w('custom XML of a workbook')}</a>",
        "docProps/custom.xml": f"<Properties><property name='a'><lpwstr>{w('custom property of a workbook')}</lpwstr></property></Properties>",
    }
    inline = f'<row r="30"><c r="A30" t="inlineStr"><is><t>{w("inline string")}</t></is></c><c r="B30" t="str"><f>A1</f><v>{w("cached value of a formula")}</v></c></row>'
    add["xl/sharedStrings.xml"] = f'<sst><si><r><t>{"</t></r><r><t>".join([(r := w("string of several runs"))[:4], r[4:]])}</t></r><rPh sb="0" eb="1"><t>{w("phonetic reading")}</t></rPh></si></sst>'
    extra = f'<extLst><ext uri="x"><a>{w("extension of a sheet")}</a></ext></extLst></worksheet>'
    save(file, rewritten(raw, {
        "xl/worksheets/sheet1.xml": lambda t: t.replace("</sheetData>", inline + "</sheetData>").replace("</worksheet>", extra),
    }, add))


def slides():
    file = "slides.pptx"
    w = lambda where: place(file, where)
    d = pptx.Presentation()
    s = d.slides.add_slide(d.slide_layouts[5])
    s.shapes.title.text = w("title of a slide")
    s.notes_slide.notes_text_frame.text = w("notes of a slide")
    box = s.shapes.add_textbox(Emu(-9000000), 0, Inches(2), Inches(1))
    box.text_frame.text = w("text beside the slide")
    group = s.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = w("text in a group")
    s.shapes.add_table(1, 1, 0, 0, Inches(2), Inches(1)).table.cell(0, 0).text = w("cell of a table on a slide")
    picture = s.shapes.add_picture(io.BytesIO(jpeg_with(file, "EXIF of a picture on a slide", "letters in a picture on a slide")), 0, 0)
    picture._element.nvPicPr.cNvPr.set("descr", w("alternative text on a slide"))
    picture.name = w("name of a shape")
    h = d.slides.add_slide(d.slide_layouts[6])
    h.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = w("text of a hidden slide")
    h._element.set("show", "0")
    d.slide_layouts[0].placeholders[0].text_frame.text = w("prompt of a layout")
    d.slide_master.placeholders[0].text_frame.text = w("text of the master")
    d.core_properties.author = w("author of slides")
    raw = written(d)
    add = {
        "ppt/comments/comment1.xml": f"<p:cmLst xmlns:p='x'><p:cm><p:text>{w('comment on a slide')}</p:text></p:cm></p:cmLst>",
        "ppt/commentAuthors.xml": f"<p:cmAuthorLst xmlns:p='x'><p:cmAuthor name='{w('author of a comment on a slide')}'/></p:cmAuthorLst>",
        "ppt/tags/tag1.xml": f"<p:tagLst xmlns:p='x'><p:tag name='a' val='{w('tag of slides')}'/></p:tagLst>",
        "ppt/handoutMasters/handoutMaster1.xml": f"<p:handoutMaster xmlns:p='x' xmlns:a='y'><a:t>{w('header of handouts')}</a:t></p:handoutMaster>",
        "ppt/diagrams/drawing1.xml": f"<a:t xmlns:a='y'>{w('text of a diagram on a slide')}</a:t>",
        f"ppt/media/{w('name of a media file')}.wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0",
    }
    show = f'<p:custShowLst><p:custShow name="{w("name of a custom show")}" id="0"><p:sldLst/></p:custShow></p:custShowLst></p:presentation>'
    save(file, rewritten(raw, {"ppt/presentation.xml": lambda t: t.replace("</p:presentation>", show)}, add))


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
NS = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}"' for n, u in {
    "office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "draw": "drawing:1.0", "meta": "meta:1.0", "style": "style:1.0",
    "presentation": "presentation:1.0", "config": "config:1.0", "svg": "svg-compatible:1.0", "form": "form:1.0"}.items()) + \
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def open_document(file, kind, body, w, more=None):
    """An OpenDocument file from its parts."""
    out = io.BytesIO()
    media = f"application/vnd.oasis.opendocument.{kind}"
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(zipfile.ZipInfo("mimetype", (2026, 1, 1, 0, 0, 0)), media, zipfile.ZIP_STORED)
        parts = {
            "content.xml": f'<office:document-content {NS}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>',
            "meta.xml": f"""<office:document-meta {NS}><office:meta><meta:initial-creator>{w('first author')}</meta:initial-creator><dc:creator>{w('last author')}</dc:creator>
              <meta:user-defined meta:name="{w('name of an own property')}">{w('own property')}</meta:user-defined><meta:keyword>{w('keyword')}</meta:keyword><dc:description>{w('description')}</dc:description>
              <meta:template xlink:href="../Skabeloner/{w('path of a template')}.ott"/></office:meta></office:document-meta>""",
            "settings.xml": f'<office:document-settings {NS}><config:config-item config:name="PrinterName">{w("printer in the settings")}</config:config-item></office:document-settings>',
            "styles.xml": f'<office:document-styles {NS}><office:master-styles><style:master-page style:name="a"><style:header><text:p>{w("header of a master page")}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>',
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/></manifest:manifest>',
        } | (more or {})
        for name, data in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    save(file, out.getvalue())


def open_documents():
    w = lambda where: place("letter.odt", where)
    thumb = encoded(drawn(w("letters in the thumbnail"), size=(900, 160)), "PNG")
    open_document("letter.odt", "text", f"""
      <text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{w('author of a change')}</dc:creator></office:change-info><text:p>{w('deleted paragraph')}</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:p>{w('paragraph')} <office:annotation><dc:creator>{w('author of a note')}</dc:creator><text:p>{w('note')}</text:p></office:annotation></text:p>
      <text:p><text:hidden-text text:string-value="{w('hidden text')}"/></text:p>
      <text:section text:name="{w('name of a section')}" text:display="none"><text:p>{w('hidden section')}</text:p></text:section>
      <text:p><text:note><text:note-body><text:p>{w('footnote')}</text:p></text:note-body></text:note></text:p>
      <text:p><text:bookmark text:name="{w('bookmark')}"/><text:a xlink:href="https://post.example/{w('address of a link')}">x</text:a></text:p>
      <draw:frame draw:name="{w('name of a frame')}"><svg:title>{w('title of a picture')}</svg:title><svg:desc>{w('description of a picture')}</svg:desc><draw:text-box><text:p>{w('text box')}</text:p></draw:text-box></draw:frame>
      <text:user-field-decls><text:user-field-decl text:name="a" office:string-value="{w('value of a field')}"/></text:user-field-decls>""",
        w, {"Thumbnails/thumbnail.png": thumb, "Object 1/content.xml": f"<office:document-content {NS}><text:p>{w('embedded object')}</text:p></office:document-content>",
            "versions/1.xml": f"<a>{w('saved version')}</a>"})
    w = lambda where: place("table.ods", where)
    open_document("table.ods", "spreadsheet", f"""
      <table:table table:name="{w('name of a sheet')}"><table:table-row><table:table-cell office:value-type="string"><text:p>{w('cell')}</text:p><office:annotation><text:p>{w('comment of a cell')}</text:p></office:annotation></table:table-cell></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell><text:p>{w('cell of a hidden row')}</text:p></table:table-cell></table:table-row></table:table>
      <table:table table:name="x" table:display="false"><table:table-row><table:table-cell table:formula="of:=&quot;{w('text in a formula')}&quot;"><text:p>{w('cell of a hidden sheet')}</text:p></table:table-cell></table:table-row></table:table>
      <table:named-expressions><table:named-expression table:name="{w('defined name')}" table:expression="1"/></table:named-expressions>
      <table:content-validations><table:content-validation table:condition="{w('condition of a check')}"/></table:content-validations>""", w)
    w = lambda where: place("talk.odp", where)
    open_document("talk.odp", "presentation", f"""
      <draw:page draw:name="{w('name of a slide')}"><draw:frame><draw:text-box><text:p>{w('text of a slide')}</text:p></draw:text-box></draw:frame>
      <presentation:notes><draw:frame><draw:text-box><text:p>{w('notes of a slide')}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
      <presentation:footer-decl presentation:name="a">{w('footer of slides')}</presentation:footer-decl>""", w)


def make():
    word()
    sheet()
    slides()
    open_documents()
