"""Photos and signatures: hostile files, what is left of good ones, and where they are kept."""

from __future__ import annotations

import resource
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from huying.fieldwork.visits import rules, services
from huying.fieldwork.visits.models import Photo
from huying.fieldwork.visits.services import picture, vault
from huying.fieldwork.visits.services.picture import read_drawing, read_picture
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, Missing, NotNow

from .hostile import REFUSED, drawn, zipped

PLANTED = b"31.2345N121.5678E-planted"


def reopened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_hostile_files_with_a_sentence(name):
    make, word = REFUSED[name]
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadInput) as wrong:
        read_picture(content)
    assert word in str(wrong.value)
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 200, f"{name} took {grown_mb:.0f} MB"


def test_the_scan_limit_is_what_refuses_many_scans(monkeypatch):
    """Control: with the limit off the decoder takes the file and walks the picture 3,000 times."""
    monkeypatch.setattr(picture, "SCANS_MOST", 10**9)
    assert read_picture(REFUSED["jpeg of 3000 scans"][0]()).width == 64


def test_the_point_limit_is_what_refuses_a_large_picture(monkeypatch):
    monkeypatch.setattr(picture, "PIXELS_MOST", 1000)
    with pytest.raises(BadInput, match="points"):
        read_picture(drawn())
    monkeypatch.undo()
    assert read_picture(drawn()).width == 64


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: the camera was held upright
    exif[0x010E] = PLANTED.decode()
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 4.2)
    exif.get_ifd(0x8825)[29] = PLANTED.decode()
    return drawn(size=(80, 40), exif=exif, comment=PLANTED)


def test_metadata_is_gone_and_the_photo_upright():
    sent = _with_exif()
    assert PLANTED in sent, "the test plants nothing"
    kept = read_picture(sent)
    assert (kept.width, kept.height) == (40, 80)
    assert PLANTED not in kept.content
    assert not reopened(kept.content).getexif()
    assert set(reopened(kept.content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("tail", [zipped(), b"<script>alert(1)</script>", b"%PDF-1.7", b"<?php system($_GET[0]);"])
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_nothing_rides_behind_a_photo(format, tail):
    kept = read_picture(drawn(format) + tail)
    assert tail not in kept.content and kept.content.endswith(b"\xff\xd9")


def test_nothing_rides_inside_a_photo():
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "<script>alert(1)</script>")
    kept = read_picture(drawn("PNG", pnginfo=note))
    assert b"script" not in kept.content


@pytest.mark.parametrize(
    "content",
    [drawn("JPEG", mode="L"), drawn("JPEG", mode="CMYK"), drawn("JPEG", progressive=True), drawn("PNG", mode="RGBA"),
     drawn("PNG", mode="P"), drawn("PNG", mode="LA"), drawn("PNG", mode="I;16"), drawn("PNG", mode="1"), drawn("WEBP"), drawn("WEBP", lossless=True)],
    ids=["grey", "cmyk", "progressive", "rgba", "palette", "la", "16 bit", "1 bit", "webp", "webp lossless"],
)
def test_every_kind_of_photo_becomes_one_kind(content):
    kept = read_picture(content)
    assert reopened(kept.content).mode == "RGB" and reopened(kept.content).format == "JPEG"


def test_large_photos_are_made_smaller():
    kept = read_picture(drawn(size=(4000, 1000)))
    assert (kept.width, kept.height) == (2000, 500)


# --- signatures


def _signature(strokes: int = 40, size: tuple[int, int] = (600, 200)) -> bytes:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    for x in range(strokes):
        for y in range(4):
            image.putpixel((20 + x, 50 + y), (27, 26, 23, 255))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_signature_is_kept_on_white():
    kept = reopened(read_drawing(_signature()))
    assert (kept.format, kept.mode) == ("PNG", "L")
    assert kept.getpixel((0, 0)) == 255 and kept.getpixel((25, 51)) < 100


@pytest.mark.parametrize("content", [b"", _signature(0), _signature(3), drawn(), b"<svg/>", b"\x89PNG\r\n\x1a\nx", b"\x89PNG\r\n\x1a\n" + b"0" * 2**20,
                                     _signature(size=(3000, 2000))],
                         ids=["nothing", "blank glass", "a dot", "jpeg", "svg", "broken", "too long", "too large"])
def test_a_signature_refuses_what_is_none(content):
    with pytest.raises(BadInput) as wrong:
        read_drawing(content)
    assert wrong.value.field == "signature"


# --- keeping


def test_files_are_named_by_their_content_and_written_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = vault.keep(b"abc", ".jpg")
    path = vault.path_of(name, ".jpg")
    assert path.read_bytes() == b"abc" and path.stat().st_mode & 0o077 == 0
    first = path.stat().st_mtime_ns
    assert vault.keep(b"abc", ".jpg") == name and path.stat().st_mtime_ns == first
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [path.name]


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n/x", ""])
def test_only_our_own_names_are_opened(name):
    with pytest.raises(ValueError, match="not a file of ours"):
        vault.path_of(name, ".jpg")


def test_nothing_half_written_stays(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        vault.keep(b"abc", ".jpg")
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


@pytest.fixture
def kept(settings, tmp_path) -> services.Kept:
    settings.MEDIA_ROOT = tmp_path
    return services.keep_photo(drawn())


@pytest.mark.django_db
def test_photo_works_and_again_changes_nothing(on_site, wu, kept):
    photo = services.add_photo(on_site, kept, by=wu.account, moment="before", taken_claim="2026-11-23T10:00")
    again = services.add_photo(on_site, kept, by=wu.account, moment="before")
    assert photo == again and Photo.objects.count() == 1
    assert Entry.objects.filter(verb="visit_photo").count() == 1


@pytest.mark.django_db
def test_photo_refuses_wrong_state_and_outsiders(sent, wu, outsider, kept):
    with pytest.raises(NotNow):
        services.add_photo(sent, kept, by=wu.account)
    with pytest.raises(Missing):
        services.add_photo(sent, kept, by=outsider)
    with pytest.raises(BadInput):
        services.add_photo(sent, kept, by=wu.account, moment="never")


@pytest.mark.django_db
def test_twelve_photos_are_enough(on_site, wu):
    for n in range(rules.PHOTOS_MOST):
        services.add_photo(on_site, services.Kept(f"{n:064x}", 1, 1, 1), by=wu.account)
    with pytest.raises(NotNow):
        services.add_photo(on_site, services.Kept("f" * 64, 1, 1, 1), by=wu.account)
