"""The workshop's people and pumps from a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import ProtectedError

from huying.groundwork.access.models import Account
from huying.groundwork.batches.cells import Cells
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.groundwork.people.rules import read_phones
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import resolve_address
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from . import rosters, services
from .models import Crew, Equipment, Permit, Skill, Technician

CREW_COLUMNS = (
    Column("number", ("工号", "编号"), is_required=True),
    Column("name", ("姓名",), is_required=True),
    Column("phone", ("电话", "手机", "联系方式")),
    Column("grade", ("等级", "技能等级"), is_required=True),
    Column("certificate", ("证书号", "等级证书号")),
    Column("years", ("工龄", "从业年限")),
    Column("trades", ("工种",), is_required=True),
    Column("low_voltage", ("低压电工证号",)),
    Column("low_voltage_until", ("低压电工证有效期",)),
    Column("height", ("登高证号",)),
    Column("height_until", ("登高证有效期",)),
    Column("confined_space", ("有限空间证号",)),
    Column("confined_space_until", ("有限空间证有效期",)),
    Column("base", ("常驻地点", "驻点")),
    Column("crew", ("班组",)),
    Column("leads", ("任组长", "组长")),
    Column("smartphone", ("智能手机",)),
    Column("login", ("登录名",)),
)
EQUIPMENT_COLUMNS = (
    Column("code", ("编号", "设备编号"), is_required=True),
    Column("kind", ("类别", "设备类别"), is_required=True),
    Column("name", ("名称", "型号"), is_required=True),
    Column("home", ("存放地点", "存放处"), is_required=True),
    Column("condition", ("状态", "状况")),
    Column("note", ("备注",)),
)

UNKNOWN_PLACE = _("“%(address)s” is not clear: %(why)s Correct the place and bring the list in again.")
RENEWED = _("%(who)s: the permit is valid longer.")
DIFFERS = _("%(who)s is already listed otherwise (%(what)s). Compare the two and correct the row.")


@dataclass(frozen=True)
class CrewLine:
    number: str
    name: str
    phone: str
    grade: int | None
    certificate: str
    years: int
    skills: tuple[tuple[str, int | None], ...]
    permits: tuple[tuple[str, str, date], ...]  # kind, number, last valid day
    base: str
    crew: str
    leads: bool
    has_smartphone: bool
    login: str


def read_crew_line(row: SheetRow) -> CrewLine:
    cells = Cells(row, CREW_COLUMNS)
    phones = read_phones(cells.text("phone", most=60))
    if phones and not phones[0].is_usable:
        raise BadInput(phones[0].remark, field="phone", raw=phones[0].raw)
    grade = rosters.read_grade(cells.text("grade", most=20), field="grade")
    return CrewLine(
        number=cells.text("number", most=20), name=cells.text("name", most=60), phone=phones[0].number if phones else "",
        grade=grade, certificate=cells.text("certificate", most=40), years=cells.whole("years", most=60) or 0,
        skills=rosters.read_skills(cells.text("trades"), grade=grade, field="trades"), permits=_permits(cells),
        base=cells.text("base"), crew=cells.text("crew", most=40), leads=cells.is_yes("leads"),
        has_smartphone=not cells.text("smartphone") or cells.is_yes("smartphone"), login=cells.text("login", most=60),
    )


def _permits(cells: Cells) -> tuple[tuple[str, str, date], ...]:
    permits = []
    for kind in ("low_voltage", "height", "confined_space"):
        number, until = cells.text(kind, most=40), cells.day(f"{kind}_until")
        if bool(number) != bool(until):
            raise BadInput(_("A permit needs its number and the day it is valid until. Fill in both, or neither."), field=kind)
        if number and until:
            permits.append((kind, number, until))
    return tuple(permits)


class CrewsImporter:
    kind = "crews"
    columns = CREW_COLUMNS

    def judge(self, row: SheetRow) -> Verdict:
        return self._verdict(read_crew_line(row))

    def _verdict(self, line: CrewLine) -> Verdict:
        if line.base and (doubt := _unclear(line.base, "base")):
            return doubt
        if line.login and not Account.objects.filter(username=line.login).exists():
            raise BadInput(_("Nobody has the login “%(login)s”. Open the account first, or leave this empty."), field="login", login=line.login)
        for kind, number, _until in line.permits:
            other = Permit.objects.filter(kind=kind, number=number).exclude(technician__number=line.number).first()
            if other:
                raise BadInput(
                    _("Permit %(permit)s already belongs to %(who)s. Check whose it is."), field=kind, permit=number, who=other.technician.name
                )
        known = Technician.objects.filter(number=line.number).first()
        if known is None:
            return Verdict("accepted")
        if what := _crew_differences(known, line):
            if what == ["证件"] and _renewals(known, line):
                return Verdict("accepted", RENEWED, kind="technician", subject=str(known.pk), facts={"who": f"{known.number} {known.name}"})
            return Verdict("parked", DIFFERS, facts={"who": f"{known.number} {known.name}", "what": "、".join(what)})
        return Verdict("unchanged", kind="technician", subject=str(known.pk))

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        line = read_crew_line(row)
        verdict = self._verdict(line)
        if verdict.outcome != "accepted":
            return verdict
        if verdict.subject:
            return _renew(Technician.objects.get(pk=verdict.subject), line, verdict, by=by)
        technician = Technician.objects.create(
            number=line.number, name=line.name, phone=line.phone, grade=line.grade, certificate=line.certificate, years=line.years,
            has_smartphone=line.has_smartphone, base=resolve_address(line.base).place if line.base else None,
            account=Account.objects.get(username=line.login) if line.login else None,
        )
        Skill.objects.bulk_create(Skill(technician=technician, trade=trade, grade=grade) for trade, grade in line.skills)
        Permit.objects.bulk_create(Permit(technician=technician, kind=k, number=n, expires_on=d) for k, n, d in line.permits)
        _join_crew(technician, line)
        return Verdict("accepted", kind="technician", subject=str(technician.pk))

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        technician = Technician.objects.filter(pk=subject).first()
        if technician is None:
            return
        if renewed := undo.get("renewed"):
            for permit, before, until in renewed:
                services.unrenew_permit(technician, permit, renewed=date.fromisoformat(until), before=date.fromisoformat(before), by=by)
            return
        try:
            # Last rows go first, so a crew's lead finds it empty but for himself.
            for crew in technician.leads.all():
                if not crew.members.exclude(pk=technician.pk).exists():
                    crew.delete()
            technician.delete()
        except ProtectedError:
            raise NotNow(_("%(name)s already has work or leads a crew."), name=technician.name) from None


def _join_crew(technician: Technician, line: CrewLine) -> None:
    """The lead's row stands above his crew's in the list: he founds it, they join."""
    if not line.crew:
        return
    crew = Crew.objects.filter(name=line.crew).first()
    if crew is None:
        if not line.leads:
            raise BadInput(
                _("Crew “%(crew)s” has no lead yet. Put the lead's row (任组长 = 是) above the others."), field="crew", crew=line.crew
            )
        crew = Crew.objects.create(name=line.crew, lead=technician)
    crew.members.add(technician)


def _crew_differences(known: Technician, line: CrewLine) -> list[str]:
    skills = set(known.skills.values_list("trade", "grade"))
    permits = set(known.permits.values_list("kind", "number", "expires_on"))
    pairs = (
        ("姓名", known.name, line.name), ("电话", known.phone, line.phone), ("等级", known.grade, line.grade),
        ("工龄", known.years, line.years), ("工种", skills, set(line.skills)), ("证件", permits, set(line.permits)),
    )
    return [title for title, is_now, would_be in pairs if is_now != would_be]


def _renewals(known: Technician, line: CrewLine) -> list[tuple[Permit, date]]:
    """Return the permits the list only shows as valid longer; nothing where it says anything else about them."""
    permits = {(p.kind, p.number): p for p in known.permits.all()}
    if set(permits) != {(kind, number) for kind, number, _until in line.permits}:
        return []
    pairs = [(permits[kind, number], until) for kind, number, until in line.permits]
    return [] if any(until < p.expires_on for p, until in pairs) else [(p, until) for p, until in pairs if until > p.expires_on]


def _renew(known: Technician, line: CrewLine, verdict: Verdict, *, by: Account | None) -> Verdict:
    renewed = []
    for permit, until in _renewals(known, line):
        renewed.append((permit.pk, permit.expires_on.isoformat(), until.isoformat()))
        services.renew_permit(known, permit.pk, until, by=by)
    return replace(verdict, undo={"renewed": renewed})


def _unclear(address: str, column: str) -> Verdict | None:
    found = resolve_address(address)
    if found.place:
        return None
    return Verdict("parked", UNKNOWN_PLACE, column, {"address": address, "why": found.why})


class EquipmentImporter:
    kind = "equipment"
    columns = EQUIPMENT_COLUMNS

    def _read(self, row: SheetRow) -> dict[str, str]:
        cells = Cells(row, EQUIPMENT_COLUMNS)
        return {
            "code": cells.text("code", most=20), "kind": cells.one_of("kind", rosters.EQUIPMENT_WORDS), "name": cells.text("name", most=60),
            "condition": cells.one_of("condition", rosters.CONDITION_WORDS) or "ready", "note": cells.text("note"),
        }

    def judge(self, row: SheetRow) -> Verdict:
        read, home = self._read(row), Cells(row, EQUIPMENT_COLUMNS).text("home")
        if doubt := _unclear(home, "home"):
            return doubt
        known = Equipment.objects.filter(code=read["code"]).first()
        if known is None:
            return Verdict("accepted")
        # Where it stands and how it is changes by the day; the list says only what it is.
        if (known.kind, known.name) != (read["kind"], read["name"]):
            return Verdict("parked", DIFFERS, facts={"who": known.code, "what": "类别、名称"})
        return Verdict("unchanged", kind="equipment", subject=str(known.pk))

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        verdict = self.judge(row)
        if verdict.outcome != "accepted":
            return verdict
        place: Place | None = resolve_address(Cells(row, EQUIPMENT_COLUMNS).text("home")).place
        piece = Equipment.objects.create(**self._read(row), home=place, place=place)
        return Verdict("accepted", kind="equipment", subject=str(piece.pk))

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        piece = Equipment.objects.filter(pk=subject).first()
        try:
            if piece:
                piece.delete()
        except ProtectedError:
            raise NotNow(_("%(code)s was already booked."), code=str(piece)) from None
