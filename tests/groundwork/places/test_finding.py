from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huying.groundwork.places import services
from huying.groundwork.places.models import ParkedAddress, Place
from huying.groundwork.places.rules import address as notes
from huying.groundwork.places.selectors import find_places, resolve_address, resolving, within
from huying.groundwork.places.services import NewPlace, plant, plant_numbered
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.geo import Point

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Place]:
    district = plant(None, NewPlace("district", "杨浦区"))
    street = plant(district, NewPlace("subdistrict", "延吉新村街道"))
    second = plant(street, NewPlace(
        "compound", "延吉二村", "延吉中路25弄", Point(121.53, 31.29), nicknames=("红房子",), old_roads=("延吉东路25弄",),
    ))
    third = plant(street, NewPlace("compound", "延吉三村"))
    lane = plant(third, NewPlace("lane", "靖宇东路80弄", "靖宇东路80弄"))
    changbai = plant(street, NewPlace("compound", "长白三村", "图们路300弄"))
    plant(second, NewPlace("spot", "泵房"))
    for parent in (second, lane, changbai):
        for building in plant_numbered(parent, "building", [f"{n}号" for n in (1, 2, 12, 120)] + ["12甲号"], point=None):
            plant_numbered(building, "room", [f"{f}0{r}室" for f in (1, 2, 3) for r in (1, 2)], point=None)
    return {"second": second, "third": third, "lane": lane, "changbai": changbai}


def labels(text: str, **more: int) -> list[str]:
    return [row.label for row in find_places(text, **more)]


@pytest.mark.parametrize(
    ("typed", "first", "reason"),
    [
        ("延吉二村", "延吉二村", "by name"),
        ("延吉2村", "延吉二村", "by name"),
        ("红房", "延吉二村", "by nickname"),
        ("延吉中路25弄", "延吉二村", "by road address"),
        ("延吉中路 25", "延吉二村", "by road address"),
        ("延吉东路25弄", "延吉二村", "by an old road name"),
        ("yjec", "延吉二村", "by pinyin initials"),
        ("cbsc", "长白三村", "by pinyin initials"),
        ("YJEC 12 301", "延吉二村12号301室", "by pinyin initials"),
        ("yjec12-301", "延吉二村12号301室", "by pinyin initials"),
        ("yjec12301", "延吉二村12号301室", "by pinyin initials"),
        ("红房子12号301", "延吉二村12号301室", "by nickname"),
        ("延吉中路25弄12号30", "延吉二村12号301室", "by road address"),
        ("延吉二村12号", "延吉二村12号", "by name"),
        ("延吉二村12甲", "延吉二村12甲号", "by name"),
        ("延吉三村12号301室", "延吉三村 靖宇东路80弄12号301室", "by name"),
        ("靖宇东路80弄 12 301", "延吉三村 靖宇东路80弄12号301室", "by road address"),
        ("延吉二村泵房", "延吉二村泵房", "by name"),
    ],
)
def test_finds_while_somebody_types(town, typed, first, reason):
    row = find_places(typed)[0]
    assert (row.label, row.reason) == (first, reason)


def test_the_exact_number_comes_before_longer_ones(town):
    assert labels("延吉二村 12") == ["延吉二村12号", "延吉二村120号", "延吉二村12甲号"]
    assert labels("yj")[:2] == ["延吉二村", "延吉三村"]


def test_finds_nothing_rather_than_something_else(town):
    for typed in ("", "   ", "老地方", "静安新村", "延吉二村99号", "%", "_", "\0", "延吉二村12号999室", "x" * 500):
        assert find_places(typed) == [], typed


def test_a_demolished_place_is_not_offered(town):
    Place.objects.filter(pk=town["changbai"].pk).update(gone_at="2026-01-01T00:00Z")
    assert labels("长白三村") == []


@pytest.mark.parametrize("typed", ["延", "延吉二村 12 301", "yjec 12 301", "yjec12301", "延吉中路25弄1"])
def test_never_more_than_four_queries(town, typed):
    with CaptureQueriesContext(connection) as seen:
        find_places(typed)
    assert len(seen) <= 4


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("延吉二村12号301室", "延吉二村12号301室"),
        ("杨浦区延吉新村街道延吉2村12号301", "延吉二村12号301室"),
        ("延吉中路25弄12号301室", "延吉二村12号301室"),
        ("延吉二村延吉中路25弄12号301室", "延吉二村12号301室"),
        ("延吉东路25弄12甲号", "延吉二村12甲号"),
        ("红房子12-301", "延吉二村12号301室"),
        ("延吉三村十二号二〇一室", "延吉三村 靖宇东路80弄12号201室"),
        ("延吉二村12号楼下", "延吉二村12号"),
        ("长白三村", "长白三村"),
    ],
)
def test_resolves_what_fits_one_place(town, raw, label):
    found = resolve_address(raw)
    assert (found.place and found.place.label, found.why) == (label, "")


@pytest.mark.parametrize(
    ("raw", "why", "first"),
    [
        ("延吉二村12号999室", resolving.NO_SUCH_ROOM, "延吉二村12号"),
        ("延吉二村77号301室", resolving.NO_SUCH_BUILDING, "延吉二村"),
        ("长白三村延吉中路25弄12号", resolving.APART, None),
        ("静安区延吉二村12号", resolving.OTHER_AREA, "延吉二村"),
        ("延吉二村12号附近", notes.NEAR, "延吉二村12号"),
        ("延吉二村12号301、302室", notes.TWO_ROOMS, "延吉二村12号302室"),
        ("延吉二村301室", notes.NO_BUILDING, None),
        ("国和一村3号", resolving.UNKNOWN, None),
        ("老地方", notes.VAGUE, None),
        ("", resolving.NOTHING_SAID, None),
    ],
)
def test_leaves_doubt_to_a_person(town, raw, why, first):
    found = resolve_address(raw)
    assert (found.place, found.why) == (None, why)
    assert first is None or found.candidates[0].label == first


def test_within_is_the_place_and_all_in_it(town):
    assert within(town["lane"]).count() == 1 + 5 + 5 * 6
    assert town["second"] not in within(town["third"])


def test_an_unknown_address_is_parked_once_and_settled_by_a_person(town, chen):
    services.park_address("国和一村 3号")
    parked = services.park_address("国和1村3号")
    assert (ParkedAddress.objects.count(), parked.times) == (1, 2)
    services.settle_address(parked, town["second"], by=chen)
    assert resolve_address("国和一村3号").place == town["second"]
    with pytest.raises(NotNow):
        services.settle_address(parked, town["third"], by=chen)
    with pytest.raises(BadInput):
        services.park_address("\u200b")


def test_a_vague_word_does_not_become_a_name(town, chen):
    services.settle_address(services.park_address("老地方"), town["second"], by=chen)
    assert resolve_address("老地方").place is None


def test_the_same_place_is_not_put_twice(town, chen):
    with pytest.raises(NotNow):
        services.add_place(town["second"].parent, NewPlace("compound", "延吉 2村"), by=chen)
