"""Writing down who lives where, how to reach them, and who belongs to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.kernel.errors import BadInput
from huying.kernel.text import require_storable, tidy
from huying.kernel.words import gettext_noop as _

from . import rules
from .models import Household, Person, PersonRole, Phone, Tie


@dataclass(frozen=True)
class NewPerson:
    name: str
    name_raw: str = ""
    phones: tuple[rules.PhoneReading, ...] = ()
    roles: tuple[str, ...] = ()
    born: date | None = None
    born_claim: str = ""
    is_deceased: bool = False
    note: str = ""

    @property
    def is_sensitive(self) -> bool:
        return bool(rules.SENSITIVE_ROLES & set(self.roles))


def household_at(place: Place, *, name: str = "") -> Household:
    """Return the household of that name behind that door, opened where there was none."""
    known = Household.objects.filter(place=place, name=name[:60]).order_by("pk").first()
    return known or Household.objects.create(place=place, name=name[:60])


@transaction.atomic
def add_person(new: NewPerson, *, household: Household | None, by: Account | None) -> Person:
    """Write a person down. The entry names the record, never the person: the journal cannot forget."""
    name = tidy(require_storable(new.name, field="name"))
    if not name:
        raise BadInput(_("The name is empty. Write how the person is called, even if only 王阿婆."), field="name")
    person = Person.objects.create(
        name=name[:60], name_raw=(new.name_raw or new.name)[:120], household=household, born=new.born,
        born_claim=new.born_claim[:40], is_deceased=new.is_deceased, is_sensitive=new.is_sensitive, note=new.note[:400],
    )
    PersonRole.objects.bulk_create(PersonRole(person=person, role=role) for role in dict.fromkeys(new.roles))
    Phone.objects.bulk_create(_phones(person, new.phones))
    journal.write("add_person", kind="person", subject=person.pk, by=by, household=household.pk if household else None)
    return person


def add_roles(person: Person, roles: Iterable[str]) -> list[int]:
    """Add the roles not held yet; return their ids. A sensitive role makes every later look recorded."""
    held = set(person.roles.values_list("role", flat=True))
    new = PersonRole.objects.bulk_create(PersonRole(person=person, role=r) for r in dict.fromkeys(roles) if r not in held)
    if not person.is_sensitive and rules.SENSITIVE_ROLES & {r.role for r in new}:
        person.is_sensitive = True
        person.save(update_fields=["is_sensitive"])
    return [r.pk for r in new]


def add_phones(person: Person, readings: Iterable[rules.PhoneReading]) -> list[int]:
    """Add the usable numbers not known for this person; return their ids. Others may have the same number."""
    known = set(person.phones.values_list("number", "extension"))
    new = [phone for phone in _phones(person, readings) if (phone.number, phone.extension) not in known]
    return [phone.pk for phone in Phone.objects.bulk_create(new)]


def _phones(person: Person, readings: Iterable[rules.PhoneReading]) -> list[Phone]:
    usable = {(r.number, r.extension): r for r in readings if r.is_usable}
    return [Phone(person=person, number=r.number, extension=r.extension, raw=r.raw[:60], label=r.label[:30]) for r in usable.values()]


def add_tie(person: Person, other: Person, *, kind: str, may_ask: bool = False) -> Tie:
    """Say who `other` is to `person`, and whether he may ask on the person's behalf."""
    tie, is_new = Tie.objects.get_or_create(person=person, other=other, kind=kind, defaults={"may_ask": may_ask})
    if not is_new and may_ask and not tie.may_ask:
        tie.may_ask = True
        tie.save(update_fields=["may_ask"])
    return tie
