"""Recording who was shown a sensitive person. How and where: docs/how-to/looks.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from django.http import HttpRequest

from . import services

PERSON = "person"
Names = Callable[[Iterable[str]], Mapping[str, str]]
_names: Names | None = None


class Sensitive(Protocol):
    pk: int
    is_sensitive: bool


def shown(request: HttpRequest, *people: Sensitive | None) -> None:
    """Call it in a view for every person whose name, number or address the page shows; it keeps the sensitive ones."""
    subjects = [person.pk for person in people if person is not None and person.is_sensitive]
    match = request.resolver_match
    services.record_looks(request.user, PERSON, subjects, match.view_name if match else "")


def install(names: Names) -> None:
    """Install how ids become names on the auditor's page. Called when the app starts: people stand above access."""
    global _names
    _names = names


def names_of(subjects: Iterable[str]) -> Mapping[str, str]:
    return _names(subjects) if _names else {}
