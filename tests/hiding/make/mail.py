"""Mails, mailboxes, calendars, contact cards, pages saved as one file, books."""

import base64
import email.generator
import io
import quopri
import zipfile
from email import policy
from email.message import EmailMessage
from email.mime.text import MIMEText

from places import place, save


def message():
    file = "letter.eml"
    w = lambda where: place(file, where)
    m = EmailMessage(policy=policy.SMTP)
    m["From"] = f"{w('name of the sender')} <{w('address of the sender').lower()}@post.example>"
    m["To"] = f"hr@hr.example, {w('second recipient')} <a@post.example>"
    m["Subject"] = "=?utf-8?b?" + base64.b64encode(("Ansøgning " + w("subject in base64")).encode()).decode() + "?="
    m["X-Originating-User"] = w("unknown header")
    m["Received"] = f"from {w('host that sent')} (localhost) by mx.example"
    m["Message-ID"] = f"<{w('identifier')}@post.example>"
    m["Reply-To"] = f"{w('address for answers')}@post.example"
    m.set_content("Kære udvalg, ø " + w("text"), cte="quoted-printable")
    m.add_alternative(f"<p>ø {w('HTML')}<!-- {w('comment in the HTML')} -->", subtype="html", cte="base64")
    m.add_attachment(("ø " + w("attachment")).encode(), maintype="text", subtype="plain", filename=w("name of an attachment") + "ø.txt")
    inner = EmailMessage(policy=policy.SMTP)
    inner["Subject"] = w("subject of a message inside")
    inner.set_content(w("text of a message inside"))
    m.add_attachment(inner)
    m.preamble, m.epilogue = w("words before the parts"), w("words after the parts")
    raw = m.as_bytes()
    save(file, raw)
    file = "plain.eml"
    save(file, f"From: =?iso-8859-1?q?{quopri.encodestring(place(file, 'sender in quoted-printable').encode()).decode().replace('r', '=72')}?= <a@post.example>\r\nSubject: a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(('ø ' + place(file, 'text in base64')).encode()).decode()}\r\n")
    file = "uu.eml"
    word = place(file, "uuencoded attachment").encode()
    line = __import__("binascii").b2a_uu(word).decode()
    save(file, f"From: a@post.example\r\nSubject: a\r\n\r\nSe vedlagt.\r\n\r\nbegin 644 brev.txt\r\n{line}`\r\nend\r\n")
    file = "box.mbox"
    save(file, f"From a@post.example Thu Jan  1 00:00:00 2026\nFrom: {place(file, 'sender of the first mail')} <a@post.example>\nSubject: x\n\nx\n\nFrom b@post.example Thu Jan  1 00:00:00 2026\nFrom: b@post.example\nSubject: y\n\n{place(file, 'text of the second mail')}\n")
    file = "page.mhtml"
    save(file, f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://hr.example/{place(file, 'address of the page')}\r\nSubject: {place(file, 'title of the page')}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://hr.example/\r\n\r\n<p>=\r\n{place(file, 'text of the page')}\r\n--b\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://hr.example/a.css\r\n\r\n{base64.b64encode(('.a::after{content:%r}' % place(file, 'style of the page')).encode()).decode()}\r\n--b--\r\n")


def calendar():
    file = "interview.ics"
    w = lambda where: place(file, where)
    long = w("folded description")
    save(file, "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{w('maker')}//DA", "BEGIN:VEVENT", f"UID:{w('identifier')}@post.example", f"SUMMARY;LANGUAGE=da:Samtale med {w('summary')}",
        f"DESCRIPTION:Kære udvalg\\nAnsøgeren hedder {long[:5]}", f" {long[5:]}", f"ATTENDEE;CN=\"{w('name of an attendee')}\":mailto:{w('address of an attendee')}@post.example",
        f"ORGANIZER;SENT-BY=\"mailto:{w('who sent it')}@post.example\":mailto:hr@hr.example", f"X-ALT-DESC;FMTTYPE=text/html:<p>{w('HTML description')}</p>", f"LOCATION:{w('place')}", f"COMMENT:{w('comment')}",
        f"ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/plain;X-FILENAME={w('name of an attachment')}.txt:{base64.b64encode(w('attachment').encode()).decode()}", "BEGIN:VALARM", f"DESCRIPTION:{w('text of an alarm')}", "END:VALARM", "END:VEVENT", "END:VCALENDAR", ""]))
    file = "person.vcf"
    w = lambda where: place(file, where)
    save(file, "\r\n".join([
        "BEGIN:VCARD", "VERSION:2.1", f"N:{w('family name')};{w('given name')}", f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{''.join(f'={ord(c):02X}' for c in w('full name in quoted-printable'))}",
        f"NOTE:{w('note')}", f"ORG:{w('organisation')};{w('department')}", f"item1.X-ABRELATEDNAMES:{w('relative')}", f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(picture(file)).decode()}", f"URL:https://post.example/{w('address')}", "END:VCARD", ""]))


def picture(file):
    from images import plain
    from pdf import encoded
    from PIL import Image
    exif = Image.Exif()
    exif[0x013B] = place(file, "EXIF of a photo")
    return encoded(plain, "JPEG", exif=exif)


def book():
    file = "book.epub"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in [("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>"),
                           ("OEBPS/content.opf", f"<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:creator>{place(file, 'creator')}</dc:creator></metadata></package>"),
                           ("OEBPS/a.xhtml", f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{place(file, 'text')}</p></body></html>"), ("OEBPS/toc.ncx", f"<ncx><navLabel><text>{place(file, 'table of contents')}</text></navLabel></ncx>")]:
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    save(file, out.getvalue())


def make():
    message()
    calendar()
    book()
