"""Putting places into the tree, and addresses we do not know aside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from huying.groundwork.access.models import Account
from huying.groundwork.journal import news
from huying.groundwork.journal import services as journal
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.geo import Point
from huying.kernel.text import require_storable
from huying.kernel.words import gettext_noop as _

from .models import ParkedAddress, Place, PlaceKey
from .rules import canonical, initials, is_name, label_of, name_key, read_address

# Buildings and rooms are reached through what they lie in; only what has a name of its own is indexed by it.
UNNAMED = frozenset({Place.Kind.BUILDING, Place.Kind.ROOM})


@dataclass(frozen=True)
class NewPlace:
    kind: str
    name: str
    road_address: str = ""
    point: Point | None = None
    access_note: str = ""
    nicknames: tuple[str, ...] = ()
    old_roads: tuple[str, ...] = ()
    pinyin: tuple[str, ...] = ()  # given by hand; otherwise made from the name


@transaction.atomic
def add_place(parent: Place | None, new: NewPlace, *, by: Account | None) -> Place:
    """Put one place into the tree with all the names it is found by."""
    place = plant(parent, new)
    journal.write("add_place", kind="place", subject=place.pk, by=by, label=place.label)
    return place


def plant(parent: Place | None, new: NewPlace) -> Place:
    """Put a place into the tree without an entry of its own: for a batch, whose rows tell it."""
    label = label_of(parent.label if parent else "", parent.kind if parent else "", new.name)
    key = name_key(label)
    if Place.objects.filter(key=key, gone_at=None).exists():
        raise NotNow(_("“%(label)s” is already in the list."), label=label)
    place = Place.objects.create(
        parent=parent, kind=new.kind, name=new.name, label=label, key=key, road_address=new.road_address,
        lon=new.point.lon if new.point else None, lat=new.point.lat if new.point else None, access_note=new.access_note,
    )
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    PlaceKey.objects.bulk_create(_keys(place, new))
    return place


def plant_numbered(parent: Place, kind: str, names: list[str], *, point: Point | None) -> list[Place]:
    """Put many numbered places (号, 室) under one parent, two statements for all."""
    lon, lat = (point.lon, point.lat) if point else (parent.lon, parent.lat)
    labels = [label_of(parent.label, parent.kind, name) for name in names]
    places = Place.objects.bulk_create(
        Place(parent=parent, kind=kind, name=name, label=label, key=name_key(label), lon=lon, lat=lat)
        for name, label in zip(names, labels, strict=True)
    )
    for place in places:
        place.path = f"{parent.path}{place.pk}/"
    Place.objects.bulk_update(places, ["path"], batch_size=200)
    return places


def _keys(place: Place, new: NewPlace) -> list[PlaceKey]:
    named = [] if new.kind in UNNAMED else [(PlaceKey.Kind.LABEL, place.label)]
    texts = [
        *named,
        *((PlaceKey.Kind.NICKNAME, text) for text in new.nicknames),
        *((PlaceKey.Kind.ROAD, text) for text in (new.road_address,) if text),
        *((PlaceKey.Kind.OLD_ROAD, text) for text in new.old_roads),
    ]
    spelt = [text for kind, text in texts if kind in (PlaceKey.Kind.LABEL, PlaceKey.Kind.NICKNAME)]
    letters = new.pinyin or tuple(letters for text in spelt for letters in initials(text))
    texts += [(PlaceKey.Kind.PINYIN, text) for text in letters]
    unique = {(kind, name_key(text)): text for kind, text in texts if name_key(text)}
    return [PlaceKey(place=place, kind=kind, text=text, key=key[:160]) for (kind, key), text in unique.items()]


def missing_names(place: Place, new: NewPlace) -> list[PlaceKey]:
    """Return the names the place does not have yet, not saved."""
    known = set(place.keys.values_list("kind", "key"))
    return [key for key in _keys(place, new) if (key.kind, key.key) not in known]


def add_names(place: Place, new: NewPlace) -> list[int]:
    """Add the names the place does not have yet; return their ids."""
    return [key.pk for key in PlaceKey.objects.bulk_create(missing_names(place, new))]


def parked_key(raw: str) -> str:
    """Return under what an address nobody knows is put aside; empty where it says nothing."""
    key = (name_key(canonical(read_address(raw))) or name_key(raw))[:160]
    return key if any(c.isalnum() for c in key) else ""


@transaction.atomic
def park_address(raw: str) -> ParkedAddress:
    """Put an address nobody knows aside, once however often it comes; a person will say where it is.

    Settled before and still not understood, it is asked about again.
    """
    require_storable(raw, field="address")
    key = parked_key(raw)
    if not key:
        raise BadInput(_("The address is empty."), field="address")
    parked, is_new = ParkedAddress.objects.get_or_create(key=key, defaults={"raw": raw[:400], "first_at": clock.now()})
    if not is_new:
        ParkedAddress.objects.filter(pk=parked.pk).update(times=F("times") + 1, resolved_to=None, resolved_at=None)
        parked.refresh_from_db()
    return parked


@transaction.atomic
def settle_address(parked: ParkedAddress, place: Place, *, by: Account) -> ParkedAddress:
    """A person says where a parked address is; from then on it is one of the place's names."""
    parked = ParkedAddress.objects.select_for_update().get(pk=parked.pk)
    if parked.resolved_to_id:
        raise NotNow(_("Somebody already said where this is."))
    parked.resolved_to, parked.resolved_at = place, clock.now()
    parked.save(update_fields=["resolved_to", "resolved_at"])
    named = is_name(read_address(parked.raw))  # “老地方” means another place to the next caller
    if named:
        PlaceKey.objects.get_or_create(
            place=place, kind=PlaceKey.Kind.NICKNAME, key=name_key(parked.raw)[:160], defaults={"text": parked.raw[:160]}
        )
    journal.write("settle_address", kind="place", subject=place.pk, by=by, raw=parked.raw, label=place.label)
    news.announce("address_settled", key=parked.key, place=place, is_name=named, by=by)
    return parked
