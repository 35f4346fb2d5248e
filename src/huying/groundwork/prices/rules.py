"""Who pays for what. Defaults to be changed by the customer, not law."""

from __future__ import annotations

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
