from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.groundwork.batches import sheets
from huying.groundwork.batches.sheets import Column, read_sheet
from huying.kernel.errors import BadInput

COLUMNS = (Column("name", ("姓名", "名字"), is_required=True), Column("phone", ("电话", "手机", "联系方式")))
GOOD = "姓名,电话\n周阿婆,19900000301\n"


def _read(content: str | bytes):
    return read_sheet(content if isinstance(content, bytes) else content.encode(), COLUMNS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_what_offices_save(encoding):
    (row,) = _read(GOOD.encode(encoding)).rows
    assert row.values == {"name": "周阿婆", "phone": "19900000301"} and row.number == 2


def test_finds_the_header_below_titles_and_by_other_names():
    (row,) = _read("延吉二村名册,\n制表：林,\n 名字*,手 机\n王,1\n").rows
    assert row.values == {"name": "王", "phone": "1"} and row.number == 4


def test_blank_rows_are_passed_over_and_numbers_stay_the_sheets():
    assert [r.number for r in _read("姓名\n甲\n,,\n\n乙\n").rows] == [2, 5]


def test_titles_nobody_asked_for_are_told():
    assert _read("姓名,血型\n甲,A\n").unknown_titles == ("血型",)


def test_invisible_marks_are_removed_and_the_raw_cell_is_kept():
    (row,) = _read("姓名\n\u200b周 \u202e\n").rows
    assert row.values["name"] == "周" and row.raw["姓名"] == "\u200b周 \u202e"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        (b"\xff\xfe\x00", "damaged"),
        (b"\x81\x20\xff\xff", "neither"),
        ("电话\n1\n".encode(), "姓名"),
        ("姓名,名字\n甲,乙\n".encode(), "two columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data, word):
    with pytest.raises(BadInput, match=word):
        _read(data)


def test_too_large_a_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(sheets, "BYTES_MOST", 10)
    with pytest.raises(BadInput, match="at most"):
        _read(GOOD)


@pytest.mark.parametrize(
    ("content", "word"),
    [("姓名\n" + "长" * 40_000 + "\n甲\n", "40000 characters"), ("姓名\na\0b\n甲\n", "unreadable"), ("姓名\n甲,乙\n甲\n", "comma")],
)
def test_one_bad_row_does_not_spoil_the_rest(content, word):
    bad, good = _read(content).rows
    assert word in str(bad.problem) and good.problem is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with suppress(BadInput):
        _read(data)
