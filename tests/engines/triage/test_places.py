"""The compound a message names."""

import pytest

from huying.engines.triage import Message, canonical, compound_in, place_key, same_place

NAMED = (
    ("紫藤苑小区12栋漏水", "紫藤苑"),
    ("我是白鹭家园的业主", "白鹭家园"),
    ("A3区云杉新村二期3栋", "云杉新村"),
    ("投诉B2区春和花园小区物业", "春和花园"),
    ("A市明湖之城商铺油烟大", "明湖之城"),
    ("反映A7县望山派小区停水", "望山派"),
    ("A4区枫叶公馆停车费高", "枫叶公馆"),
    ("A2区劳动东路晴川雅苑小区噪音", "晴川雅苑"),
    ("位于A6区南塘街道梧桐里小区的8栋", "梧桐里"),
    ("家住海棠公寓5号楼", "海棠公寓"),
    ("松风庭院小区路面破了", "松风庭院"),
    ("A5区竹园安置小区乱停车", "竹园"),
)


@pytest.mark.parametrize(("words", "key"), NAMED)
def test_the_compound_is_found(words: str, key: str) -> None:
    assert place_key(words) == key


def test_a_name_without_a_kind_word_is_found_behind_the_district() -> None:
    assert place_key(Message("停电三次了", subject="A3区江山明珠为何经常停电")) == "江山明珠"


def test_district_building_and_phase_are_kept_apart_from_the_key() -> None:
    place = compound_in("A3区云杉新村二期12栋漏水")[0]
    assert (place.key, place.district, place.phase, place.building) == ("云杉新村", "a3区", "2", "12")


@pytest.mark.parametrize("words", ["我们小区停水", "影响小区居民休息", "老旧小区改造", "本小区没有路灯", "你好", "", "未经小区业主同意"])
def test_no_name_is_made_up(words: str) -> None:
    assert compound_in(words) == ()


def test_the_subject_goes_before_the_text() -> None:
    message = Message("旁边的白鹭家园也停水", subject="紫藤苑小区停水")
    assert [place.key for place in compound_in(message)] == ["紫藤苑", "白鹭家园"]


def test_a_road_and_a_number_are_a_weak_place() -> None:
    place = compound_in("梧桐路12弄3号停水")[0]
    assert place.key == "梧桐路12弄3" and place.confidence == "low"


@pytest.mark.parametrize(
    ("first", "second"),
    [("明湖之城", "万科明湖之城"), ("丽江新城", "丽江"), ("望山派", "南塘望山派"), ("紫藤苑", "紫藤苑")],
)
def test_variants_of_one_name_are_the_same_place(first: str, second: str) -> None:
    assert same_place(first, second) and same_place(second, first)


@pytest.mark.parametrize(("first", "second"), [("紫藤苑", "白鹭家园"), ("", "紫藤苑"), ("恒大雅苑", "恒大名都")])
def test_two_names_are_two_places(first: str, second: str) -> None:
    assert not same_place(first, second)


@pytest.mark.parametrize("words", ["A3区紫藤苑小区", "紫藤苑小区二期", "紫藤苑小区12栋", "Ａ３区紫藤苑"])
def test_one_canonical_key(words: str) -> None:
    assert canonical(words) == "紫藤苑"
