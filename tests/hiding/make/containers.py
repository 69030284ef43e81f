"""Archives, compressed files, databases, archives of the web."""

import bz2
import gzip
import io
import json
import lzma
import pathlib
import sqlite3
import struct
import tarfile
import tempfile
import zipfile
import zlib

import py7zr
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from places import place, save

TIME = (2026, 1, 1, 0, 0, 0)


def archives():
    file = "archive.zip"
    w = lambda where: place(file, where)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as z:
        z.writestr(zipfile.ZipInfo("a.txt", TIME), w("member of an archive in an archive"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(zipfile.ZipInfo("brev.txt", TIME), "Ansøger: " + w("member"), zipfile.ZIP_DEFLATED)
        z.writestr(zipfile.ZipInfo(f"{w('name of a member')}.txt", TIME), "x")
        z.writestr(zipfile.ZipInfo(f"{w('name of a folder')}/", TIME), "")
        old = zipfile.ZipInfo("OLD_NAME_THAT_IS_LONG.txt", TIME)
        z.writestr(old, "x")
        noted = zipfile.ZipInfo("note.txt", TIME)
        noted.comment = w("comment of a member").encode()
        word = w("extra field with a path").encode()
        noted.extra = struct.pack("<HHBI", 0x7075, 5 + len(word), 1, zlib.crc32(b"note.txt")) + word
        z.writestr(noted, "x")
        z.writestr(zipfile.ZipInfo("indre.zip", TIME), inner.getvalue())
        z.writestr(zipfile.ZipInfo("bz.txt", TIME), w("member packed as bzip2"), zipfile.ZIP_BZIP2)
        z.writestr(zipfile.ZipInfo("lz.txt", TIME), w("member packed as LZMA"), zipfile.ZIP_LZMA)
        z.comment = w("comment of the archive").encode()
    body = out.getvalue()
    body = body.replace(b"OLD_NAME_THAT_IS_LONG.txt", b"S\x9bren " + w("name in an old code page").encode().ljust(19, b"\x9b"))
    save(file, w("bytes before the archive").encode() + body)
    file = "locked.zip"
    # Made with the traditional cipher's flag set: no reader can open it without the password.
    body = bytearray()
    z = io.BytesIO()
    with zipfile.ZipFile(z, "w") as a:
        a.writestr(zipfile.ZipInfo("hemmelig.txt", TIME), place(file, "member behind a password", "Password required")[::-1] + "x" * 12)
    body = bytearray(z.getvalue())
    body[6] |= 1
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    save(file, bytes(body))
    file = "archive.tar"
    w = lambda where: place(file, where)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": w("comment in a global header")}) as t:
        for name, data, more in [("a.txt", w("member"), {}), (w("name of a member") + ".txt", "x", {}), ("c.txt", "x", {"own": w("extended header")})]:
            info = tarfile.TarInfo(name)
            info.size, info.uname, info.gname, info.pax_headers = len(data), "x", "y", more
            if name == "a.txt":
                info.uname, info.gname = w("owner"), w("group")
            t.addfile(info, io.BytesIO(data.encode()))
        link = tarfile.TarInfo("l")
        link.type, link.linkname = tarfile.SYMTYPE, f"/home/{w('target of a link')}"
        t.addfile(link)
    save(file, out.getvalue())
    save("archive.tar.gz", gzip.compress(tar("a.txt", place("archive.tar.gz", "member")), mtime=0))
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as z:
        z.writestr(place("archive.7z", "member"), "a.txt")
        z.writestr("x", place("archive.7z", "name of a member") + ".txt")
    save("archive.7z", out.getvalue())
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="hemmelig", header_encryption=True) as z:
        z.writestr(place("locked.7z", "member behind a password", "AES256"), "a.txt")
    save("locked.7z", out.getvalue())
    cpio = b"".join(entry(n, d) for n, d in [("a.txt", place("archive.cpio", "member").encode()), ("TRAILER!!!", b"")])
    save("archive.cpio", cpio)
    ar = b"!<arch>\n" + b"a.txt/".ljust(16) + b"0".ljust(12) + b"0".ljust(6) + b"0".ljust(6) + b"644".ljust(8) + str(len(m := place("archive.ar", "member").encode())).encode().ljust(10) + b"`\n" + m
    save("archive.ar", ar)
    # A RAR file: stored, so that its member can be read as it stands.
    word = place("archive.rar", "stored member").encode()
    save("archive.rar", b"Rar!\x1a\x07\x00" + rar_block(0x73, 0, bytes(6)) + rar_file(b"brev.txt", word) + rar_block(0x7B, 0, b""))


def rar_block(kind, flags, rest, data=b""):
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def rar_file(name, data):
    rest = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5C210000, 20, 0x30, len(name), 0o644) + name
    return rar_block(0x74, 0x8000, rest, data)


def entry(name, data):
    head = "070701" + "".join(f"{n:08x}" for n in [1, 0o100644, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0])
    out = head.encode() + name.encode() + b"\0"
    out += bytes(-len(out) % 4) + data
    return out + bytes(-len(out) % 4)


def tar(name, text):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        info = tarfile.TarInfo(name)
        info.size = len(text)
        t.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def packed():
    file = "packed.gz"
    head = b"\x1f\x8b\x08\x18" + bytes(6) + place(file, "name in the header").encode() + b".txt\0" + place(file, "comment in the header").encode() + b"\0"
    text = ("Ansøger: " + place(file, "content")).encode()
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = head + pack.compress(text) + pack.flush() + struct.pack("<II", zlib.crc32(text), len(text))
    save(file, one + gzip.compress(place(file, "second member").encode(), mtime=0))
    for file, pack in [("packed.bz2", bz2.compress), ("packed.xz", lzma.compress), ("packed.lzma", lambda d: lzma.compress(d, lzma.FORMAT_ALONE)), ("packed.zz", zlib.compress)]:
        save(file, pack(("Ansøger: " + place(file, "content")).encode()))
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    save("packed.deflate", pack.compress(("Ansøger: " + place("packed.deflate", "content") + " med tekst nok til at nogen kan se hvad det er").encode() * 4) + pack.flush())


def databases():
    file = "data.sqlite"
    w = lambda where: place(file, where)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "d.db"
        c = sqlite3.connect(path)
        c.execute("PRAGMA secure_delete=OFF")
        c.execute(f"CREATE TABLE a (navn TEXT, /* {w('comment of a table')} */ fil BLOB)")
        c.execute(f"CREATE TABLE \"{w('name of a table')}\" (x)")
        c.execute("INSERT INTO a VALUES (?, ?)", (w("value"), zlib.compress(w("packed file in a cell").encode())))
        c.execute("INSERT INTO a VALUES (?, NULL)", (w("deleted row"),))
        c.execute("CREATE VIEW v AS SELECT ? AS x".replace("?", f"'{w('view')}'"))
        c.commit()
        c.execute("INSERT INTO a VALUES (?, NULL)", (json.dumps({"person": {"navn": w("JSON in a cell")}}),))
        c.execute("DELETE FROM a WHERE rowid = 2")
        c.commit()
        c.close()
        save(file, path.read_bytes())


def web_archives():
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    file = "archive.warc.gz"
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("X-Navn", place(file, "header of an answer"))], protocol="HTTP/1.1")
    page = f"<p>{place(file, 'page')}".encode()
    record = writer.create_warc_record(f"https://hr.example/{place(file, 'address of a record')}", "response", payload=io.BytesIO(page), http_headers=head, warc_headers_dict={"WARC-Date": "2026-01-01T00:00:00Z", "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>"})
    writer.write_record(record)
    save(file, out.getvalue())
    file = "session.har"
    w = lambda where: place(file, where)
    b64 = __import__("base64").b64encode
    save(file, json.dumps({"log": {"entries": [{
        "request": {"url": f"https://hr.example/?q={w('address of a request')}", "headers": [{"name": "X", "value": w("header of a request")}], "cookies": [{"name": "a", "value": w("cookie")}],
                    "postData": {"text": "navn=" + "".join(f"%{ord(c):02x}" for c in w("form that was sent"))}},
        "response": {"content": {"encoding": "base64", "mimeType": "text/html", "text": b64(f"<p>{w('page in base64')}</p>".encode()).decode()}},
        "_webSocketMessages": [{"data": json.dumps({"navn": w("message of a socket")})}]}]}}))


def make():
    archives()
    packed()
    databases()
    web_archives()
