"""Pictures: metadata of every kind, words behind the picture's end, letters, QR and bar codes."""

import io
import struct
import zlib

import barcode
import piexif
import pillow_heif
import qrcode
from barcode.writer import ImageWriter
from PIL import Image, ImageCms, PngImagePlugin

from pdf import drawn, encoded
from places import place, save

XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
plain = Image.new("RGB", (120, 90), "teal")


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg():
    file = "photo.jpg"
    w = lambda where: place(file, where)
    small = encoded(drawn(w("letters in the thumbnail"), size=(700, 150)), "JPEG", quality=60)
    exif = piexif.dump({
        "0th": {
            piexif.ImageIFD.Artist: w("EXIF artist").encode(), piexif.ImageIFD.Copyright: w("EXIF copyright").encode(),
            piexif.ImageIFD.ImageDescription: w("EXIF description").encode(), piexif.ImageIFD.Software: w("EXIF software").encode(),
            piexif.ImageIFD.HostComputer: w("EXIF host computer").encode(), piexif.ImageIFD.DocumentName: w("EXIF document name").encode(),
            piexif.ImageIFD.XPAuthor: w("EXIF author of Windows").encode("utf-16-le") + b"\0\0",
            piexif.ImageIFD.XPComment: w("EXIF comment of Windows").encode("utf-16-le") + b"\0\0",
            piexif.ImageIFD.XPKeywords: w("EXIF keywords of Windows").encode("utf-16-le") + b"\0\0"},
        "Exif": {
            piexif.ExifIFD.UserComment: b"UNICODE\0" + w("EXIF user comment").encode("utf-16-be"),
            piexif.ExifIFD.CameraOwnerName: w("EXIF owner of the camera").encode(),
            piexif.ExifIFD.BodySerialNumber: w("EXIF serial number").encode(),
            piexif.ExifIFD.MakerNote: b"\x01\0MK" + b"\0" * 6 + w("EXIF maker note").encode() + b"\0\x02\x03"},
        "GPS": {piexif.GPSIFD.GPSAreaInformation: b"ASCII\0\0\0" + w("EXIF name of a place").encode(), piexif.GPSIFD.GPSProcessingMethod: b"ASCII\0\0\0" + w("EXIF way of locating").encode()},
        "1st": {piexif.ImageIFD.Artist: w("EXIF of the thumbnail").encode()}, "thumbnail": small})
    iptc = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(v)) + v for number, v in [
        (80, w("IPTC by-line").encode()), (120, w("IPTC caption").encode()), (25, w("IPTC keyword").encode()), (122, w("IPTC writer").encode())])
    photoshop = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + (b"\0" if len(iptc) % 2 else b"")
    long = (XMP % w("extended XMP")).encode()
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    name = w("description of a colour profile")
    tags = struct.unpack(">I", profile[128:132])[0]
    for at in range(tags):
        sign, offset, size = struct.unpack(">4sII", profile[132 + 12 * at: 144 + 12 * at])
        if sign in (b"desc", b"cprt"):
            text = name.encode("utf-16-be")
            body = b"mluc" + bytes(4) + struct.pack(">IIHHII", 1, 12, 0x656E, 0x5553, len(text), 28) + text
            profile[132 + 12 * at: 144 + 12 * at] = struct.pack(">4sII", sign, len(profile), len(body))
            profile.extend(body + bytes(-len(body) % 4))
            break
    profile[0:4] = struct.pack(">I", len(profile))
    base = encoded(plain, "JPEG")
    packed = base[:2] + segment(0xE1, exif) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + (XMP % w("XMP creator")).encode()) \
        + segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(long), 0) + long) \
        + segment(0xED, photoshop) + segment(0xFE, w("comment").encode()) + segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(profile)) \
        + segment(0xEB, b"JP" + w("segment of an unknown kind").encode()) + segment(0xEC, b"Ducky\0\x01\0\x04\0\0\0\x50\0\x02" + struct.pack(">HI", len(name) + 4, 1) + w("comment of a web export").encode()) + base[2:]
    save(file, packed + w("bytes after the end").encode() + encoded(drawn(w("letters in a second picture")), "JPEG"))
    save("letters.jpg", encoded(drawn(place("letters.jpg", "letters")), "JPEG"))
    save("pale.png", encoded(drawn(place("pale.png", "letters, nearly white"), ink="#f4f4f4"), "PNG"))
    save("turned.png", encoded(drawn(place("turned.png", "letters, turned")).rotate(90, expand=True), "PNG"))
    save("inverted.png", encoded(drawn(place("inverted.png", "letters, white on black"), ink="white", paper="black"), "PNG"))
    turned = Image.Exif()
    turned[0x0112] = 6
    save("orientation.jpg", encoded(drawn(place("orientation.jpg", "letters, turned by a tag")).rotate(90, expand=True), "JPEG", exif=turned))


def png():
    file = "picture.png"
    w = lambda where: place(file, where)
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", w("text chunk"))
    info.add_text(w("keyword of a text chunk"), "x")
    info.add_text("Comment", w("compressed text chunk"), zip=True)
    info.add_itxt("Title", w("international text chunk"), "da", w("translated keyword"))
    info.add_itxt("Description", w("compressed international text chunk"), zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP % w("XMP"))
    info.add(b"prVt", w("private chunk").encode())
    exif = Image.Exif()
    exif[0x013B] = w("EXIF")
    # An old way of ImageMagick: EXIF as hex in a text chunk.
    raw = b"Exif\0\0" + piexif.dump({"0th": {piexif.ImageIFD.Artist: w("raw profile in a text chunk").encode()}})[6:]
    info.add_text("Raw profile type exif", f"\nexif\n{len(raw):8}\n{raw.hex()}\n", zip=True)
    save(file, encoded(plain, "PNG", pnginfo=info, exif=exif) + w("bytes after the end").encode())


def others():
    file = "moving.gif"
    frames = [drawn("Side et"), drawn(place(file, "letters of the second frame"))]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=place(file, "comment").encode(), duration=500)
    body = out.getvalue()
    xmp = (XMP % place(file, "XMP")).encode()
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    save(file, body[:-1] + b"\x21\xff\x0bXMP DataXMP" + xmp + magic + b";")
    file = "scan.tiff"
    out = io.BytesIO()
    first, second = drawn("Side et"), drawn(place(file, "letters on the second page"))
    first.save(out, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw", tiffinfo={315: place(file, "artist"), 269: place(file, "document name"), 316: place(file, "host computer"), 700: (XMP % place(file, "XMP")).encode(), 285: place(file, "name of a page")})
    save(file, out.getvalue())
    fax = encoded(drawn(place("fax.tiff", "fax-coded letters")).convert("1"), "TIFF", compression="group4")
    save("fax.tiff", fax)
    file = "picture.webp"
    exif = Image.Exif()
    exif[0x013B] = place(file, "EXIF")
    save(file, encoded(drawn(place(file, "letters")), "WEBP", exif=exif, xmp=(XMP % place(file, "XMP")).encode()))
    pillow_heif.register_heif_opener()
    for file, kind in [("picture.heic", "HEIF")]:
        exif = Image.Exif()
        exif[0x013B] = place(file, "EXIF")
        save(file, encoded(drawn(place(file, "letters", "could not be decoded")), kind, exif=exif.tobytes(), xmp=(XMP % place(file, "XMP")).encode(), quality=50))
    file = "picture.avif"
    exif = Image.Exif()
    exif[0x013B] = place(file, "EXIF")
    save(file, encoded(drawn(place(file, "letters", "could not be decoded")), "AVIF", exif=exif.tobytes(), xmp=(XMP % place(file, "XMP")).encode(), quality=50))
    save("picture.bmp", encoded(drawn(place("picture.bmp", "letters")), "BMP") + place("picture.bmp", "bytes after the end").encode())
    save("picture.ico", encoded(drawn(place("picture.ico", "letters"), size=(700, 140)).crop((0, 0, 600, 140)).resize((256, 60)), "ICO") if False else ico(encoded(plain, "PNG", pnginfo=texts(place("picture.ico", "text chunk of a picture inside")))))
    jp2 = encoded(drawn(place("picture.jp2", "letters")), "JPEG2000")
    save("picture.jp2", jp2 + struct.pack(">I4s", 8 + 60, b"xml ") + f"<a>{place('picture.jp2', 'XML box')}</a>".encode().ljust(60))


def texts(word):
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", word)
    return info


def ico(png):
    return struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 120, 90, 0, 0, 1, 32, len(png), 22) + png


def codes():
    code = qrcode.make("https://post.example/" + place("qr.png", "QR code"))
    save("qr.png", encoded(code.convert("RGB"), "PNG"))
    code = qrcode.make("https://post.example/" + place("qr-photo.jpg", "QR code in the corner of a turned photograph"), box_size=5).convert("RGB")
    photo = Image.effect_noise((900, 700), 40).convert("RGB")
    photo.paste(code.rotate(12, expand=True, fillcolor="white"), (500, 300))
    save("qr-photo.jpg", encoded(photo, "JPEG", quality=70))
    for file, kind in [("code128.png", "code128"), ("code39.png", "code39")]:
        word = place(file, "bar code")
        out = io.BytesIO()
        text = word.upper() if kind == "code39" else word
        made = barcode.get_barcode_class(kind)
        more = {"add_checksum": False} if kind == "code39" else {}
        made(text, writer=ImageWriter(), **more).write(out, options={"write_text": False})
        save(file, encoded(Image.open(out).convert("RGB"), "PNG"))


def svg():
    file = "drawing.svg"
    w = lambda where: place(file, where)
    inner = __import__("base64").b64encode(encoded(plain, "PNG", pnginfo=texts(w("text chunk of a picture inside")))).decode()
    save(file, f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" aria-label="{w('label')}"><title>{w('title')}</title><desc>{w('description')}</desc>
      <metadata><a>{w('metadata')}</a></metadata><style>.a::after {{ content: "{w('style')}" }}</style><script>var a = "{w('script')}"</script><!-- {w('comment')} -->
      <text x="9" y="9">{w('text')}</text><text display="none">{w('hidden text')}</text><text><tspan>{(t := w('split text'))[:4]}</tspan><tspan>{t[4:]}</tspan></text>
      <foreignObject><p xmlns="http://www.w3.org/1999/xhtml">{w('foreign object')}</p></foreignObject><g id="{w('identifier of a group')}"/>
      <a xlink:href="https://post.example/{w('link')}"/><image href="data:image/png;base64,{inner}"/><image href="C:/{w('path of a picture')}.png"/></svg>""")


def make():
    jpeg()
    png()
    others()
    codes()
    svg()
