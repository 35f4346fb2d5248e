"""The verbs of accounts. Whatever narrows or widens what somebody may do ends that account's open sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from axes.utils import reset as forget_attempts
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from huying.kernel import clock, text
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from . import ledger, rules, selectors
from .models import Account, Look, RoleGrant

KIND = "account"


@transaction.atomic
def open_account(
    username: str, *, name: str, password: str, by: Account | None, roles: Iterable[str] = (), is_temporary: bool = True
) -> Account:
    """Open an account. The password counts as known to whoever typed it, so its owner changes it first (`is_temporary`)."""
    username, name = text.fold(username), text.tidy(name)
    if not re.fullmatch(rules.USERNAME, username):
        raise BadInput(_("A login name has 2 to 30 letters, digits, dots or dashes and no spaces."), field="username")
    if selectors.account_named(username):
        raise BadInput(_("“%(username)s” is already somebody's login name. Choose another."), username=username, field="username")
    account = Account(username=username, name=name, created_at=clock.now(), has_temporary_password=is_temporary)
    _put_password(account, password)
    account.save()
    ledger.journal().write("account_opened", kind=KIND, subject=account.pk, by=by, username=username, name=name)
    for role in dict.fromkeys(roles):
        grant_role(account, role, by=by)
    return _locked(account)


def _put_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput(
            _("This password cannot be used: %(why)s"), why=" ".join(error.messages), field="password"
        ) from None
    account.set_password(password)


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update().get(pk=account.pk)


def _end_sessions(account: Account) -> None:
    account.epoch += 1
    account.save(update_fields=["epoch"])


def _require_role(role: str) -> None:
    if role not in rules.ROLES:
        raise BadInput(_("There is no role “%(role)s”. Choose one from the list."), role=role[:40], field="roles")


@transaction.atomic
def grant_role(account: Account, role: str, *, by: Account | None) -> None:
    """Give the role; again changes nothing."""
    _require_role(role)
    account = _locked(account)
    _grant, is_new = RoleGrant.objects.get_or_create(
        account=account, role=role, defaults={"granted_at": clock.now(), "granted_by": by}
    )
    if is_new:
        _end_sessions(account)
        ledger.journal().write("role_granted", kind=KIND, subject=account.pk, by=by, role=role)


@transaction.atomic
def revoke_role(account: Account, role: str, *, by: Account | None) -> None:
    """Take the role away; again changes nothing. The last administrator keeps his."""
    _require_role(role)
    account = _locked(account)
    if role == "admin" and "admin" in account.roles:
        _require_another_admin(account)
    taken, _rows = RoleGrant.objects.filter(account=account, role=role).delete()
    if taken:
        _end_sessions(account)
        ledger.journal().write("role_revoked", kind=KIND, subject=account.pk, by=by, role=role)


def _require_another_admin(account: Account) -> None:
    # Locked in one order, so that two administrators cannot strip each other at the same moment.
    list(RoleGrant.objects.select_for_update().filter(role="admin").order_by("pk"))
    if not selectors.admins_left_without(account):
        raise NotNow(_("%(name)s is the last administrator. Give somebody else the role first."), name=account.name)


@transaction.atomic
def set_roles(account: Account, roles: Iterable[str], *, by: Account) -> None:
    """Make the account's roles exactly these."""
    wanted, held = set(roles), set(account.grants.values_list("role", flat=True))
    for role in sorted(wanted - held):
        grant_role(account, role, by=by)
    for role in sorted(held - wanted):
        revoke_role(account, role, by=by)


@transaction.atomic
def reset_password(account: Account, password: str, *, by: Account | None) -> None:
    """Give somebody a new password that works until he has chosen his own; his sessions end."""
    account = _locked(account)
    _put_password(account, password)
    account.has_temporary_password = True
    account.save(update_fields=["password", "has_temporary_password"])
    _end_sessions(account)
    forget_attempts(username=account.username)
    ledger.journal().write("password_reset", kind=KIND, subject=account.pk, by=by)


@transaction.atomic
def change_password(account: Account, *, old: str, new: str) -> Account:
    """Change one's own password; every other session of the account ends."""
    account = _locked(account)
    if not account.check_password(old):
        raise BadInput(_("This is not your present password. Type it again."), field="old")
    if old == new:
        raise BadInput(_("The new password is the old one. Choose another."), field="new")
    _put_password(account, new)
    account.has_temporary_password = False
    account.save(update_fields=["password", "has_temporary_password"])
    _end_sessions(account)
    ledger.journal().write("password_changed", kind=KIND, subject=account.pk, by=account)
    return account


@transaction.atomic
def close_account(account: Account, *, by: Account) -> None:
    """Nobody signs in with it any more; what it did stays in the journal."""
    account = _locked(account)
    if not account.is_active:
        return
    if account.pk == by.pk:
        raise NotNow(_("You cannot close your own account. Ask another administrator."))
    if "admin" in account.roles:
        _require_another_admin(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _end_sessions(account)
    ledger.journal().write("account_closed", kind=KIND, subject=account.pk, by=by)


@transaction.atomic
def reopen_account(account: Account, *, by: Account) -> None:
    account = _locked(account)
    if account.is_active:
        return
    account.is_active = True
    account.save(update_fields=["is_active"])
    ledger.journal().write("account_reopened", kind=KIND, subject=account.pk, by=by)


@transaction.atomic
def unlock_account(account: Account, *, by: Account) -> None:
    """Forget the wrong passwords, from every address."""
    forgotten = forget_attempts(username=account.username)
    ledger.journal().write("account_unlocked", kind=KIND, subject=account.pk, by=by, addresses=forgotten)


@transaction.atomic
def sign_out_everywhere(account: Account, *, by: Account) -> None:
    """End every open session of the account: a phone was lost, a desk was left open."""
    _end_sessions(_locked(account))
    ledger.journal().write("sessions_ended", kind=KIND, subject=account.pk, by=by)


@transaction.atomic
def note_sign_in(account: Account) -> None:
    ledger.journal().write("signed_in", kind=KIND, subject=account.pk, by=account)


@transaction.atomic
def note_sign_out(account: Account) -> None:
    ledger.journal().write("signed_out", kind=KIND, subject=account.pk, by=account)


def record_look(account: Account, kind: str, subject: object, route: str) -> None:
    """Note that `account` was shown a sensitive subject; once per route and five minutes, so that it stays readable."""
    record_looks(account, kind, [subject], route)


def record_looks(account: Account, kind: str, subjects: Iterable[object], route: str) -> None:
    """The same for a whole list, in two statements."""
    names, now = {str(subject) for subject in subjects}, clock.now()
    if not names:
        return
    recent = Look.objects.filter(
        account=account, kind=kind, subject__in=names, route=route, at__gt=now - rules.SAME_LOOK, at__lte=now
    )
    fresh = sorted(names - set(recent.values_list("subject", flat=True)))
    Look.objects.bulk_create(Look(at=now, account=account, kind=kind, subject=name, route=route) for name in fresh)
