from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huying.groundwork.access import looks
from huying.kernel import clock
from huying.kernel.dangers import DANGERS
from huying.kernel.trades import TRADES

from . import rules, selectors
from .forms import FindEntriesForm
from .models import Entry

PAGE = 50
# Of one fact on the page; the whole stands in the journal itself.
FACT_MOST = 200


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    form = FindEntriesForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    actor = wanted.get("actor")
    found = selectors.entries(selectors.EntryFilter(
        thread=wanted.get("thread"), actor=actor.pk if actor else None, day=wanted.get("day")
    ))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    rows = [row_of(entry) for entry in page]
    looks.shown_cases(request, *(row.entry.thread for row in rows))
    context = {"form": form, "page": page, "rows": rows, "query": query.urlencode(), "thread": wanted.get("thread")}
    return render(request, "journal/entries.html", context)


@dataclass(frozen=True)
class Row:
    entry: Entry
    words: str
    kind: str
    facts: list[tuple[str, str]]


def row_of(entry: Entry) -> Row:
    """The entry in the reader's words as far as we have them; empty facts left out."""
    facts = [
        (in_words(rules.FACTS, name), said(name, fact)[:FACT_MOST])
        for name, fact in entry.facts.items() if fact not in ("", None, [], {}) and name not in rules.UNSHOWN
    ]
    return Row(entry, in_words(rules.VERBS, entry.verb), in_words(rules.KINDS, entry.kind), facts)


def said(name: str, fact: object) -> str:
    match fact:
        case bool():
            return _("yes") if fact else _("no")
        case list():
            return "、".join(in_words(DANGERS, str(one)) for one in fact)
        case str() if name in ("starts", "ends", "claimed_at"):
            return _moment(fact)
    return in_words(TRADES, str(fact)) if name == "trade" else str(fact)


def _moment(written: str) -> str:
    """Return the clock's time of a written moment; whatever is none, as it stands."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at.tzinfo else written


def in_words(table: Mapping[str, str], code: str) -> str:
    return _(table[code]) if code in table else code
