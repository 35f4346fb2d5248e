from __future__ import annotations

import pytest

from huying.groundwork.access import ledger, services
from huying.groundwork.access.models import Account, RoleGrant
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import BadInput, NotNow

GOOD = "a-quite-new-passphrase"


def verbs() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


# --- opening ---


def test_it_opens_an_account_with_its_roles(admin):
    opened = services.open_account(" Xin.Ren ", name="新人", password=GOOD, roles=["technician", "technician"], by=admin)
    assert (opened.username, opened.roles, opened.has_temporary_password) == ("xin.ren", {"technician"}, True)
    assert opened.check_password(GOOD)
    assert verbs() == ["account_opened", "role_granted"]


def test_nothing_of_the_password_reaches_the_journal(admin):
    services.open_account("xin", name="新人", password=GOOD, by=admin)
    assert GOOD not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("username", ["x", "two words", "a/b", "x" * 31, ""])
def test_it_refuses_a_login_name_that_cannot_be_typed(admin, username):
    with pytest.raises(BadInput) as refused:
        services.open_account(username, name="新人", password=GOOD, by=admin)
    assert refused.value.field == "username"


def test_it_refuses_a_name_that_differs_only_in_case_or_width(admin, lin):
    with pytest.raises(BadInput):
        services.open_account("ＬＩＮ", name="另一个林", password=GOOD, by=admin)


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234", "xinxinxinxin"])
def test_it_refuses_weak_passwords_and_keeps_nothing(admin, password):
    with pytest.raises(BadInput) as refused:
        services.open_account("xinxinxin", name="新人", password=password, by=admin)
    assert refused.value.field == "password"
    assert not Account.objects.filter(username="xinxinxin").exists()


def test_without_a_journal_no_account_changes(admin, monkeypatch):
    monkeypatch.setattr(ledger, "_ledger", None)
    with pytest.raises(RuntimeError, match="no ledger"):
        services.open_account("xin", name="新人", password=GOOD, by=admin)
    assert not Account.objects.filter(username="xin").exists()


# --- roles ---


def test_a_role_is_granted_once_and_its_repeat_changes_nothing(admin, outsider):
    services.grant_role(outsider, "manager", by=admin)
    services.grant_role(outsider, "manager", by=admin)
    assert verbs() == ["role_granted"]
    assert RoleGrant.objects.get(account=outsider).granted_by == admin


def test_a_role_is_taken_away_and_its_repeat_changes_nothing(admin, chen):
    services.revoke_role(chen, "shift_leader", by=admin)
    services.revoke_role(chen, "shift_leader", by=admin)
    assert verbs() == ["role_revoked"]


def test_set_roles_makes_exactly_these(admin, lin):
    services.set_roles(lin, ["dispatcher", "manager"], by=admin)
    assert Account.objects.get(pk=lin.pk).roles == {"dispatcher", "manager"}


def test_an_unknown_role_is_refused(admin, lin):
    with pytest.raises(BadInput):
        services.grant_role(lin, "superuser", by=admin)


def test_the_last_administrator_keeps_the_role_and_the_account(admin, lin):
    with pytest.raises(NotNow):
        services.revoke_role(admin, "admin", by=admin)
    services.grant_role(lin, "admin", by=admin)
    services.close_account(lin, by=admin)
    with pytest.raises(NotNow):  # lin is closed and counts no more
        services.revoke_role(admin, "admin", by=admin)


# --- passwords ---


def test_changing_it_needs_the_old_one(lin):
    with pytest.raises(BadInput) as refused:
        services.change_password(lin, old="wrong", new=GOOD)
    assert refused.value.field == "old"


def test_the_new_one_must_differ_and_keep_the_policy(lin):
    for new in ("a-long-enough-pass", "short"):
        with pytest.raises(BadInput):
            services.change_password(lin, old="a-long-enough-pass", new=new)


def test_a_reset_makes_it_a_first_password_again(admin, lin):
    services.reset_password(lin, GOOD, by=admin)
    lin.refresh_from_db()
    assert lin.has_temporary_password and lin.check_password(GOOD)
    services.change_password(lin, old=GOOD, new="another-good-phrase")
    lin.refresh_from_db()
    assert not lin.has_temporary_password
    assert verbs() == ["password_reset", "password_changed"]


# --- closing ---


def test_closing_and_reopening_are_written_once_each(admin, lin):
    for verb in (services.close_account, services.close_account, services.reopen_account, services.reopen_account):
        verb(lin, by=admin)
    assert verbs() == ["account_closed", "account_reopened"]


def test_nobody_closes_their_own_account(admin):
    with pytest.raises(NotNow):
        services.close_account(admin, by=admin)
