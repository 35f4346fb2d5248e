"""Near-duplicates: the place blocks, the matter decides, the words rank."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.engines.triage import Item, Message, alike_to, likeness, propose_pairs
from huying.engines.triage.likeness import DAY_S, HOUR_S, PROPOSE_FROM, STRONG_FROM


def call(ref: str, words: str, *, at_s: int = 0, place: str = "", building: str = "", trade: str = "") -> Item:
    return Item(ref, Message(words), at_s, place, building, trade)


def test_three_calls_from_one_building_in_an_hour_are_found() -> None:
    calls = [
        call("a", "家里没电了", at_s=0, place="紫藤苑", building="12"),
        call("b", "停电了，什么都用不了", at_s=1_200, place="紫藤苑", building="12"),
        call("c", "怎么又跳闸了没电", at_s=2_400, place="紫藤苑", building="12"),
        call("d", "马桶堵了", at_s=2_500, place="紫藤苑", building="12"),
        call("e", "家里没电了", at_s=2_600, place="白鹭家园", building="12"),
    ]
    assert {pair.second for pair in alike_to(calls[2], calls, within_s=HOUR_S)} == {"a", "b"}


def test_the_same_words_from_another_place_are_not_proposed() -> None:
    assert propose_pairs([call("a", "家里没水了", place="紫藤苑"), call("b", "家里没水了", place="白鹭家园")]) == ()


def test_one_place_and_two_matters_are_not_proposed() -> None:
    first = call("a", "楼道灯不亮", place="紫藤苑", building="3")
    second = call("b", "下水道堵了反水", place="紫藤苑", building="3")
    assert likeness(first, second).points < PROPOSE_FROM


def test_two_leaks_in_two_buildings_weeks_apart_are_two_matters() -> None:
    first = call("a", "卫生间漏水", place="紫藤苑", building="3")
    second = call("b", "阳台渗水", at_s=40 * DAY_S, place="紫藤苑", building="9")
    assert likeness(first, second).points < PROPOSE_FROM


def test_imported_messages_are_paired_by_the_compound_they_name_even_weeks_apart() -> None:
    first = call("a", "A2区紫藤苑小区旁边的搅拌站噪音太大，粉尘也大")
    second = call("b", "紫藤苑附近建了搅拌站，晚上吵得睡不着，请关停", at_s=30 * DAY_S)
    third = call("c", "A2区紫藤苑小区幼儿园什么时候开园")
    assert [(pair.first, pair.second) for pair in propose_pairs([first, second, third])] == [("a", "b")]


def test_nearly_the_same_wording_is_proposed_without_any_place() -> None:
    words = "关于对城市轨道交通早晚高峰班次间隔太长的一点建议，希望能增加两趟车次，方便大家上下班"
    pairs = propose_pairs([call("a", words), call("b", words + "谢谢", at_s=DAY_S)])
    assert pairs and pairs[0].likeness.points >= STRONG_FROM


def test_every_proposal_says_why() -> None:
    pairs = propose_pairs([call("a", "家里没电", place="紫藤苑"), call("b", "没电了", at_s=60, place="紫藤苑")])
    assert pairs[0].likeness.reasons[:1] == ("同一地点",)


def test_time_can_bound_the_search() -> None:
    items = [call("a", "家里没电", place="紫藤苑"), call("b", "没电了", at_s=DAY_S, place="紫藤苑")]
    assert propose_pairs(items, within_s=2 * DAY_S) and not propose_pairs(items, within_s=HOUR_S)


def test_two_items_with_one_ref_are_refused() -> None:
    with pytest.raises(ValueError, match="'a'"):
        propose_pairs([call("a", "没电"), call("a", "没水")])


_CALLS = st.lists(
    st.tuples(st.sampled_from(["没电了", "停电", "紫藤苑小区漏水", "电梯坏了", "", "\ud800"]), st.integers(0, 90 * DAY_S), st.sampled_from(["", "甲", "乙"])),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(_CALLS, st.randoms(use_true_random=False))
def test_the_order_of_the_items_changes_nothing(rows: list[tuple[str, int, str]], random: st.DataObject) -> None:
    items = [call(str(i), words, at_s=at, place=place) for i, (words, at, place) in enumerate(rows)]
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert propose_pairs(items) == propose_pairs(shuffled)
    for a, b in itertools.combinations(items, 2):
        assert likeness(a, b).points == likeness(b, a).points
        assert 0 <= likeness(a, b).points <= 100


def test_a_road_binds_two_letters_that_name_no_compound() -> None:
    letters = [call("a", "望鹤路两侧梧桐春季飞絮扰民"), call("b", "柳岸镇望鹤路两旁梧桐树飘絮扰民，请修剪"), call("c", "听雨路两侧梧桐飞絮")]
    assert [(pair.first, pair.second) for pair in propose_pairs(letters)] == [("a", "b")]


def test_neighbouring_subjects_do_not_count_against() -> None:
    shop, smoke, drain = call("a", "松涛苑小区一楼商铺扰民"), call("b", "松涛苑小区夜里烧烤油烟"), call("c", "松涛苑小区马桶堵了")
    assert likeness(shop, smoke).points > likeness(shop, drain).points
