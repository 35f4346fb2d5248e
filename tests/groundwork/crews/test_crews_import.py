from __future__ import annotations

from datetime import date

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.crews import rosters, rules
from huying.groundwork.crews.models import Crew, Equipment, Permit, Technician
from huying.kernel import trades
from huying.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
HEAD = "工号,姓名,电话,等级,工龄,工种,低压电工证号,低压电工证有效期,常驻地点,班组,任组长,智能手机,登录名\n"
SENIOR = "YJ02,严伯舟,199 0000 0102,高级工,22,电、公共照明(中级工)、排水(无),DG-2,2027-08-01,延吉二村12号,电工班,是,是,lin\n"
JUNIOR = "YJ20,夏小满,,无,1,排水,,,,电工班,否,否,\n"


def bring_in(kind: str, text: str, *, by=None) -> Batch:
    batch = services.check_file(kind, filename="名单.csv", data=text.encode(), by=by)
    return services.confirm_batch(batch.pk, by=by)


def outcomes(batch: Batch) -> list[tuple[str, str]]:
    return [(row.outcome, row.column) for row in selectors.rows_of(batch)]


def test_a_row_becomes_a_technician(building, lin):
    bring_in("crews", HEAD + SENIOR + JUNIOR, by=lin)
    senior, junior = Technician.objects.order_by("number")
    assert (senior.grade, senior.years, senior.phone, senior.base, senior.account) == (3, 22, "19900000102", building, lin)
    assert dict(senior.skills.values_list("trade", "grade")) == {"electric": 3, "lighting": 4, "drainage": None}
    assert senior.permits.get().expires_on == date(2027, 8, 1)
    assert (junior.grade, junior.has_smartphone, junior.account) == (None, False, None)
    assert set(Crew.objects.get(lead=senior).members.all()) == {senior, junior}


def test_importing_again_changes_nothing(building, lin):
    bring_in("crews", HEAD + SENIOR + JUNIOR)
    assert outcomes(bring_in("crews", HEAD + SENIOR + JUNIOR)) == [("unchanged", ""), ("unchanged", "")]
    assert (Technician.objects.count(), Permit.objects.count()) == (2, 1)


def test_what_is_listed_otherwise_is_left_to_a_person(building, lin):
    bring_in("crews", HEAD + SENIOR)
    batch = bring_in("crews", HEAD + SENIOR.replace("高级工,22", "技师,23"))
    (row,) = selectors.rows_of(batch)
    assert row.outcome == "parked" and row.facts["what"] == "等级、工龄、工种"
    assert Technician.objects.get().grade == 3


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [("高级工,22", "八级工,22", "等级"), ("电、", "开飞机、", "工种"), ("2027-08-01", "", "低压电工证号"), ("2027-08-01", "46600", "低压电工证有效期"),
     ("2027-08-01", "2027-02-30", "低压电工证有效期"), ("199 0000 0102", "1.99E+10", "电话"), (",22,", ",很久,", "工龄"), (",lin\n", ",nobody\n", "登录名"),
     ("电工班,是", "电工班,也许", "任组长"), ("电工班,是", "电工班,否", "班组")],
)
def test_a_bad_cell_is_named(old, new, column, building, lin):
    assert outcomes(bring_in("crews", HEAD + SENIOR.replace(old, new, 1))) == [("rejected", column)]
    assert not Technician.objects.exists()


def test_a_permit_belongs_to_one(building, lin):
    batch = bring_in("crews", HEAD + SENIOR + JUNIOR.replace("排水,,,", "排水,DG-2,2027-01-01,"))
    assert outcomes(batch)[1] == ("rejected", "低压电工证号")


def test_the_workshop_can_be_taken_back(building, lin):
    batch = bring_in("crews", HEAD + SENIOR + JUNIOR)
    services.undo_batch(batch.pk, by=lin)
    assert not Technician.objects.exists() and not Crew.objects.exists()


def test_pumps(building, lin):
    text = "编号,类别,名称,存放地点,状态\nP01,潜水泵,4寸,延吉二村12号,完好\nP02,潜水泵,4寸,老地方,完好\nP03,飞机,4寸,延吉二村12号,完好\n"
    batch = bring_in("equipment", text, by=lin)
    assert outcomes(batch) == [("accepted", ""), ("parked", "存放地点"), ("rejected", "类别")]
    pump = Equipment.objects.get()
    assert (pump.code, pump.home, pump.place, pump.condition) == ("P01", building, building, "ready")
    assert outcomes(bring_in("equipment", text))[0] == ("unchanged", "")
    services.undo_batch(batch.pk, by=lin)
    assert not Equipment.objects.exists()


def test_the_words_of_the_lists_are_known_to_the_house():
    assert set(rosters.TRADE_WORDS.values()) | {t for two in rosters.TWO_TRADES.values() for t in two} <= set(trades.TRADES)
    assert {g for g in rosters.GRADE_WORDS.values() if g} == set(trades.GRADES)
    assert set(rosters.EQUIPMENT_WORDS.values()) == set(rules.EQUIPMENT_KINDS)
    assert set(rosters.CONDITION_WORDS.values()) == set(rules.CONDITIONS)


@pytest.mark.parametrize(("words", "trades_meant"), [
    ("水电", {"water_supply": 4, "electric": 4}), ("水电工", {"water_supply": 4, "electric": 4}), ("电工、水电(无)", {"electric": 4, "water_supply": None}),
    ("木工", {"carpentry": 4}), ("泥瓦工、水暖工", {"masonry": 4, "water_supply": 4}),
])
def test_one_word_may_mean_two_trades(words, trades_meant):
    assert dict(rosters.read_skills(words, grade=4, field="trades")) == trades_meant


def test_a_word_nobody_knows_is_still_refused():
    for word in ("工", "化工", "飞行工"):
        with pytest.raises(BadInput):
            rosters.read_skills(word, grade=4, field="trades")
