"""Recording who was shown a sensitive person. How and where: docs/how-to/looks.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest

from . import services

PERSON = "person"
Names = Callable[[Iterable[str]], Mapping[str, str]]
# Which sensitive people cases are about. A case is its thread in the journal; whoever knows more stands above.
People = Callable[[Iterable[UUID]], Iterable["Sensitive"]]
_names: Names | None = None
_people_of: People | None = None


class Sensitive(Protocol):
    pk: int
    is_sensitive: bool


def shown(request: HttpRequest, *people: Sensitive | None) -> None:
    """Call it in a view for every person whose name, number or address the page shows; it keeps the sensitive ones."""
    subjects = [person.pk for person in people if person is not None and person.is_sensitive]
    match = request.resolver_match
    services.record_looks(request.user, PERSON, subjects, match.view_name if match else "")


def shown_cases(request: HttpRequest, *threads: UUID | None) -> None:
    """The same where a page shows what happened in a case and has no people at hand: the journal, photos, pairs."""
    cases = {thread for thread in threads if thread}
    if cases and _people_of:
        shown(request, *_people_of(cases))


def install(names: Names, people_of: People) -> None:
    """Install how ids become names on the auditor's page, and cases people. Called when the app starts: both stand above access."""
    global _names, _people_of
    _names, _people_of = names, people_of


def names_of(subjects: Iterable[str]) -> Mapping[str, str]:
    return _names(subjects) if _names else {}
