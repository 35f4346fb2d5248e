"""Trade, kind, severity, whose part, whose work; and what no text may do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.engines.triage import (
    Kind,
    Message,
    Responsibility,
    Severity,
    Trade,
    compound_in,
    read,
)
from huying.engines.triage.destinations import DESTINATIONS, OUTSIDE
from huying.engines.triage.words import READ_LIMIT

TRADES = (
    ("家里水龙头坏了一直滴水", Trade.WATER_SUPPLY),
    ("我家没水了", Trade.WATER_SUPPLY),
    ("马桶堵了，下不去", Trade.DRAINAGE),
    ("下水道反水", Trade.DRAINAGE),
    ("家里跳闸了推不上去", Trade.ELECTRIC),
    ("客厅灯管不亮了，麻烦换一个", Trade.ELECTRIC),
    ("小区里的路灯不亮", Trade.LIGHTING),
    ("楼道声控灯坏了", Trade.LIGHTING),
    ("瓷砖空鼓，墙面有裂缝", Trade.MASONRY),
    ("楼上漏水到我家天花板", Trade.LEAK),
    ("窗户关不上了", Trade.CARPENTRY),
    ("门锁打不开，要换锁芯", Trade.LOCKS),
    ("顶楼下雨就漏雨", Trade.ROOF),
    ("电梯又坏了", Trade.LIFT),
    ("灭火器过期了", Trade.FIRE),
    ("单元门禁刷卡没反应", Trade.INTERCOM),
    ("小区门口路面坑坑洼洼", Trade.ROAD),
    ("树枝挡住窗户了，要修剪", Trade.GREENING),
    ("二次供水的水泵一直响", Trade.PUMP),
    ("地下车库积水", Trade.FLOOD),
    ("想在卫生间装个扶手", Trade.ACCESS_AIDS),
    ("家里飞出来好多白蚁", Trade.TERMITE),
    ("煤气灶打不着火", Trade.GAS),
    ("楼道杂物没人清，垃圾也没人扫", Trade.OTHER),
)  # fmt: skip

AWAY = (
    ("咨询孩子入学的学位问题，幼儿园也没有", "education"),
    ("路口红绿灯坏了，大货车乱鸣笛", "traffic_police"),
    ("公交车到站不停", "transport"),
    ("夜宵摊占道经营，烧烤油烟大", "city_management"),
    ("附近搅拌站粉尘污染", "environment"),
    ("楼上开麻将馆赌博", "police"),
    ("开发商一直不给办产权证", "housing"),
    ("手机没信号，宽带只有一家", "telecom"),
    ("公司不给交社保", "social_security"),
    ("超市卖过期食品不给退款", "consumer"),
    ("公积金怎么提取", "provident_fund"),
    ("医院看病停车太难", "health"),
    ("想问公园的规划什么时候动工", "planning"),
)


@pytest.mark.parametrize(("words", "trade"), TRADES)
def test_the_trade_is_among_those_suggested_first(words: str, trade: Trade) -> None:
    assert trade in [one.value for one in read(Message(words)).trades][:2]


@pytest.mark.parametrize(("words", "code"), AWAY)
def test_what_is_not_ours_says_where_to_turn(words: str, code: str) -> None:
    reading = read(Message(words))
    assert reading.is_property is not None and reading.is_property.value is False
    assert reading.turn_to[0].value.code == code
    assert reading.turn_to[0].value.say
    assert reading.responsibility is not None
    assert reading.responsibility.value is Responsibility.NOT_PROPERTY


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("水龙头坏了，派个师傅来修一下", Kind.REPAIR),
        ("物业不作为，投诉多次没人管", Kind.COMPLAINT),
        ("建议增设两个充电桩", Kind.SUGGESTION),
        ("请问停水到什么时候", Kind.ENQUIRY),
        ("物业费收费太高，乱收费", Kind.FEE_DISPUTE),
    ],
)
def test_the_kind(words: str, kind: Kind) -> None:
    found = read(Message(words)).kind
    assert found is not None and found.value is kind


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("楼下着火了", Severity.EMERGENCY),
        ("家里停水了，报修", Severity.URGENT),
        ("纱窗坏了，报修", Severity.GENERAL),
        ("门把手有点松，不急，有空来修", Severity.MINOR),
    ],
)
def test_the_severity(words: str, severity: Severity) -> None:
    found = read(Message(words)).severity
    assert found is not None and found.value is severity


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("我家厨房水龙头坏了", Responsibility.PRIVATE),
        ("外墙渗水，楼顶也漏", Responsibility.COMMON),
        ("马路上的人行道路口坏了，市政管吗，报修", Responsibility.MUNICIPAL),
        ("刚交付的精装房墙面开裂，在保修期", Responsibility.WARRANTY),
    ],
)
def test_whose_part_it_is(words: str, whose: Responsibility) -> None:
    found = read(Message(words)).responsibility
    assert found is not None and found.value is whose


@pytest.mark.parametrize("words", ["", "   ", "你好", "在吗", "。。。", "\x00\ufeff\u200b", "\ud800"])
def test_words_that_say_nothing_give_no_suggestion(words: str) -> None:
    reading = read(Message(words))
    assert reading.kind is reading.severity is reading.responsibility is reading.is_property is None
    assert reading.trades == reading.dangers == reading.questions == reading.turn_to == ()


def test_every_suggestion_says_why_and_on_which_words() -> None:
    message = Message("厨房下水道堵了，污水漫出来，请派师傅来疏通", subject="下水堵了")
    reading = read(message)
    for one in (*reading.trades, reading.kind, reading.severity, reading.is_property):
        assert one is not None and one.reason
        assert all(message.whole[e.start : e.end] == e.words for e in one.evidence)


def test_full_width_and_traditional_characters_are_read_and_quoted_as_written() -> None:
    message = Message("電梯裡困人！！！")
    flag = read(message).dangers[0]
    assert message.whole[flag.evidence.start : flag.evidence.end] == flag.evidence.words
    assert "電梯" in flag.evidence.words


def test_a_long_message_is_read_in_part_and_says_so() -> None:
    assert not read(Message("灯不亮" * 10)).is_cut
    assert read(Message("灯不亮" * 400_000)).is_cut
    assert read(Message("。" * READ_LIMIT + "着火了")).dangers == ()


def test_every_destination_named_in_the_table_exists() -> None:
    assert {code for code, _, _ in OUTSIDE} <= set(DESTINATIONS)
    assert all(place.say.endswith("。") for place in DESTINATIONS.values())


_PIECES = st.lists(
    st.sampled_from(list("煤气电梯水火漏着没有不困人小区号楼栋路弄期，。！ \nA3１２") + ["没有", "如果", "已经", "着火", "电梯"]),
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), _PIECES), st.text(max_size=40))
def test_any_text_is_read_the_same_twice_with_spans_inside(text: str, subject: str) -> None:
    message = Message(text, subject)
    reading = read(message)
    assert reading == read(message)
    found = [flag.evidence for flag in (*reading.dangers, *reading.set_aside)]
    found += [e for one in (*reading.trades, *reading.turn_to) for e in one.evidence]
    found += [e for one in (reading.kind, reading.severity, reading.responsibility) if one for e in one.evidence]
    for evidence in found:
        assert 0 <= evidence.start < evidence.end <= len(message.whole)
        assert message.whole[evidence.start : evidence.end] == evidence.words
    for place in compound_in(message):
        assert message.whole[place.start : place.end] == place.words
