"""An import is looked at before it counts, and can be taken back."""

from __future__ import annotations

from huying.kernel.lifecycle import Lifecycle
from huying.kernel.words import gettext_noop as _

BATCH = Lifecycle(
    "batch",
    start="dry_run",
    moves={
        ("dry_run", "confirm"): "confirmed",
        ("dry_run", "discard"): "discarded",
        ("confirmed", "undo"): "undone",
    },
)
BATCH_STATES = {
    "dry_run": _("checked, not yet taken in"),
    "confirmed": _("taken in"),
    "discarded": _("discarded"),
    "undone": _("undone"),
}
OUTCOMES = {
    "accepted": _("accepted"),
    "unchanged": _("already known, unchanged"),
    "parked": _("parked for a person to decide"),
    "rejected": _("rejected"),
}
