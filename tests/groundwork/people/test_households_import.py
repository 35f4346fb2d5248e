from __future__ import annotations

from datetime import date

import pytest

from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.people import importers, rules
from huying.groundwork.people.models import Household, Person, Phone, Tie
from huying.groundwork.people.selectors import building_contacts, members_at, people_by_phone
from huying.groundwork.places import importers as places
from huying.groundwork.places.models import Place
from huying.kernel.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
HEAD = "地址,姓名,电话,身份,出生日期,备注,联系人,关系,联系人电话,可代报\n"


@pytest.fixture(autouse=True)
def neighbourhood(held_clock):
    data = "区,小区,地址,楼号,层数,每层户数\n杨浦区,延吉二村,延吉中路25弄,1-3,3,2\n".encode()
    services.confirm_batch(services.check_file("places", filename="places.csv", data=data, by=None).pk, by=None)


def bring_in(lines: str, *, by=None) -> Batch:
    batch = services.check_file("households", filename="户.csv", data=(HEAD + lines).encode(), by=by)
    return services.confirm_batch(batch.pk, by=by)


def rows(batch: Batch) -> list[tuple[str, str]]:
    return [(row.outcome, row.column) for row in selectors.rows_of(batch)]


def test_a_row_becomes_a_person_behind_a_door(lin):
    bring_in("延吉2村1-301,周阿婆,021-55000301/199 0000 0301,居民、离休干部,1934.3.8,听力不好,周安(在国外),儿子,19900000302,是\n", by=lin)
    zhou = Person.objects.get(name="周阿婆")
    assert (zhou.household.place.label, zhou.born, zhou.is_sensitive) == ("延吉二村1号301室", date(1934, 3, 8), True)
    assert [p.number for p in zhou.phones.order_by("number")] == ["02155000301", "19900000301"]
    tie = zhou.ties.get()
    assert (tie.other.name, tie.other.note, tie.kind, tie.may_ask, tie.other.household) == ("周安", "在国外", "child", True, None)


def test_a_shared_phone_finds_both(lin):
    bring_in("延吉二村1号301室,周阿婆,55000301,,,,,,,\n延吉二村1号301室,周老伯(故),55000301,,1931年,,,,,\n")
    both = people_by_phone("+86 21 5500 0301")
    assert [(p.name, p.is_deceased, p.born_claim) for p in both] == [("周阿婆", False, ""), ("周老伯", True, "1931年")]
    assert Household.objects.count() == 1
    assert [p.name for p in members_at(both[0].household.place)] == ["周阿婆", "周老伯"]


def test_importing_again_changes_nothing(lin):
    lines = "延吉二村1号301室,周阿婆,55000301,楼组长,1934.3.8,,周安,儿子,19900000302,是\n"
    bring_in(lines)
    counts = [m.objects.count() for m in (Person, Household, Phone, Tie)]
    assert rows(bring_in(lines)) == [("unchanged", "")]
    assert [m.objects.count() for m in (Person, Household, Phone, Tie)] == counts


def test_news_about_a_known_person_is_added(lin):
    bring_in("延吉二村1号301室,周阿婆,55000301,,,,,,,\n")
    bring_in("延吉二村1号301室,周阿婆,19900000301,独居老人,,,,,,\n")
    zhou = Person.objects.get()
    assert (zhou.phones.count(), zhou.is_sensitive) == (2, True)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("延吉二村1号301室,,,,,,,,,", "姓名"),
        (",周阿婆,,,,,,,,", "地址"),
        ("延吉二村1号301室,周阿婆,1.99E+10,,,,,,,", "电话"),
        ("延吉二村1号301室,周阿婆,无,,,,,,,", "电话"),
        ("延吉二村1号301室,周阿婆,,退休,,,,,,", "身份"),
        ("延吉二村1号301室,=HYPERLINK(A1),,,,,,,,", "姓名"),
        ("延吉二村1号301室,@SUM(A1),,,,,,,,", "姓名"),
        ("延吉二村1号301室,#N/A,,,,,,,,", "姓名"),
        ("延吉二村1号301室,周阿婆,,,,,周安,,,", "关系"),
        ("延吉二村1号301室,周阿婆,,,,,周安,朋友,,", "关系"),
        ("延吉二村1号301室," + "周" * 300 + ",,,,,,,,", "姓名"),
        ("延吉二村1号301室,周\0婆,,,,,,,,", ""),
        ("延吉二村1号301室," + "x" * 1_000_000 + ",,,,,,,,", ""),
        ("延吉二村1号301室,(故),,,,,,,,", "姓名"),
    ],
)
def test_a_bad_row_is_rejected_with_column_and_remedy(line, column, lin):
    batch = bring_in(line + "\n延吉二村2号101室,汪阿姨,,,,,,,,\n")
    first, second = selectors.rows_of(batch)
    assert (first.outcome, first.column, second.outcome) == ("rejected", column, "accepted")
    assert selectors.said_of(first)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("address", ["老地方", "延吉二村9号101室", "延吉二村1号101、102室", "静安新村1号"])
def test_an_unclear_address_parks_the_row(address, lin):
    (row,) = selectors.rows_of(bring_in(f"{address},周阿婆,,,,,,,,\n"))
    assert (row.outcome, row.column) == ("parked", "地址")
    assert address in selectors.said_of(row) and not Person.objects.exists()


def test_a_different_birthday_is_left_to_a_person(lin):
    bring_in("延吉二村1号301室,周阿婆,,,1934.3.8,,,,,\n")
    assert rows(bring_in("延吉二村1号301室,周阿婆,,,1943.3.8,,,,,\n")) == [("parked", "出生日期")]


def test_the_batch_can_be_taken_back(lin):
    bring_in("延吉二村2号101室,汪阿姨,55000301,,,,,,,\n")
    batch = bring_in("延吉二村1号301室,周阿婆,55000301,,,,周安,儿子,,是\n延吉二村2号101室,汪阿姨,19900000302,楼组长,,,,,,\n", by=lin)
    services.undo_batch(batch.pk, by=lin)
    assert [p.name for p in Person.objects.all()] == ["汪阿姨"]
    assert [p.number for p in Phone.objects.all()] == ["02155000301"]
    assert Household.objects.count() == 1 and not Tie.objects.exists()


def test_places_with_people_are_not_taken_back(lin):
    bring_in("延吉二村1号301室,周阿婆,,,,,,,,\n")
    with pytest.raises(NotNow):
        services.undo_batch(Batch.objects.get(kind="places").pk, by=lin)
    assert Place.objects.filter(name="301室").count() == 3


def test_the_building_contact_is_found_from_any_room(lin):
    bring_in("延吉二村1号301室,周阿婆,,楼组长,,,,,,\n延吉二村2号301室,汪阿姨,,楼组长,,,,,,\n")
    room = Place.objects.get(label="延吉二村1号101室")
    assert [p.name for p in building_contacts(room)] == ["周阿婆"]


def test_the_journal_names_the_record_not_the_person(lin):
    from huying.groundwork.journal.models import Entry

    bring_in("延吉二村1号301室,周阿婆,,,,,,,,\n", by=lin)
    entry = Entry.objects.get(verb="add_person")
    assert entry.actor == lin and "周" not in str(entry.facts)


FILES = {
    "bom": ("\ufeff" + HEAD).encode(),
    "gb18030": HEAD.encode("gb18030"),
    "utf16": HEAD.encode("utf-16"),
    "header below a title": ("延吉二村住户名单,,\n制表：居委,,\n" + HEAD).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_files_as_offices_save_them(name, lin):
    line = "延吉二村1号301室,周阿婆,55000301,,,,,,,\n"
    encoding = {"gb18030": "gb18030", "utf16": "utf-16-le"}.get(name, "utf-8")
    batch = services.check_file("households", filename="a.csv", data=FILES[name] + line.encode(encoding), by=lin)
    assert rows(batch) == [("accepted", "")]


BROKEN = {
    "empty": b"",
    "workbook": b"PK\x03\x04rest",
    "two columns of one name": "地址,姓名,姓名\n".encode(),
    "no address column": "姓名,电话\n".encode(),
    "utf-16 without its mark": HEAD.encode("utf-16-le"),
    "no encoding at all": b"\xff\x81\xff\x81\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_files_that_are_no_list_are_refused_whole(name, lin):
    with pytest.raises(BadInput):
        services.check_file("households", filename="a.csv", data=BROKEN[name], by=lin)
    assert not Batch.objects.filter(kind="households").exists()


def test_every_word_in_the_lists_is_known_to_the_models():
    from huying.groundwork.people.models import PersonRole

    assert set(rules.ROLE_WORDS.values()) <= set(PersonRole.Role.values)
    assert set(rules.TIE_WORDS.values()) <= set(Tie.Kind.values)
    assert {c.name for c in importers.COLUMNS if c.is_required} == {"address", "name"}
    assert {c.name for c in places.COLUMNS if c.is_required} == {"compound"}


@pytest.mark.parametrize(("cells", "column", "says"), [
    ("周阿婆,,,1938-02-30,,,,,", "出生日期", "1938-02-30"), ("周阿婆,,,1931年,,,,,", "出生日期", "1931年"),
    ("周阿婆,2155000301,,,,,,,", "电话", "02155000301"), ("周阿婆,,,,,周安,儿子,2155000302,", "联系人电话", "02155000302"),
])
def test_what_was_read_otherwise_is_said_in_the_row(cells, column, says, lin):
    batch = services.check_file("households", filename="户.csv", data=f"{HEAD}延吉二村1号301室,{cells}\n".encode(), by=lin)
    for _ in ("looked at", "taken in"):
        (row,) = selectors.rows_of(batch)
        assert (row.outcome, row.column) == ("accepted", column)
        assert says in selectors.said_of(row)
        services.confirm_batch(batch.pk, by=lin) if batch.state == "dry_run" else None
        batch.refresh_from_db()


def test_a_number_without_area_code_is_nothing_to_look_at(lin):
    assert rows(bring_in("延吉二村1号301室,周阿婆,55000301,,,,,,,\n", by=lin)) == [("accepted", "")]
