from __future__ import annotations

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.prices import importers, rules
from huying.groundwork.prices.models import PriceItem, PriceList
from huying.kernel import trades

pytestmark = pytest.mark.django_db
HEAD = "价目表,生效日期,编号,项目,工种,单位,方式,人工费,材料费,方式费,承担,用时,门口可定,备注\n"
TUBE = "零修价目表,2026-01-01,e02,换灯管,电,支,人工,0,12.50,0,业主,10,是,\n"
REWIRE = "零修价目表,2026-01-01,E06,线路改造,电,米,拆装,面议,,,业主,240,否,上门报价\n"


def bring_in(text: str) -> Batch:
    batch = services.check_file("prices", filename="价目.csv", data=(HEAD + text).encode(), by=None)
    return services.confirm_batch(batch.pk, by=None)


def outcomes(batch: Batch) -> list[tuple[str, str]]:
    return [(row.outcome, row.column) for row in selectors.rows_of(batch)]


def test_labour_material_and_method_apart():
    bring_in(TUBE + REWIRE)
    tube, rewire = PriceItem.objects.order_by("code")
    assert (tube.code, tube.labour_fen, tube.material_fen, tube.method_fen, tube.is_small) == ("E02", 0, 1250, 0, True)
    assert (rewire.labour_fen, rewire.method, rewire.payer, rewire.minutes) == (None, "take_apart", "owner", 240)


def test_importing_again_changes_nothing():
    bring_in(TUBE)
    assert outcomes(bring_in(TUBE)) == [("unchanged", "")]
    assert (PriceList.objects.count(), PriceItem.objects.count()) == (1, 1)


def test_a_published_price_is_not_changed():
    bring_in(TUBE)
    assert outcomes(bring_in(TUBE.replace("12.50", "15"))) == [("parked", "")]
    assert PriceItem.objects.get().material_fen == 1250
    assert outcomes(bring_in(TUBE.replace("12.50", "15").replace("2026-01-01", "2027-01-01"))) == [("accepted", "")]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("12.50", "十二块", "材料费"), ("12.50", "-3", "材料费"), ("业主", "隔壁", "承担"), ("业主", "免费", "承担"), ("2026-01-01", "明年", "生效日期"),
     ("电,", "魔法,", "工种"), ("换灯管", "", "项目"), (",10,", ",0,", "用时")],
)
def test_a_bad_cell_is_named(old, new, column):
    assert outcomes(bring_in(TUBE.replace(old, new, 1))) == [("rejected", column)]
    assert not PriceItem.objects.exists()


def test_the_list_can_be_taken_back():
    services.undo_batch(bring_in(TUBE + REWIRE).pk, by=None)
    assert not PriceList.objects.exists()


def test_the_words_of_the_lists_are_known_to_the_house():
    assert set(importers.TRADE_WORDS.values()) <= set(trades.TRADES)
    assert set(importers.METHOD_WORDS.values()) == set(rules.METHODS)
    assert set(importers.PAYER_WORDS.values()) == set(rules.PAYERS)
