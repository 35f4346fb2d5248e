"""Server time of the desk's pages with years of work behind them: `./run bench web`.

Fills a database of its own (SQLite, or the one at HUYING_TEST_DATABASE_URL) with 200,000 ended and 5,000
open requests, then asks for each page as a dispatcher, middleware and template included, network not.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from typing import Any

BATCH = 5_000
BUILDINGS = 400


def _prepare_django() -> None:
    os.environ["HUYING_HOME"] = tempfile.mkdtemp(prefix="huying-bench-")
    os.environ["HUYING_DEBUG"] = ""
    os.environ["HUYING_DEMO"] = "1"
    os.environ["DATABASE_URL"] = os.environ.get("HUYING_BENCH_DATABASE_URL", "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.config.settings")
    import django

    django.setup()


def _fill(open_count: int, ended_count: int, *, seed: int) -> dict[str, Any]:
    """Write a neighbourhood with a past; nothing of it goes through services, only the shape matters here."""
    from django.core.management import call_command

    from huying.groundwork.access.models import Account, RoleGrant
    from huying.groundwork.places.models import Place
    from huying.kernel import clock

    call_command("migrate", verbosity=0)
    now, chance = clock.now(), random.Random(seed)
    account = Account.objects.create(username="bench", name="调度员", password="!", created_at=now)
    RoleGrant.objects.bulk_create(RoleGrant(account=account, role=r, granted_at=now) for r in ("call_taker", "dispatcher"))
    compound = Place.objects.create(kind="compound", name="延吉二村", label="延吉二村", key="延吉二村", path="/1/", lon=121.53, lat=31.29)
    places = Place.objects.bulk_create(
        Place(parent=compound, kind="building", name=f"{n}号", label=f"延吉二村{n}号", key=f"延吉二村{n}号", path=f"/1/{n + 1}/")
        for n in range(1, BUILDINGS + 1)
    )
    states = [("open", open_count), ("ended", ended_count)]
    for what, count in states:
        for start in range(0, count, BATCH):
            _fill_requests(what, range(start, min(start + BATCH, count)), places, now, chance)
    _gather_statistics()
    return {"account": account}


def _fill_requests(what: str, numbers: range, places: list[Any], now: datetime, chance: random.Random) -> None:
    from huying.casework.intake.models import Call, Request, RequestVisit
    from huying.fieldwork.visits.models import Visit
    from huying.groundwork.journal.models import Entry
    from huying.kernel import ids

    calls, requests, visits, links, entries = [], [], [], [], []
    for number in numbers:
        age = timedelta(minutes=chance.randrange(1, 3_000)) if what == "open" else timedelta(days=chance.randrange(3, 1_500))
        at, place = now - age, chance.choice(places)
        call = Call(id=ids.new_id(at), channel="phone", number=f"1990{number % 10**7:07d}", words="厨房下水道堵了", received_at=at)
        state = chance.choice(("received", "triaged", "ordered", "under_way")) if what == "open" else chance.choice(("closed", "confirmed", "fixed"))
        request = Request(
            id=ids.new_id(at), receipt=f"{'Q' if what == 'open' else 'X'}{number:08d}", call=call, state=state, title="厨房下水道堵了",
            words="厨房下水道堵了，水漫到地板上", trade="drainage", severity=chance.choice(("urgent", "general", "minor")), place=place,
            address_canonical=place.label, contact_phone=call.number, received_at=at, due_at=at + timedelta(hours=24),
            ended_at=None if what == "open" else at + timedelta(hours=5),
        )
        calls.append(call)
        requests.append(request)
        entries.append(Entry(at=at, verb="call_taken", kind="request", subject=str(request.pk), thread=request.pk, facts={"receipt": request.receipt}))
        if state in ("ordered", "under_way", "fixed", "closed", "confirmed") and (what == "open" or number % 4 == 0):
            visit = Visit(
                id=ids.new_id(at), number=f"{'V' if what == 'open' else 'W'}{number:08d}", thread=request.pk, brief=request.title, address=place.label,
                place=place, state={"ordered": "ordered", "under_way": "on_site"}.get(state, "finished"), due_at=request.due_at, ordered_at=at,
                ended_at=request.ended_at, is_fixed=what != "open",
            )
            visits.append(visit)
            links.append(RequestVisit(request=request, visit=visit))
    for model, rows in ((Call, calls), (Request, requests), (Visit, visits), (RequestVisit, links), (Entry, entries)):
        model.objects.bulk_create(rows, batch_size=1_000)


def _gather_statistics() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(client: Any, address: str, *, times: int) -> tuple[float, float, int]:
    """Return median wall and CPU milliseconds over `times` answers after one to warm up, and the bytes of the last."""
    wall, cpu, size = [], [], 0
    for run in range(times + 1):
        wall_from, cpu_from = time.perf_counter(), time.process_time()
        answer = client.get(address)
        if run:
            wall.append((time.perf_counter() - wall_from) * 1000)
            cpu.append((time.process_time() - cpu_from) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
        size = len(answer.content)
    return statistics.median(wall), statistics.median(cpu), size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=5_000)
    parser.add_argument("--ended", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    _prepare_django()
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    filled = _fill(given.open, given.ended, seed=given.seed)
    client = Client(HTTP_HOST="localhost")
    client.force_login(filled["account"], backend="django.contrib.auth.backends.ModelBackend")
    from huying.casework.intake.models import Request

    one = Request.objects.filter(state="under_way").first()
    pages = {
        "queue": reverse("desk:queue"),
        "queue, one trade": reverse("desk:queue") + "?trade=drainage",
        "new call": reverse("desk:new_call"),
        "one request": reverse("desk:request", args=[one.pk]),
        "find by phone": reverse("desk:find") + f"?q={one.contact_phone}",
        "find by address": reverse("desk:find") + "?q=延吉二村12号",
        "dispatch": reverse("desk:dispatch", args=[one.visit_links.first().visit_id]),
        "board": reverse("desk:board"),
        "technicians": reverse("desk:technicians"),
        "incidents": reverse("desk:incidents"),
        "same thing?": reverse("desk:likenesses"),
    }
    print(f"{connection.vendor}: {given.open} open, {given.ended} ended requests; median of {given.times}")
    print(f"{'page':20} {'wall ms':>8} {'cpu ms':>8} {'bytes':>8}")
    for name, address in pages.items():
        wall, cpu, size = _measure(client, address, times=given.times)
        print(f"{name:20} {wall:8.1f} {cpu:8.1f} {size:8d}")


if __name__ == "__main__":
    main()
