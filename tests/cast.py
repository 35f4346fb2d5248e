"""The cast: the same few people in every test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from huying.groundwork.access.models import Account, RoleGrant
from huying.groundwork.crews.models import Equipment, Shift, Skill, Technician
from huying.groundwork.people.models import Household, Person, PersonRole, Phone
from huying.groundwork.places.models import Place, PlaceKey
from huying.kernel import clock

# A Monday, 10:00 in Shanghai.
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def held_clock():
    """The clock stands at MORNING; call the value to move it."""
    with clock.held_at(MORNING) as move:
        yield move


def new_account(username: str, *roles: str, name: str = "") -> Account:
    account = Account(username=username, name=name or username.capitalize(), created_at=MORNING)
    account.set_password("a-long-enough-pass")
    account.save()
    RoleGrant.objects.bulk_create(RoleGrant(account=account, role=r, granted_at=MORNING) for r in roles)
    return account


@pytest.fixture
def lin(db) -> Account:
    """Sits at the desk: takes calls and dispatches."""
    return new_account("lin", "call_taker", "dispatcher", name="林")


@pytest.fixture
def chen(db) -> Account:
    return new_account("chen", "shift_leader", name="陈")


@pytest.fixture
def manager(db) -> Account:
    return new_account("manager", "manager")


@pytest.fixture
def auditor(db) -> Account:
    return new_account("auditor", "auditor")


@pytest.fixture
def admin(db) -> Account:
    return new_account("admin", "admin")


@pytest.fixture
def outsider(db) -> Account:
    """Has a login and no role."""
    return new_account("outsider")


def new_place(parent: Place | None, kind: str, name: str, *, lon: float | None = 121.53, lat: float | None = 31.29) -> Place:
    label = name if parent is None or parent.kind in ("district", "subdistrict", "committee") else parent.label + name
    place = Place.objects.create(parent=parent, kind=kind, name=name, label=label, key=label, path="", lon=lon, lat=lat)
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    PlaceKey.objects.create(place=place, kind="label", text=label, key=label)
    return place


@pytest.fixture
def compound(db) -> Place:
    district = new_place(None, "district", "杨浦区")
    return new_place(district, "compound", "延吉二村", lon=121.530, lat=31.290)


@pytest.fixture
def building(compound) -> Place:
    return new_place(compound, "building", "12号", lon=121.531, lat=31.291)


@pytest.fixture
def room(building) -> Place:
    return new_place(building, "room", "301室", lon=121.531, lat=31.291)


@pytest.fixture
def zhou(room) -> Person:
    """Old Mrs Zhou of room 301; on the list of retired cadres, so a look at her is recorded."""
    household = Household.objects.create(place=room, name="周家")
    person = Person.objects.create(name="周阿婆", household=household, is_sensitive=True)
    PersonRole.objects.create(person=person, role="retired_cadre")
    Phone.objects.create(person=person, number="19900000301", raw="199 0000 0301")
    return person


def new_technician(number: str, *, grade: int | None = 4, trades: dict[str, int | None] | None = None, base: Place | None = None,
                   account: Account | None = None, on_shift: bool = True, name: str = "") -> Technician:
    technician = Technician.objects.create(
        number=number, name=name or f"师傅{number}", grade=grade, base=base, account=account, presence="on_duty", years=9
    )
    for trade, level in (trades or {"drainage": grade}).items():
        Skill.objects.create(technician=technician, trade=trade, grade=level)
    if on_shift:
        Shift.objects.create(technician=technician, starts=MORNING - timedelta(hours=2), ends=MORNING + timedelta(hours=8))
    return technician


@pytest.fixture
def wu(db, building) -> Technician:
    """Grade 4, drains and electricity, on shift, with a login."""
    account = new_account("wu", "technician", name="吴师傅")
    return new_technician("YJ07", trades={"drainage": 4, "electric": 4, "lighting": 4}, base=building, account=account, name="吴师傅")


@pytest.fixture
def pump(compound) -> Equipment:
    return Equipment.objects.create(code="P01", kind="pump", name="潜水泵", home=compound, place=compound)


@pytest.fixture
def client_uuid() -> UUID:
    return uuid4()
