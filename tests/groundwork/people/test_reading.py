from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.groundwork.people import rules

TODAY = date(2026, 11, 23)

NUMBERS = {
    "19900000001": "19900000001",
    "199 0000 0001": "19900000001",
    "199-0000-0001": "19900000001",
    "１９９０００００００１": "19900000001",
    "\u200e19900000001\u202c": "19900000001",
    "+86 199 0000 0001": "19900000001",
    "+86-19900000001": "19900000001",
    "008619900000001": "19900000001",
    "8619900000001": "19900000001",
    "1795119900000001": "19900000001",
    "19900000001.0": "19900000001",
    "021-55000012": "02155000012",
    "(021)5500 0012": "02155000012",
    "021 5500-0012": "02155000012",
    "+86 21 5500 0012": "02155000012",
    "55000012": "02155000012",
    "2155000012": "02155000012",
    "400-820-0000": "4008200000",
    "8008200000": "8008200000",
    "962121": "962121",
    "0512-66000000": "051266000000",
}


@pytest.mark.parametrize(("raw", "number"), NUMBERS.items())
def test_reads_numbers_as_people_write_them(raw, number):
    (reading,) = rules.read_phones(raw)
    assert (reading.number, reading.is_usable) == (number, True)


@pytest.mark.parametrize(
    "raw", ["19900000001/02155000012", "19900000001、021-55000012", "19900000001 55000012", "19900000001或021-55000012", "19900000001\n021-55000012"]
)
def test_two_numbers_in_a_cell_are_two(raw):
    assert [r.number for r in rules.read_phones(raw)] == ["19900000001", "02155000012"]


def test_the_extension_is_kept():
    for raw in ("021-55000012转8012", "02155000012 转 8012", "021-55000012-转8012"):
        (reading,) = rules.read_phones(raw)
        assert (reading.number, reading.extension) == ("02155000012", "8012")


def test_whose_number_it_is_is_kept():
    assert [(r.number, r.label) for r in rules.read_phones("19900000001(女儿)、家里:55000012")] == [
        ("19900000001", "女儿"), ("02155000012", "家里"),
    ]


@pytest.mark.parametrize("raw", ["1.38E+10", "1.99000000e10"])
def test_a_rounded_number_is_refused_with_its_remedy(raw):
    (reading,) = rules.read_phones(raw)
    assert not reading.is_usable and reading.remark == rules.AS_FLOAT


@pytest.mark.parametrize("raw", ["无", "1990000000", "12345678901234567890", "#N/A", "=A1", "没有电话"])
def test_what_is_no_number_is_said_to_be_none(raw):
    assert {r.is_usable for r in rules.read_phones(raw)} == {False}


def test_what_was_mended_is_said():
    assert rules.read_phones("2155000012")[0].remark == rules.LOST_ZERO
    assert rules.read_phones("55000012")[0].remark == rules.LOCAL
    assert rules.read_phones("+862155000012")[0].remark == ""


@given(st.text())
def test_any_text_is_read(text):
    for reading in rules.read_phones(text):
        assert reading.is_usable or reading.remark
    rules.read_name(text)
    rules.read_birth(text, today=TODAY)
    rules.read_roles(text)


@given(st.text("0123456789+- /转.e", max_size=24))
def test_a_number_read_reads_as_itself(text):
    for reading in rules.read_phones(text):
        if reading.is_usable:
            assert rules.read_phones(reading.number)[0].number == reading.number


def test_masked_and_spoken():
    assert rules.masked("13800001234") == "138****1234"
    assert rules.masked("02155000012") == "021****0012"
    assert rules.masked("962121") == "******"
    assert rules.spoken("19900000301") == "199 0000 0301"
    assert rules.spoken("02155000012") == "021 5500 0012"


@pytest.mark.parametrize(
    ("raw", "name", "is_deceased"),
    [("张三(故)", "张三", True), ("张三（已故）", "张三", True), ("张 三", "张三", False), ("故 宫", "故宫", False), ("Anna Li", "Anna Li", False)],
)
def test_names(raw, name, is_deceased):
    reading = rules.read_name(raw)
    assert (reading.name, reading.is_deceased) == (name, is_deceased)


def test_what_stands_beside_a_name_is_kept():
    assert rules.read_name("李四（户主）") == rules.NameReading("李四（户主）", "李四", False, "户主")


@pytest.mark.parametrize("raw", ["1938-05-04", "1938.5.4", "1938年5月4日", "19380504", "1938/5/4"])
def test_birthdays_are_dates(raw):
    assert rules.read_birth(raw, today=TODAY).born == date(1938, 5, 4)


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        ("38年5月", rules.PARTIAL), ("1938", rules.PARTIAL), ("农历四月初五", rules.LUNAR), ("1938-02-30", rules.IMPOSSIBLE),
        ("2030-01-01", rules.IMPOSSIBLE), ("14004", rules.ROUNDED_DATE), ("2023-02-29", rules.IMPOSSIBLE),
    ],
)
def test_less_than_a_date_stays_a_claim(raw, remark):
    assert rules.read_birth(raw, today=TODAY) == rules.BirthReading(None, raw, remark)


def test_a_leap_day_is_a_birthday():
    assert rules.read_birth("1940.2.29", today=TODAY).born == date(1940, 2, 29)


def test_a_pensioner_is_no_retired_cadre():
    assert rules.read_roles("居民、退休") == (("resident",), ("退休",))
    assert rules.read_roles("离休干部 独居老人") == (("retired_cadre", "elder"), ())
