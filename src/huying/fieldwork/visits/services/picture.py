"""Pictures from outside: told by their content, bounded before they are decoded, drawn anew without anything else in them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

BYTES_MOST = 15 * 1024 * 1024
PIXELS_MOST = 40_000_000
SIDE_MOST_PX = 30_000
KEPT_PX = 2000
QUALITY = 82
# A camera writes about ten scans; a file with thousands makes the decoder walk the whole picture as often.
SCANS_MOST = 100
DRAWING_BYTES_MOST = 1024 * 1024
DRAWING_PIXELS_MOST = 4_000_000
INK_LEAST_PX = 60  # a dot is no signature
WHITE = (255, 255, 255)

_IS_HEIC = _("This photo is in HEIC format, which not every machine can show. In the phone's camera settings choose “most compatible”, "
             "or use the camera of this page, and send it again.")
_IS_EMPTY = _("The file is empty: it was probably cut off on its way. Choose it again.")
_IS_BIG = _("The file has %(size)s MB; at most %(most)s MB fit. Use the camera of this page: it makes photos smaller by itself.")
_IS_HUGE = _("The picture has more than %(most)s million points, too many for us. Make it smaller, or use the camera of this page.")
_IS_BROKEN = _("This photo is damaged or was cut off on its way. Take it again with the camera of this page.")
_IS_PDF = _("This is a PDF document, not a photo. Take a photo of the paper with the camera of this page.")
_IS_FILM = _("This is a film, not a photo. Take a photo with the camera of this page.")
_IS_DRAWING = _("This is a drawing or a web page (SVG, HTML), not a photo. Take a photo with the camera of this page.")
_IS_OTHER_FORMAT = _("This picture is in GIF, BMP, TIFF or AVIF format. Use the camera of this page, or choose a JPEG, PNG or WebP file.")
_IS_NO_PHOTO = _("This file is not a photo. Use the camera of this page, or choose a JPEG, PNG or WebP file.")
_NO_INK = _("Nothing is drawn on the glass yet. Please sign with a finger, or choose another way.")
_NO_DRAWING = _("The signature did not arrive whole. Please sign once more, or choose another way.")

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", _IS_PDF),
    (b"GIF8", _IS_OTHER_FORMAT),
    (b"BM", _IS_OTHER_FORMAT),
    (b"II*\x00", _IS_OTHER_FORMAT),
    (b"MM\x00*", _IS_OTHER_FORMAT),
    (b"\x1aE\xdf\xa3", _IS_FILM),
)
_BRANDS: dict[bytes, str] = dict.fromkeys((b"hei", b"hev", b"mif", b"msf"), _IS_HEIC) | {b"avi": _IS_OTHER_FORMAT}
# What the decoders raise on files made to hurt them. Anything else would be our own mistake and must be seen.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError, struct.error, zlib.error)


@dataclass(frozen=True)
class Picture:
    """A JPEG of our own making."""

    content: bytes
    width: int
    height: int


def format_of(content: bytes) -> str | None:
    """Return the format its first bytes say, among those we take."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "WEBP" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _sentence_for(content: bytes) -> str:
    """Return what to say to somebody who chose something else than a photo."""
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:11], _IS_FILM)
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _IS_DRAWING
    return next((sentence for magic, sentence in _FOREIGN if content.startswith(magic)), _IS_NO_PHOTO)


def _huge() -> BadInput:
    return BadInput(_IS_HUGE, field="photo", most=PIXELS_MOST // 1_000_000)


def _opened(content: bytes, format: str) -> Image.Image:
    image = Image.open(BytesIO(content), formats=(format,))
    width, height = image.size
    if width * height > PIXELS_MOST or max(width, height) > SIDE_MOST_PX or min(width, height) < 1:
        raise _huge()
    if format == "JPEG" and content.count(b"\xff\xda") > SCANS_MOST:
        raise BadInput(_IS_BROKEN, field="photo")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """Return the bare points: no alpha, no palette, no profile, no metadata."""
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    solid = image.convert("RGBA" if see_through else "RGB")
    clean = Image.new("RGB", solid.size, WHITE)
    clean.paste(solid, mask=solid.getchannel("A") if see_through else None)
    return clean


def read_picture(content: bytes) -> Picture:
    """Return the photo drawn anew, at most 2000 px, upright, with nothing but its points. Raises BadInput.

    No row and no lock is held here: decoding a large photo takes a while.
    """
    if not content:
        raise BadInput(_IS_EMPTY, field="photo")
    if len(content) > BYTES_MOST:
        raise BadInput(_IS_BIG, field="photo", size=-(-len(content) // 2**20), most=BYTES_MOST // 2**20)
    format = format_of(content)
    if format is None:
        raise BadInput(_sentence_for(content), field="photo")
    try:
        with _opened(content, format) as image:
            image.thumbnail((KEPT_PX, KEPT_PX))
            clean = _on_white(ImageOps.exif_transpose(image))
            out = BytesIO()
            clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    except Image.DecompressionBombError as wrong:
        raise _huge() from wrong
    except (UnidentifiedImageError, *_BROKEN) as wrong:
        raise BadInput(_IS_BROKEN, field="photo") from wrong
    return Picture(out.getvalue(), *clean.size)


def read_drawing(content: bytes) -> bytes:
    """Return a signature as a small black-and-white PNG. Raises BadInput where nothing is drawn on it."""
    if not content:
        raise BadInput(_NO_INK, field="signature")
    if len(content) > DRAWING_BYTES_MOST or format_of(content) != "PNG":
        raise BadInput(_NO_DRAWING, field="signature")
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as image:
            if image.size[0] * image.size[1] > DRAWING_PIXELS_MOST:
                raise BadInput(_NO_DRAWING, field="signature")
            grey = _on_white(image).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN) as wrong:
        raise BadInput(_NO_DRAWING, field="signature") from wrong
    grey.thumbnail((800, 400))
    if sum(grey.histogram()[:160]) < INK_LEAST_PX:
        raise BadInput(_NO_INK, field="signature")
    out = BytesIO()
    grey.save(out, "PNG", optimize=True)
    return out.getvalue()
