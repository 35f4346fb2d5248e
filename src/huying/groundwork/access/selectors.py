from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from huying.kernel import clock

from .models import Account, Look, RoleGrant


def accounts(*, search: str = "", role: str = "", closed: bool = False) -> QuerySet[Account]:
    """Accounts by name, with their grants; `closed` asks for those that can no longer sign in."""
    found = Account.objects.filter(is_active=not closed).prefetch_related("grants").order_by("name", "pk")
    if role:
        found = found.filter(grants__role=role)
    if search:
        found = found.filter(Q(name__icontains=search) | Q(username__icontains=search))
    return found


def account_named(username: str) -> Account | None:
    return Account.objects.filter(username__iexact=username).first()


def admins_left_without(account: Account) -> int:
    """How many could still administer if `account` could not."""
    return RoleGrant.objects.filter(role="admin", account__is_active=True).exclude(account=account).count()


def locked_addresses(accounts: Iterable[Account]) -> dict[str, int]:
    """From how many addresses each login name is locked just now."""
    names = [account.username.casefold() for account in accounts]
    since = clock.now() - settings.AXES_COOLOFF_TIME
    rows = (
        AccessAttempt.objects.annotate(login=Lower("username"))
        .filter(login__in=names, failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since)
        .values_list("login").annotate(addresses=Count("ip_address", distinct=True))
    )
    return dict(rows)


@dataclass(frozen=True)
class LookFilter:
    account: int | None = None
    kind: str = ""
    subject: str = ""
    day: date | None = None


def looks(wanted: LookFilter) -> QuerySet[Look]:
    """Who looked at whom, latest first."""
    found = Look.objects.select_related("account").order_by("-at", "-pk")
    if wanted.account is not None:
        found = found.filter(account_id=wanted.account)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.day:
        start, end = clock.day_span(wanted.day)
        found = found.filter(at__gte=start, at__lt=end)
    return found
