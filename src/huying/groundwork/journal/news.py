"""How news travels upward: a lower room announces, the handlers named in config/wiring.py answer.

Announcing happens inside the transaction of the change: either both hold or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection

Handler = Callable[..., None]
_wiring: Mapping[str, tuple[Handler, ...]] | None = None


def install(wiring: Mapping[str, tuple[Handler, ...]]) -> None:
    """Install the one table of handlers. Called when the app starts."""
    global _wiring
    _wiring = wiring


def announce(event: str, **facts: Any) -> None:
    """Tell every handler of `event`, in the table's order, in this transaction."""
    if _wiring is None:
        raise RuntimeError("news has no wiring: config/wiring.py must install it before anything is announced")
    if event not in _wiring:
        raise RuntimeError(f"nobody is wired to hear of {event!r}; name it in config/wiring.py, even with no handler")
    if not connection.in_atomic_block:
        raise RuntimeError("news belongs into the transaction of its change")
    for handler in _wiring[event]:
        handler(**facts)
