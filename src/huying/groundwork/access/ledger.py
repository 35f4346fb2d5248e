"""How access writes the journal without knowing it: the journal stands above, and everybody's `who` comes from here.

config installs journal.services when the app starts; without it nothing here can be changed at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from .models import Account


class Ledger(Protocol):
    def write(self, verb: str, *, kind: str, subject: object, by: Account | None, **facts: Any) -> object: ...

    def once(
        self, client_uuid: UUID, *, by: Account | None, route: str, body: Mapping[str, Any], do: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]: ...


_ledger: Ledger | None = None


def install(ledger: Ledger) -> None:
    """Install the journal. Called when the app starts."""
    global _ledger
    _ledger = ledger


def journal() -> Ledger:
    if _ledger is None:
        raise RuntimeError("access has no ledger: config must install journal.services before an account changes")
    return _ledger
