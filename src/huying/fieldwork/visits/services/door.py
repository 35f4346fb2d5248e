"""What is used, and what is asked for on top, at the door."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from huying.fieldwork.visits import rules, selectors
from huying.fieldwork.visits.models import Extra, Material, Suspicion, Visit
from huying.groundwork.access.models import Account
from huying.groundwork.journal import news
from huying.groundwork.prices.models import PriceItem
from huying.groundwork.prices.rules import times
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from .row import locked_for, write


@dataclass(frozen=True)
class Used:
    """Material, from the list (then name, unit and price are the list's) or by name."""

    quantity: Decimal
    item: PriceItem | None = None
    name: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ExtraAsked:
    """顺带服务: what somebody asked for, the item of the list it is, and who said yes."""

    words: str
    agreed_by: str
    item: PriceItem | None = None
    quantity: Decimal = Decimal(1)


def _require_reportable(visit: Visit) -> None:
    if visit.state not in rules.REPORTABLE:
        raise NotNow(_("This is written down from arrival until the resident has signed."))


@transaction.atomic
def add_material(visit: Visit, used: Used, *, by: Account) -> Material:
    if not rules.is_quantity(used.quantity):
        raise BadInput(_("Write how much was used: a number from 0.01 to 9999."), field="quantity")
    if not used.item and not used.name.strip():
        raise BadInput(_("Choose the material from the list, or write its name."), field="name")
    visit = locked_for(visit, by)
    _require_reportable(visit)
    material = Material.objects.create(
        visit=visit, item=used.item, name=used.item.name if used.item else used.name,
        quantity=used.quantity, unit=used.item.unit if used.item else used.unit,
        amount_fen=times(used.item.material_fen or 0, used.quantity) if used.item else 0,
        added_by=by, added_at=clock.now(),
    )
    write(visit, "material", by=by, name=material.name, quantity=str(used.quantity.normalize()), unit=material.unit, amount_fen=material.amount_fen)
    return material


@transaction.atomic
def add_extra(visit: Visit, asked: ExtraAsked, *, by: Account) -> Extra:
    """Write down an extra job: free, at list price, or not ours. What is not ours goes to the desk as a request of its own."""
    if not asked.words.strip():
        raise BadInput(_("Write what they ask for: a few words are enough."), field="words")
    if asked.agreed_by not in rules.AGREED_BY:
        raise BadInput(_("Say who agreed."), field="agreed_by")
    visit = locked_for(visit, by)
    _require_reportable(visit)
    known = selectors.asked_at(visit, asked.item, asked.quantity)
    ruling = rules.rule_extra(known)
    if not rules.may_agree(ruling.kind, asked.agreed_by):
        raise BadInput(_("This costs money: the owner or the family must say yes. Ring them, or let the desk ask."), field="agreed_by")
    extra = Extra.objects.create(
        visit=visit, words=asked.words, kind=ruling.kind, item=asked.item, amount_fen=ruling.amount_fen,
        list_fen=known.list_fen or 0, agreed_by=asked.agreed_by, added_by=by, added_at=clock.now(),
    )
    write(visit, "extra", by=by, words=extra.words, kind_of_extra=extra.kind, amount_fen=extra.amount_fen, agreed_by=extra.agreed_by)
    if ruling.kind == "not_ours":
        news.announce("extra_passed_on", visit=visit, words=extra.words, by=by)
    return extra


@transaction.atomic
def note_suspicion(visit: Visit, *, by: Account, words: str) -> Suspicion:
    """不对劲: what he saw and does not believe to be all, kept on the place for those who look for causes."""
    if not words.strip():
        raise BadInput(_("Write what looks wrong: a few words are enough."), field="words")
    visit = locked_for(visit, by)
    suspicion = Suspicion.objects.create(visit=visit, place=visit.place, words=words, noted_by=by, noted_at=clock.now())
    write(visit, "suspicion", by=by, words=words, place=visit.place_id)
    return suspicion
