from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop

from . import forms, ledger, looks, rules, selectors, services
from .models import Account

PAGE = 40
SECRETS = frozenset({"password", "old", "new", "again"})


# --- one's own -------------------------------------------------------------------------------------------------------


class SignIn(LoginView):
    template_name = "access/login.html"
    authentication_form = forms.SignInForm
    http_method_names = ["get", "head", "post", "options"]

    def form_valid(self, form: Any) -> HttpResponseBase:
        response = super().form_valid(form)
        services.note_sign_in(self.request.user)
        # The gate counts from here how long this session may last at most.
        self.request.session["began"] = int(clock.now().timestamp())
        return response


def locked_out(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """What the guard of the login page (django-axes) shows to a pair of name and address that guessed too often."""
    return render(request, "access/locked_out.html", {"emergency_only": True}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        services.note_sign_out(request.user)
        logout(request)
    return redirect("access:login")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; None for a form that is only shown. An empty sending is a sending too."""
    return request.POST if request.method == "POST" else None


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    form = forms.OwnPasswordForm(posted(request))
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            once(request, form, lambda: {"account": services.change_password(request.user, old=old, new=new).pk})
        except BadInput as error:
            forms.put_on(form, error)
        else:
            # This session alone stays; its key changes.
            update_session_auth_hash(request, the_account(request.user.pk))
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect("/")
    context = {"form": form, "is_forced": request.user.has_temporary_password}
    return render(request, "access/password.html", context, status=422 if form.errors else 200)


# --- the administrator's ---------------------------------------------------------------------------------------------


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    form = forms.FindAccountsForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = selectors.accounts(
        search=wanted.get("q", ""), role=wanted.get("role", ""), closed=bool(wanted.get("closed"))
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    locked = selectors.locked_addresses(page.object_list)
    rows = [(account, role_words(account), locked.get(account.username, 0)) for account in page]
    return render(request, "access/accounts.html", {"form": form, "page": page, "rows": rows, "query": kept(request)})


def role_words(account: Account) -> list[str]:
    """The roles in the reader's words, in the order of the table; from the prefetched grants."""
    held = {grant.role for grant in account.grants.all()}
    return [_(words) for role, words in rules.ROLES.items() if role in held]


def kept(request: HttpRequest) -> str:
    """The query string without the page number, for the pager."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    form = forms.NewAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> dict[str, Any]:
            account = services.open_account(
                given["username"], name=given["name"], password=given["password"], roles=given["roles"], by=request.user
            )
            return {"account": account.pk}

        try:
            result = once(request, form, do)
        except BadInput as error:
            forms.put_on(form, error)
        else:
            messages.success(request, _("The account is open. Give the login name and the first password in person."))
            return redirect("access:account", pk=result["account"])
    return render(request, "access/open_account.html", {"form": form}, status=422 if form.errors else 200)


def once(request: HttpRequest, form: django_forms.Form, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do a write once however often it is sent. Another password is another write."""
    given = {k: v for k, v in form.cleaned_data.items() if k != "client_uuid"}
    body = {k: _sealed(v) if k in SECRETS else v for k, v in given.items()} | request.resolver_match.kwargs
    route = request.resolver_match.view_name
    return ledger.journal().once(form.cleaned_data["client_uuid"], by=request.user, route=route, body=body, do=do)


def _sealed(secret: str) -> str:
    """Stands for a password in what is remembered: without the house's key nobody can try words against it."""
    return salted_hmac("access.once", secret, algorithm="sha256").hexdigest()


def the_account(pk: int) -> Account:
    account = Account.objects.filter(pk=pk).first()
    if account is None:
        raise Missing(gettext_noop("There is no such account. Go back to the list of accounts."))
    return account


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    return account_page(request, the_account(pk))


def account_page(request: HttpRequest, shown: Account, *, roles: Any = None, password: Any = None) -> HttpResponse:
    wrong = any(form is not None and form.errors for form in (roles, password))
    context = {
        "account": shown,
        "role_words": role_words(shown),
        "locked": selectors.locked_addresses([shown]).get(shown.username, 0),
        "roles_form": roles or forms.RolesForm(initial={"roles": sorted(shown.roles)}),
        "password_form": password or forms.ResetPasswordForm(),
    }
    return render(request, "access/account.html", context, status=422 if wrong else 200)


@require_POST
def set_roles(request: HttpRequest, pk: int) -> HttpResponse:
    changed, form = the_account(pk), forms.RolesForm(request.POST)
    if not form.is_valid():
        return account_page(request, changed, roles=form)
    return done(request, changed, form, lambda: services.set_roles(changed, form.cleaned_data["roles"], by=request.user),
                _("The roles are saved. %(name)s is signed out and works with them from the next sign-in."))


@sensitive_post_parameters("password")
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    changed, form = the_account(pk), forms.ResetPasswordForm(request.POST)
    if form.is_valid():
        try:
            return done(request, changed, form,
                        lambda: services.reset_password(changed, form.cleaned_data["password"], by=request.user),
                        _("%(name)s has a new first password. Give it in person; it must be changed at the first sign-in."))
        except BadInput as error:
            forms.put_on(form, error)
    return account_page(request, changed, password=form)


def done(request: HttpRequest, changed: Account, form: django_forms.Form, do: Callable[[], None], said: str) -> HttpResponse:
    once(request, form, lambda: do() or {})
    messages.success(request, said % {"name": changed.name})
    return redirect("access:account", pk=changed.pk)


def press(request: HttpRequest, pk: int, verb: Callable[..., None], said: str) -> HttpResponse:
    """A button without a form of its own."""
    changed, form = the_account(pk), forms.OnceForm(request.POST)
    if not form.is_valid():
        raise BadInput(gettext_noop("This page is too old to send. Reload it and enter it again."), field="client_uuid")
    return done(request, changed, form, lambda: verb(changed, by=request.user), said)


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    return press(request, pk, services.unlock_account, _("%(name)s can sign in again from everywhere."))


@require_POST
def sign_out_everywhere(request: HttpRequest, pk: int) -> HttpResponse:
    return press(request, pk, services.sign_out_everywhere, _("%(name)s is signed out on every device."))


@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    return press(request, pk, services.close_account, _("The account of %(name)s is closed. What was done with it stays in the journal."))


@require_POST
def reopen_account(request: HttpRequest, pk: int) -> HttpResponse:
    return press(request, pk, services.reopen_account, _("The account of %(name)s is open again."))


# --- the auditor's ---------------------------------------------------------------------------------------------------


@require_GET
def looks_page(request: HttpRequest) -> HttpResponse:
    form = forms.FindLooksForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    who = wanted.get("account")
    found = selectors.looks(selectors.LookFilter(
        account=who.pk if who else None, subject=wanted.get("subject", ""), day=wanted.get("day")
    ))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = looks.names_of({look.subject for look in page if look.kind == looks.PERSON})
    rows = [(look, names.get(look.subject, look.subject)) for look in page]
    # Whoever reads this list sees those names too: noted once for the list, not for each of its rows.
    services.record_look(request.user, "looks", wanted.get("subject", "") or "all", "access:looks")
    context = {"form": form, "page": page, "rows": rows, "query": kept(request), "subject": wanted.get("subject", "")}
    return render(request, "access/looks.html", context)

