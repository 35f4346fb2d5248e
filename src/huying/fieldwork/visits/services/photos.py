"""Photos: the picture first, drawn anew and on the disk; then, in a short transaction, the row."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from huying.fieldwork.visits import rules
from huying.fieldwork.visits.models import Photo, Visit
from huying.groundwork.access.models import Account
from huying.kernel import clock, ids
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from . import vault
from .picture import read_drawing, read_picture
from .row import locked_for, write


@dataclass(frozen=True)
class Kept:
    """A photo of ours on the disk, no row yet."""

    sha256: str
    width: int
    height: int
    bytes: int


def keep_photo(content: bytes) -> Kept:
    """Read, redraw and store what a phone sent. Call it outside any transaction: it takes a while."""
    picture = read_picture(content)
    return Kept(vault.keep(picture.content, ".jpg"), picture.width, picture.height, len(picture.content))


def keep_drawing(content: bytes) -> str:
    """The same for a signature; returns its hash."""
    return vault.keep(read_drawing(content), ".png")


@transaction.atomic
def add_photo(visit: Visit, kept: Kept, *, by: Account, moment: str = "other", taken_claim: str = "") -> Photo:
    """Hang a kept photo on the visit. The same photo again is the same row."""
    if moment not in rules.PHOTO_MOMENTS:
        raise BadInput(_("Say whether the photo shows before or after."), field="moment")
    visit = locked_for(visit, by)
    if visit.state not in rules.REPORTABLE:
        raise NotNow(_("Photos are added from arrival until the resident has signed."))
    same = visit.photos.filter(sha256=kept.sha256).first()
    if same:
        return same
    if visit.photos.count() >= rules.PHOTOS_MOST:
        raise NotNow(_("This visit has %(most)d photos already; no more fit. The important ones are there."), most=rules.PHOTOS_MOST)
    now = clock.now()
    photo = Photo.objects.create(
        id=ids.new_id(now), visit=visit, moment=moment, sha256=kept.sha256, width=kept.width, height=kept.height,
        bytes=kept.bytes, taken_claim=taken_claim[:40], added_by=by, added_at=now,
    )
    write(visit, "photo", by=by, photo=str(photo.pk), moment=moment)
    return photo
