"""Whatever stands behind the question mark of an address, no page falls over."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from huying.config.permissions import TABLE
from huying.kernel import clock
from huying.kernel.errors import BadInput

from .walker import ANONYMOUS, Walk, routes, undone
from .walker_cases import CASES
from .walker_world import World

READ = sorted({name for name, _pattern in routes() if name in CASES and "GET" in CASES[name].methods and name != "healthz"})
NAMES = ("day", "page", "by", "q", "thread", "actor", "account", "subject", "kind", "tab", "number", "urged", "place", "next")
GARBAGE = ("", "-1", "0", "9" * 40, "１２", "²", "NaN", "1e400", "0001-01-01", "9999-12-31", "2026-02-30", "\x00", "\ud800", "%", "'\"><b>", "🙂" * 300)
# Every name with each garbage at once; then those read as day or number alone, so that no other field's refusal hides them.
TOGETHER = [dict.fromkeys(NAMES, bad) for bad in GARBAGE]
ALONE = [{name: bad} for name in ("day", "page", "by") for bad in GARBAGE[1:11]]
QUERIES = [urlencode(pairs, errors="surrogatepass") for pairs in TOGETHER + ALONE] + ["%ff=%fe", "&&==&", "page=1&page=2", "day[]=1"]


@pytest.mark.parametrize("route", READ)
def test_no_question_makes_a_page_fall_over(db, held_clock, route):
    with undone():
        world = World()
        walk = Walk(route, CASES[route], world)
        client = walk.clients[walk.whoever_may(TABLE[route], writing=False)]
        path = walk.path.partition("?")[0]
        fallen = [query for query in QUERIES if client.get(f"{path}?{query}").status_code >= 500]
    assert fallen == []


@pytest.mark.parametrize("receipt", ["x", "²²²-²²²²", "9" * 300, "%00", "%ed%a0%80", "KX7-9QT4%0d%0a", "🙂"])
def test_no_receipt_makes_the_public_page_fall_over(client, db, receipt):
    client.raise_request_exception = False
    assert client.get(f"/r/{receipt}").status_code < 500


@pytest.mark.parametrize("day", [date.min, date.max, date(1999, 12, 31), date(2101, 1, 1)])
def test_a_day_nobody_can_mean_is_refused_in_words(day):
    with pytest.raises(BadInput, match="2000 and 2100"):
        clock.day_span(day)


def test_a_day_is_shanghais():
    start, end = clock.day_span(date(2026, 11, 23))
    assert (start.isoformat(), (end - start).total_seconds()) == ("2026-11-23T00:00:00+08:00", 86_400)


def test_control_a_page_that_reads_days_carelessly_is_noticed(db, held_clock, monkeypatch, client):
    monkeypatch.setattr(clock, "YEARS", range(1, 10_000))
    walk = Walk("desk:slips", CASES["desk:slips"], World())
    asked = walk.clients["call_taker"].get(reverse("desk:slips") + "?day=9999-12-31")
    assert (ANONYMOUS in walk.clients, asked.status_code) == (True, 500)
