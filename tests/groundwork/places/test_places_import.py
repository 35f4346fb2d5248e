from __future__ import annotations

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.places.models import Place, PlaceKey
from huying.groundwork.places.rules import expand_numbers
from huying.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
HEAD = "区,街道,居委,小区,地址,弄,俗称,经度,纬度,楼号,层数,每层户数,室号,公共部位\n"
LINE = "杨浦区,延吉新村街道,延吉二村居委,延吉二村,延吉中路25弄,,红房子,121.53,31.29,1-2、3甲,2,2,,泵房\n"


def bring_in(lines: str) -> Batch:
    batch = services.check_file("places", filename="places.csv", data=(HEAD + lines).encode(), by=None)
    return services.confirm_batch(batch.pk, by=None)


def only(batch: Batch):
    (row,) = selectors.rows_of(batch)
    return row


def test_a_row_becomes_a_tree():
    assert only(bring_in(LINE)).facts == {"new": 20, "known": 0}
    room = Place.objects.get(label="延吉二村3甲号202室")
    assert [p.name for p in (room.parent, room.parent.parent, room.parent.parent.parent)] == ["3甲号", "延吉二村", "延吉二村居委"]
    assert (room.lon, room.path.count("/")) == (121.53, 7)
    assert set(PlaceKey.objects.filter(place__name="延吉二村").values_list("key", flat=True)) >= {"延吉二村", "红房子", "延吉中路25弄", "yjec"}


def test_importing_again_changes_nothing():
    bring_in(LINE)
    before = (Place.objects.count(), PlaceKey.objects.count())
    assert only(bring_in(LINE)).outcome == "unchanged"
    assert (Place.objects.count(), PlaceKey.objects.count()) == before


def test_more_buildings_and_names_are_added():
    bring_in(LINE)
    bring_in(LINE.replace("1-2、3甲", "1-4").replace("红房子", "老大院"))
    assert Place.objects.filter(kind="building").count() == 5
    assert PlaceKey.objects.filter(kind="nickname").count() == 2


def test_a_lane_stands_between_compound_and_building():
    bring_in("杨浦区,,,延吉三村,,靖宇东路80弄,,,,1,,,101、102甲,\n")
    assert Place.objects.filter(label="延吉三村 靖宇东路80弄1号102甲室", parent__parent__kind="lane").exists()


def test_a_compound_in_another_area_is_left_to_a_person():
    bring_in(LINE)
    row = only(bring_in(LINE.replace("延吉二村居委", "延吉三村居委")))
    assert (row.outcome, row.column) == ("parked", "小区")
    assert "延吉二村居委" in selectors.said_of(row)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("121.53", "东经", "经度"), ("121.53", "", "经度"), ("31.29", "131.2", "纬度"), ("1-2、3甲", "前门", "楼号"), ("1-2、3甲", "1-3000", "楼号"),
     (",2,2,", ",2层,2,", "层数"), (",2,2,", ",200,2,", "层数"), ("延吉二村,延吉中路", ",延吉中路", "小区")],
)
def test_a_bad_cell_is_named(old, new, column):
    row = only(bring_in(LINE.replace(old, new, 1)))
    assert (row.outcome, row.column) == ("rejected", column)
    assert not Place.objects.exists()


def test_the_batch_can_be_taken_back():
    first, second = bring_in(LINE), bring_in(LINE.replace("1-2、3甲", "7"))
    services.undo_batch(second.pk, by=None)
    assert Place.objects.count() == 20
    services.undo_batch(first.pk, by=None)
    assert not Place.objects.exists() and not PlaceKey.objects.exists()


def test_numbers_written_shortly():
    assert expand_numbers("1-3、07甲,Ａ", unit="号", field="x") == ("1号", "2号", "3号", "7甲号", "A号")
    assert expand_numbers("1-7单", unit="号", field="x") == ("1号", "3号", "5号", "7号")
    assert expand_numbers("1-8双", unit="号", field="x") == ("2号", "4号", "6号", "8号")
    assert expand_numbers("", unit="号", field="x") == ()
    with pytest.raises(BadInput):
        expand_numbers("东侧", unit="号", field="x")
