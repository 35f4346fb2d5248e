"""Who pays for what, and what it comes to. Defaults to be changed by the customer, not law."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from huying.kernel.words import gettext_noop as _

METHODS: dict[str, str] = {
    "hand": _("by hand"),
    "machine": _("with a machine"),
    "take_apart": _("taking apart and fitting again"),
}
PAYERS: dict[str, str] = {
    "owner": _("owner"),
    "property_fee": _("covered by the property fee"),
    "maintenance_fund": _("maintenance fund"),
    "municipal": _("municipal or utility"),
    "warranty": _("developer's warranty"),
    "free": _("free of charge"),
}


@dataclass(frozen=True)
class Parts:
    """Labour, material and method apart, in fen, as the list must show them."""

    labour_fen: int = 0
    material_fen: int = 0
    method_fen: int = 0

    @property
    def total_fen(self) -> int:
        return self.labour_fen + self.material_fen + self.method_fen


def times(fen: int, quantity: Decimal) -> int:
    """Return whole fen for a quantity, half a fen upwards."""
    return int((fen * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def price_of(labour_fen: int | None, material_fen: int | None, method_fen: int | None, quantity: Decimal) -> Parts | None:
    """Return what `quantity` units cost, or None where a part is “to be quoted”."""
    if labour_fen is None or material_fen is None or method_fen is None:
        return None
    return Parts(times(labour_fen, quantity), times(material_fen, quantity), times(method_fen, quantity))
