"""Files made to hurt, built here rather than kept: name → bytes, and a word of the sentence that refuses them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image


def drawn(format: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    image = Image.effect_noise(size, 60).convert(mode) if mode in ("L", "RGB") else Image.new(mode, size, 5)
    image.save(out, format, **options)
    return out.getvalue()


def png(width: int, height: int, *chunks: tuple[bytes, bytes], depth: int = 8, color: int = 0) -> bytes:
    """A PNG with a header of our choice and hardly any points behind it."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunk(k, b) for k, b in chunks) + body + chunk(b"IEND", b"")


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


def jpeg_of_many_scans() -> bytes:
    """A small progressive JPEG whose last scan is repeated some thousand times."""
    whole = drawn(progressive=True)
    last = whole.rfind(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 3000 + b"\xff\xd9"


def jpeg_saying(width: int, height: int) -> bytes:
    """A real JPEG whose frame header claims another size."""
    whole = bytearray(drawn())
    at = whole.find(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def _ftyp(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + brand + b"mif1" + b"\0" * 2000


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "one byte": (lambda: b"\xff", "not a photo"),
    "spaces": (lambda: b" " * 500, "not a photo"),
    "text": (lambda: "这不是照片".encode(), "not a photo"),
    "too many bytes": (lambda: b"\xff\xd8\xff" + b"\0" * (15 * 2**20), "MB"),
    "heic": (lambda: _ftyp(b"heic"), "HEIC"),
    "heif of mif1": (lambda: _ftyp(b"mif1"), "HEIC"),
    "avif": (lambda: _ftyp(b"avif"), "AVIF"),
    "mp4": (lambda: _ftyp(b"isom"), "film"),
    "svg": (lambda: SVG, "SVG"),
    "svg after BOM and blanks": (lambda: b"\xef\xbb\xbf \n<?xml version='1.0'?>" + SVG, "SVG"),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", "SVG"),
    "pdf": (lambda: b"%PDF-1.7\n" + b"\0" * 300, "PDF"),
    "pdf with a jpeg inside": (lambda: b"%PDF-1.7\n" + drawn(), "PDF"),
    "gif": (lambda: drawn("GIF", mode="P"), "GIF"),
    "bmp": (lambda: drawn("BMP"), "BMP"),
    "tiff": (lambda: drawn("TIFF"), "TIFF"),
    "zip": (zipped, "not a photo"),
    "zip before a jpeg": (lambda: zipped() + drawn(), "not a photo"),
    "program": (lambda: b"\x7fELF" + b"\0" * 300, "not a photo"),
    "windows program": (lambda: b"MZ" + b"\0" * 300, "not a photo"),
    "jpeg cut in half": (lambda: drawn(size=(600, 600))[:9000], "damaged"),
    "jpeg of three bytes": (lambda: b"\xff\xd8\xff", "damaged"),
    "jpeg header and noise": (lambda: b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF" + b"\x37" * 4000, "damaged"),
    "jpeg of 3000 scans": (jpeg_of_many_scans, "damaged"),
    "jpeg claiming 65000 × 65000": (lambda: jpeg_saying(65000, 65000), "points"),
    "jpeg claiming no width": (lambda: jpeg_saying(0, 48), "damaged"),
    "png bomb 60000 × 60000": (lambda: png(60_000, 60_000), "points"),
    "png one pixel too many": (lambda: png(8_000, 5_001), "points"),
    "png thread of 40000 × 1": (lambda: png(40_000, 1), "points"),
    "png of no height": (lambda: png(10, 0), "damaged"),
    "png without its points": (lambda: png(6_000, 6_000), "damaged"),
    "png of unknown depth": (lambda: png(10, 10, depth=7), "damaged"),
    "png with a text bomb": (lambda: png(10, 10, (b"zTXt", b"a\0\0" + zlib.compress(b"A" * 80_000_000, 9))), "damaged"),
    "png with broken sums": (lambda: drawn("PNG").replace(b"IDAT", b"IDAU"), "damaged"),
    "png signature only": (lambda: b"\x89PNG\r\n\x1a\n", "damaged"),
    "webp cut off": (lambda: drawn("WEBP", size=(600, 600))[:400], "damaged"),
    "webp header only": (lambda: b"RIFF\x00\x00\x00\x00WEBP", "damaged"),
    "riff that is sound": (lambda: b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 200, "not a photo"),
}
