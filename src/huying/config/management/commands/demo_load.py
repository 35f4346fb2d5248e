"""huying demo_load: the demo neighbourhood, by the importers a customer would use."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from importlib import resources
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from huying.groundwork.access import selectors as access_selectors
from huying.groundwork.access import services as access
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import ROLES
from huying.groundwork.batches import selectors, services
from huying.groundwork.batches.models import Batch
from huying.groundwork.crews.models import Technician
from huying.groundwork.crews.services import add_shift, set_presence
from huying.kernel import clock
from huying.kernel.windows import Window

PASSWORD = "huying-demo-2026"  # noqa: S105 printed on the screen; never outside a demo
KINDS = ("places", "crews", "equipment", "prices", "households")
DAYS = 8
# The day begins an hour before the demo is loaded, whatever the hour: (first hour, length, who: place in the list modulo 5).
SHIFTS = ((-1, 10, (0, 1, 2)), (8, 9, (3,)), (16, 7, (4,)))


class Command(BaseCommand):
    help = "Load the demo neighbourhood (only where HUYING_DEMO or HUYING_DEBUG is on). Run again, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(gettext("The demo is loaded only where HUYING_DEMO=1: it opens accounts with a known password."))
        admin = self._accounts()
        for kind in KINDS:
            self._bring_in(kind, by=admin)
        self._shifts(by=admin)
        self._tell_logins()

    def _accounts(self) -> Account:
        staff = [(row["登录名"], row["姓名"], row["角色"]) for row in _rows("staff.csv")]
        crews = [(row["登录名"], row["姓名"], "technician") for row in _rows("crews.csv") if row["登录名"]]
        for username, name, role in staff + crews:
            if access_selectors.account_named(username) is None:
                access.open_account(username, name=name, password=PASSWORD, by=None, roles=role.split("、"), is_temporary=False)
        return Account.objects.filter(grants__role="admin").order_by("pk")[0]

    def _bring_in(self, kind: str, *, by: Account) -> None:
        data = _dated(_read(f"{kind}.csv")).encode()
        batch = services.check_file(kind, filename=f"{kind}.csv", data=data, by=by)
        batch = services.confirm_batch(batch.pk, by=by)
        self._tell(batch)

    def _tell(self, batch: Batch) -> None:
        counts = {name: batch.counts.get(name, 0) for name in ("accepted", "unchanged", "parked", "rejected")}
        self.stdout.write(gettext(
            "%(file)s: %(accepted)d taken in, %(unchanged)d known, %(parked)d parked, %(rejected)d rejected"
        ) % {"file": batch.filename, **counts})
        for row in selectors.rows_of(batch).filter(outcome__in=("parked", "rejected")):
            self.stdout.write(f"  {row.number} {row.column}: {selectors.said_of(row)}")

    def _shifts(self, *, by: Account) -> None:
        """A rota for the coming days, and today's first shift on duty."""
        start = clock.now().replace(minute=0, second=0, microsecond=0)
        technicians = list(Technician.objects.order_by("number"))
        if technicians and technicians[0].shifts.filter(ends__gt=start).exists():
            return
        for at, technician in enumerate(technicians):
            for day in range(DAYS):
                for first, length, who in SHIFTS:
                    if (at + day) % 5 in who:
                        begins = start + timedelta(days=day, hours=first)
                        add_shift(technician, Window(begins, begins + timedelta(hours=length)), by=by)
            if at % 5 in SHIFTS[0][2]:
                set_presence(technician, "on_duty", by=by)

    def _tell_logins(self) -> None:
        self.stdout.write("")
        for role, words in ROLES.items():
            account = Account.objects.filter(grants__role=role, is_active=True).order_by("pk").first()
            if role == "technician":
                account = Account.objects.filter(username="wu").first() or account
            if account:
                self.stdout.write(f"  {account.username:<10}{PASSWORD}   {gettext(words)} {account.name}")


def _read(name: str) -> str:
    return resources.files("huying.config.demo").joinpath(name).read_text("utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_read(name))))


def _dated(text: str) -> str:
    """Fill days counted from today, `{+28}` or `{-45}`: a demo whose permits expire must not age."""
    today = clock.local(clock.now()).date()
    return re.sub(r"\{([+-]\d+)\}", lambda m: (today + timedelta(days=int(m[1]))).isoformat(), text)
