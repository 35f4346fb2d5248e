from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.groundwork.places.rules import (
    Candidate,
    canonical,
    chinese_number,
    rank,
    read_address,
    read_number,
)
from huying.groundwork.places.rules import address as notes
from huying.kernel.text import is_storable

WRITTEN = {
    "延吉二村12号301室": "延吉二村12号301室",
    "延吉2村12号301": "延吉二村12号301室",
    "延吉02村12号301": "延吉二村12号301室",
    "301室12号延吉二村": "延吉二村12号301室",
    "12号301室，延吉二村": "延吉二村12号301室",
    "延吉二村三号楼二〇一": "延吉二村3号201室",
    "延吉二村3#201": "延吉二村3号201室",
    "延吉二村3#楼201": "延吉二村3号201室",
    "延吉二村 3-201": "延吉二村3号201室",
    "延吉二村３－２０１": "延吉二村3号201室",
    "延吉二村3楼201": "延吉二村3号201室",
    "延吉二村12号楼下": "延吉二村12号",
    "延吉二村12号二楼": "延吉二村12号2楼",
    "延吉二村12幢2单元501室": "延吉二村12号2单元501室",
    "延吉二村 3-2-501": "延吉二村3号2单元501室",
    "上海市杨浦区延吉新村街道延吉二村12号301室": "延吉二村12号301室",
    "我家住在延吉二村12号": "延吉二村12号",
    "延吉中路25弄12号301室": "延吉中路25弄12号301室",
    "延吉中路２５弄３支弄１２号甲３０１室": "延吉中路25弄3支弄12甲号301室",
    "延吉中路25弄12甲号301a室": "延吉中路25弄12甲号301A室",
    "延吉中路 25/12/301": "延吉中路25弄12号301室",
    "图们路三百弄二十号三百零一室": "图们路300弄20号301室",
    "延吉中路25弄延吉二村12号": "延吉二村 延吉中路25弄12号",
    "新村路25弄3号": "新村路25弄3号",
    "控江路1500弄A栋301室": "控江路1500弄A号301室",
    "延\u200b吉二\u200f村\u00a012号": "延吉二村12号",
    "长白三村居民区": "长白三村",
    "yjec12 301": "yjec 12号301室",
}


@pytest.mark.parametrize(("raw", "form"), WRITTEN.items())
def test_reads_what_people_write(raw, form):
    assert canonical(read_address(raw)) == form
    assert canonical(read_address(form)) == form


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("老地方", notes.VAGUE),
        ("延吉二村12号附近", notes.NEAR),
        ("延吉二、三村", notes.TWO_NAMES),
        ("延吉二村12号301、302室", notes.TWO_ROOMS),
        ("延吉二村12号、14号", notes.TWO_BUILDINGS),
        ("12号301室", notes.NO_NAME),
        ("延吉二村301室", notes.NO_BUILDING),
        ("凤凰12号", notes.UNKNOWN_NAME),
        ("延吉二村12号水管爆了", notes.LEFT_OVER),
    ],
)
def test_says_what_it_is_not_sure_of(raw, note):
    address = read_address(raw)
    assert address.confidence == "unsure"
    assert note in address.notes


def test_keeps_in_sight_what_it_did_not_use():
    assert read_address("延吉二村12号、14号").leftover == "14"
    assert read_address("老地方").leftover == "老地方"
    assert "3天没人来" in read_address("延吉二村12号301室水管爆了，3天没人来").leftover


def test_bare_numbers_are_only_probable():
    assert read_address("延吉二村12号301室").confidence == "sure"
    assert read_address("延吉二村 12-301").confidence == "likely"


PIECES = st.sampled_from([
    "延吉二村", "延吉2村", "长白三村", "红房子", "延吉中路", "图们路", "25弄", "3支弄", "12号", "十二号", "3#", "201", "301室", "二〇一",
    "2单元", "二楼", "3楼", "甲", "A", "老地方", "附近", "杨浦区", "延吉新村街道", "居委会", "-", "/", " ", "、", "我家", "水管爆了", "楼下", "yjec", "\u200b",
])


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_canonical_form_reads_as_itself(text):
    form = canonical(read_address(text))
    assert canonical(read_address(form)) == form


@given(st.text())
def test_any_text_is_read_and_its_form_is_text_that_can_be_stored(text):
    assert is_storable(canonical(read_address(text)))


@given(st.integers(1, 99))
def test_numerals_go_there_and_back(number):
    assert read_number(chinese_number(number)) == str(number)


def test_numerals_of_each_kind():
    assert [read_number(t) for t in ("二〇一", "一百零三", "一千二百", "百二", "012", "两", "甲", "")] == [
        "201", "103", "1200", "120", "12", "2", None, None,
    ]


def test_candidates_are_ranked_with_reasons():
    here = Candidate(1, "延吉二村", ("延吉中路25弄",), ("红房子",), "12", "301")
    next_door = Candidate(2, "延吉二村", ("延吉中路25弄",), ("红房子",), "12", "302")
    elsewhere = Candidate(3, "长白三村", ("图们路300弄",), (), "12", "301")
    ranked = rank(read_address("延吉中路25弄12号301室"), [elsewhere, next_door, here])
    assert [m.candidate.place for m in ranked] == [1, 2, 3]
    assert ranked[0].score == 1.0 and ranked[0].against == ()
    assert ranked[1].against and ranked[2].against
    assert rank(read_address("红房子12号"), [here])[0].reasons[0] == "known by this name"
    assert rank(read_address("老地方"), [here]) == []
