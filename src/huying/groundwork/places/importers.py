"""The place tree from a small table: a row is a compound, or a group of its buildings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import ProtectedError

from huying.groundwork.access.models import Account
from huying.groundwork.batches.cells import Cells
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.geo import Point
from huying.kernel.words import gettext_noop as _

from .models import Place
from .rules import label_of, name_key
from .rules.numbering import expand_numbers, rooms_of
from .services import NewPlace, add_names, missing_names, plant, plant_numbered

COLUMNS = (
    Column("district", ("区", "行政区")),
    Column("subdistrict", ("街道", "街镇", "街道/镇")),
    Column("committee", ("居委", "居委会", "居民区")),
    Column("compound", ("小区", "小区名称", "新村"), is_required=True),
    Column("road", ("地址", "路弄", "小区地址")),
    Column("lane", ("弄", "分弄")),
    Column("old_road", ("旧路名", "曾用地址")),
    Column("nickname", ("俗称", "别名")),
    Column("pinyin", ("拼音", "拼音首字母")),
    Column("lon", ("经度",)),
    Column("lat", ("纬度",)),
    Column("buildings", ("楼号", "号", "门牌")),
    Column("floors", ("层数", "楼层")),
    Column("per_floor", ("每层户数",)),
    Column("rooms", ("室号", "房号")),
    Column("spots", ("公共部位",)),
    Column("access", ("进门方法", "门禁")),
)
PLACES_MOST = 3000  # of one row: a typing slip (楼号 1-3000) must not fill the tree

NEW = _("%(new)d new places, %(known)d known.")
ELSEWHERE = _("“%(compound)s” already stands under “%(area)s”. Correct the row, or move the compound by hand first.")


@dataclass(frozen=True)
class PlaceLine:
    """One row, understood."""

    areas: tuple[tuple[str, str], ...]
    compound: NewPlace
    lane: str
    buildings: tuple[str, ...]
    rooms: tuple[str, ...]
    spots: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The label buildings hang on."""
        return label_of(self.compound.name, "compound", self.lane) if self.lane else self.compound.name

    def labels(self) -> list[str]:
        own = [name for _kind, name in self.areas] + [self.compound.name] + ([self.stem] if self.lane else [])
        spots = [self.compound.name + s for s in self.spots]
        return own + spots + [self.stem + b + r for b in self.buildings for r in ("", *self.rooms)]


def read_line(row: SheetRow) -> PlaceLine:
    cells = Cells(row, COLUMNS)
    areas = tuple((kind, name) for kind in ("district", "subdistrict", "committee") if (name := cells.text(kind, most=60)))
    lon, lat = cells.degrees("lon", most=180), cells.degrees("lat", most=90)
    if (lon is None) != (lat is None):
        raise BadInput(_("Longitude and latitude belong together: give both or neither."), field="lon")
    compound = NewPlace(
        "compound", cells.text("compound", most=40), cells.text("road", most=60),
        Point(lon, lat) if lon is not None and lat is not None else None, cells.text("access"),
        nicknames=cells.words("nickname"), old_roads=cells.words("old_road"), pinyin=cells.words("pinyin"),
    )
    rooms = cells.words("rooms", most=4000) or rooms_of(
        floors=cells.whole("floors", most=80), per_floor=cells.whole("per_floor", most=40)
    )
    line = PlaceLine(
        areas, compound, cells.text("lane", most=40), expand_numbers(cells.text("buildings", most=1000), unit="号", field="buildings"),
        tuple(r if r.endswith("室") else r + "室" for r in rooms), cells.words("spots"),
    )
    if len(line.labels()) > PLACES_MOST:
        raise BadInput(
            _("The row stands for %(count)d places; at most %(most)d are taken from one row. Check the numbers, or split the row."),
            field="buildings", count=len(line.labels()), most=PLACES_MOST,
        )
    return line


class PlacesImporter:
    kind = "places"
    columns = COLUMNS

    def judge(self, row: SheetRow) -> Verdict:
        return self._verdict(read_line(row))

    def _verdict(self, line: PlaceLine) -> Verdict:
        labels = line.labels()
        standing = Place.objects.filter(gone_at=None)
        compound = standing.filter(key=name_key(line.compound.name)).select_related("parent").first()
        if compound and line.areas and (compound.parent is None or compound.parent.name != line.areas[-1][1]):
            area = compound.parent.name if compound.parent else "—"
            return Verdict("parked", ELSEWHERE, "compound", {"compound": compound.name, "area": area})
        known = standing.filter(key__in=[name_key(label) for label in labels]).count()
        facts = {"new": len(labels) - known, "known": known}
        if known == len(labels) and compound and not missing_names(compound, line.compound):
            return Verdict("unchanged", facts=facts, kind="place", subject=str(compound.pk))
        return Verdict("accepted", NEW, facts=facts)

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        line = read_line(row)
        verdict = self._verdict(line)
        if verdict.outcome != "accepted":
            return verdict
        made: list[int] = []
        parent: Place | None = None
        for kind, name in line.areas:
            parent = _stand(parent, NewPlace(kind, name), made)
        compound = _stand(parent, line.compound, made)
        names = [] if compound.pk in made else add_names(compound, line.compound)
        for spot in line.spots:
            _stand(compound, NewPlace("spot", spot, point=line.compound.point), made)
        stem = compound
        if line.lane:
            stem = _stand(compound, NewPlace("lane", line.lane, line.lane, line.compound.point), made)
        buildings = _stand_all(stem, "building", line.buildings, line.compound.point, made)
        for building in buildings:
            _stand_all(building, "room", line.rooms, None, made)
        return Verdict(
            "accepted", NEW, facts=verdict.facts, kind="place", subject=str(compound.pk), undo={"made": made, "names": names}
        )

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        place = Place.objects.filter(pk=subject).first()
        try:
            if place:
                place.keys.filter(pk__in=undo.get("names", [])).delete()
            # Children before parents: a place made later never contains one made before it in the same row.
            for chunk in _chunks(sorted(undo.get("made", []), reverse=True)):
                Place.objects.filter(pk__in=chunk, kind=Place.Kind.ROOM).delete()
            for pk in sorted(undo.get("made", []), reverse=True):
                Place.objects.filter(pk=pk).delete()
        except ProtectedError:
            raise NotNow(_("Something is already recorded at “%(place)s”."), place=str(place)) from None


def _stand(parent: Place | None, new: NewPlace, made: list[int]) -> Place:
    key = name_key(label_of(parent.label if parent else "", parent.kind if parent else "", new.name))
    place = Place.objects.filter(key=key, gone_at=None).first()
    if place is None:
        place = plant(parent, new)
        made.append(place.pk)
    return place


def _stand_all(parent: Place, kind: str, names: tuple[str, ...], point: Point | None, made: list[int]) -> list[Place]:
    there = {p.name: p for p in Place.objects.filter(parent=parent, kind=kind, gone_at=None, name__in=names)}
    new = plant_numbered(parent, kind, [n for n in names if n not in there], point=point)
    made.extend(p.pk for p in new)
    return [*there.values(), *new]


def _chunks(ids: list[int]) -> list[list[int]]:
    return [ids[i : i + 500] for i in range(0, len(ids), 500)]
