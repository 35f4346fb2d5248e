"""What the published list says today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from huying.kernel import clock

from . import rules
from .models import PriceItem, PriceList


@dataclass(frozen=True)
class Quoted:
    """What an item comes to. `parts` is None where somebody must come and quote."""

    item: PriceItem
    quantity: Decimal
    parts: rules.Parts | None

    @property
    def total_fen(self) -> int | None:
        return self.parts.total_fen if self.parts else None


def current_list(*, on: date | None = None) -> PriceList | None:
    """The one list in force on a day; today, in Shanghai, where none is named."""
    day = on or clock.local(clock.now()).date()
    return PriceList.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def current_items(*, trade: str = "", on: date | None = None) -> QuerySet[PriceItem]:
    """The items of the list in force, by trade and code."""
    items = PriceItem.objects.filter(price_list=current_list(on=on)).order_by("trade", "code")
    return items.filter(trade=trade) if trade else items


def small_jobs(*, on: date | None = None) -> QuerySet[PriceItem]:
    """What may be agreed at the door without asking the desk."""
    return current_items(on=on).filter(is_small=True)


def quote(item: PriceItem, quantity: Decimal = Decimal(1)) -> Quoted:
    """Labour, material and method apart, for `quantity` units."""
    return Quoted(item, quantity, rules.price_of(item.labour_fen, item.material_fen, item.method_fen, quantity))
