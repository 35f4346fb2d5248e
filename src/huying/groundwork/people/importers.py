"""Households from a list: a row is one person behind one door, with whom to ring for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import ProtectedError

from huying.groundwork.access.models import Account
from huying.groundwork.batches.cells import Cells
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.groundwork.places.selectors import Resolution, Resolver
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from . import rules
from .models import Household, Person, PersonRole, Phone, Tie
from .services import NewPerson, add_person, add_phones, add_roles, add_tie, household_at

COLUMNS = (
    Column("address", ("地址", "住址", "家庭住址", "详细地址"), is_required=True),
    Column("name", ("姓名", "居民姓名", "名字"), is_required=True),
    Column("household", ("户名", "户主")),
    Column("phone", ("电话", "手机", "联系方式", "联系电话", "手机号", "手机号码", "电话号码")),
    Column("roles", ("身份", "人员类别")),
    Column("born", ("出生日期", "生日", "出生年月")),
    Column("note", ("备注", "说明")),
    Column("kin_name", ("联系人", "紧急联系人", "家属")),
    Column("kin_tie", ("关系", "与本人关系")),
    Column("kin_phone", ("联系人电话", "家属电话")),
    Column("kin_may_ask", ("可代报", "可代报修")),
)

UNKNOWN_PLACE = _("“%(address)s” is not clear: %(why)s Correct the address and bring the list in again.")
DIFFERS = _("%(name)s is already listed at this address with another date of birth. Compare the two by hand.")


@dataclass(frozen=True)
class HouseholdLine:
    """One row, understood."""

    address: str
    household: str
    person: NewPerson
    kin: NewPerson | None
    kin_tie: str
    kin_may_ask: bool
    # What was read otherwise than it stands, the gravest first: message, column, facts.
    remarks: tuple[tuple[str, str, Mapping[str, str]], ...] = ()


def read_line(row: SheetRow) -> HouseholdLine:
    cells = Cells(row, COLUMNS)
    name = rules.read_name(cells.text("name", most=120))
    roles, unknown = rules.read_roles(cells.text("roles"))
    if unknown:
        raise BadInput(rules.UNKNOWN_WORD, field="roles", word="、".join(unknown), known="、".join(rules.ROLE_WORDS))
    birth = rules.read_birth(cells.text("born", most=40), today=clock.local(clock.now()).date())
    note = "；".join(part for part in (name.remark, cells.text("note", most=380)) if part)
    person = NewPerson(
        name.name, name.raw, _phones(cells, "phone"), roles, birth.born, birth.claim, name.is_deceased, note,
    )
    if not person.name:
        raise BadInput(_("“%(raw)s” holds no name. Write how the person is called."), field="name", raw=name.raw)
    kin, tie, may_ask = _kin(cells)
    return HouseholdLine(
        cells.text("address", most=400), cells.text("household", most=60), person, kin, tie, may_ask, tuple(_remarks(person, kin, birth)),
    )


def _remarks(person: NewPerson, kin: NewPerson | None, birth: rules.BirthReading) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    if birth.remark:
        yield birth.remark, "born", {"raw": birth.claim}
    for column, phones in (("phone", person.phones), ("kin_phone", kin.phones if kin else ())):
        # A number without its area code is how everybody writes it: nothing to look at.
        yield from ((r.remark, column, r.facts) for r in phones if r.remark not in ("", rules.LOCAL))


def _phones(cells: Cells, column: str) -> tuple[rules.PhoneReading, ...]:
    readings = rules.read_phones(cells.text(column, most=200)) if column else ()
    for reading in readings:
        if not reading.is_usable:
            raise BadInput(reading.remark, field=column, raw=reading.raw)
    return readings


def _kin(cells: Cells) -> tuple[NewPerson | None, str, bool]:
    name = rules.read_name(cells.text("kin_name", most=120))
    tie = cells.one_of("kin_tie", rules.TIE_WORDS)
    if not name.name:
        return None, "", False
    if not tie:
        raise BadInput(_("The contact %(name)s has no relation. Write for example 女儿 or 邻居."), field="kin_tie", name=name.name)
    return NewPerson(name.name, name.raw, _phones(cells, "kin_phone"), note=name.remark), tie, cells.is_yes("kin_may_ask")


class HouseholdsImporter:
    kind = "households"
    columns = COLUMNS

    def __init__(self) -> None:
        self._resolver = Resolver()

    def judge(self, row: SheetRow) -> Verdict:
        line = read_line(row)
        found = self._resolver.resolve(line.address)
        return self._verdict(line, found)

    def _verdict(self, line: HouseholdLine, found: Resolution) -> Verdict:
        if found.place is None:
            offered = "、".join(row.label for row in found.candidates[:3])
            return Verdict(
                "parked", UNKNOWN_PLACE, "address", {"address": line.address, "why": found.why, "candidates": offered}
            )
        person = _known(line, found.place.pk)
        message, column, facts = next(iter(line.remarks), ("", "", {}))
        if person is None:
            return Verdict("accepted", message, column, facts)
        if line.person.born and person.born and line.person.born != person.born:
            return Verdict("parked", DIFFERS, "born", {"name": person.name}, kind="person", subject=str(person.pk))
        known = Verdict("unchanged", kind="person", subject=str(person.pk))
        return replace(known, outcome="accepted", message=message, column=column, facts=facts) if _news(line, person) else known

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        line = read_line(row)
        found = self._resolver.resolve(line.address)
        verdict = self._verdict(line, found)
        if verdict.outcome != "accepted" or found.place is None:
            return verdict
        person, made = _known(line, found.place.pk), _Made()
        if person is None:
            household = household_at(found.place, name=line.household)
            person = add_person(line.person, household=household, by=by)
            made.people.append(person.pk)
            made.households.append(household.pk)
        else:
            made.roles += add_roles(person, line.person.roles)
            made.phones += add_phones(person, line.person.phones)
        _take_kin(line, person, made, by=by)
        return replace(verdict, kind="person", subject=str(person.pk), undo=made.as_undo())

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        try:
            Tie.objects.filter(pk__in=undo.get("ties", [])).delete()
            PersonRole.objects.filter(pk__in=undo.get("roles", [])).delete()
            Phone.objects.filter(pk__in=undo.get("phones", [])).delete()
            Person.objects.filter(pk__in=undo.get("people", [])).delete()
            # The household goes with its last member, unless it was there before.
            Household.objects.filter(pk__in=undo.get("households", []), members=None).delete()
        except ProtectedError:
            raise NotNow(_("Something is already recorded for this person.")) from None


class _Made:
    """What a row made, so that it can be taken back."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.households: list[int] = []
        self.roles: list[int] = []
        self.phones: list[int] = []
        self.ties: list[int] = []

    def as_undo(self) -> dict[str, list[int]]:
        return {name: ids for name, ids in vars(self).items() if ids}


def _known(line: HouseholdLine, place: int) -> Person | None:
    """The same name behind the same door is the same person; a phone never says so."""
    people = Person.objects.filter(household__place=place, name=line.person.name)
    if line.household:
        people = people.filter(household__name=line.household)
    return people.order_by("pk").first()


def _news(line: HouseholdLine, person: Person) -> bool:
    numbers = set(person.phones.values_list("number", "extension"))
    if any((r.number, r.extension) not in numbers for r in line.person.phones):
        return True
    if set(line.person.roles) - set(person.roles.values_list("role", flat=True)):
        return True
    return bool(line.kin) and not _tied(line, person)


def _tied(line: HouseholdLine, person: Person) -> bool:
    return line.kin is not None and person.ties.filter(other__name=line.kin.name, kind=line.kin_tie).exists()


def _take_kin(line: HouseholdLine, person: Person, made: _Made, *, by: Account | None) -> None:
    if line.kin is None or _tied(line, person):
        return
    # Kin listed behind the same door is that member; anybody else is a person of his own, wherever he lives.
    same_door = Person.objects.filter(household=person.household, name=line.kin.name).exclude(pk=person.pk).first()
    other = same_door or add_person(line.kin, household=None, by=by)
    if not same_door:
        made.people.append(other.pk)
    made.ties.append(add_tie(person, other, kind=line.kin_tie, may_ask=line.kin_may_ask).pk)
