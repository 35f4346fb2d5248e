from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from huying.kernel import text
from huying.kernel.errors import HuyingError

from . import rules
from .models import Account

# Longer ones only cost the hasher time.
PASSWORD_MOST = 128
ROLE_CHOICES = [(role, gettext_lazy(words)) for role, words in rules.ROLES.items()]


def put_on(form: forms.Form, error: HuyingError) -> None:
    """Show a service's refusal at the field it belongs to."""
    sentence = gettext(error.message)
    form.add_error(error.field if error.field in form.fields else None, sentence % error.facts if error.facts else sentence)


class OnceForm(forms.Form):
    """Carries the id by which a write sent twice is done once. The page prints it with {% client_uuid %}."""

    client_uuid = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This page is too old to send. Reload it and enter it again."),
            "invalid": _("This page is too old to send. Reload it and enter it again."),
        },
    )


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Login name and password do not go together. Check capital letters and the input method, then try again."),
        "inactive": _("This account is closed. Ask the administrator."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Login name")
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].max_length = PASSWORD_MOST
        self.fields["password"].widget.attrs["maxlength"] = PASSWORD_MOST

    def clean_username(self) -> str:
        return text.fold(self.cleaned_data["username"])


def _password(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=PASSWORD_MOST, strip=False, widget=widget, help_text=help_text)


class OwnPasswordForm(OnceForm):
    old = _password(_("Present password"), autocomplete="current-password")
    new = _password(_("New password"), autocomplete="new-password", help_text=_(
        "At least 12 characters; a short sentence is easy to remember. No common password, nothing like your name or login name, not figures alone."))
    again = _password(_("New password again"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("The two new passwords differ. Type the new one twice."))
        return given


class NewAccountForm(OnceForm):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As colleagues know them; shown on every page."))
    username = forms.CharField(label=_("Login name"), max_length=30, help_text=_("2 to 30 letters or digits, such as a staff number."))
    password = _password(_("First password"), autocomplete="new-password", help_text=_("At least 12 characters. It must be changed at the first sign-in."))
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple)


class RolesForm(OnceForm):
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple)


class ResetPasswordForm(OnceForm):
    password = _password(_("New first password"), autocomplete="new-password", help_text=_("At least 12 characters. It must be changed at the first sign-in."))


class FindAccountsForm(forms.Form):
    q = forms.CharField(label=_("Name or login name"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("any role")), *ROLE_CHOICES], required=False)
    closed = forms.BooleanField(label=_("Closed accounts"), required=False)


class FindLooksForm(forms.Form):
    account = forms.ModelChoiceField(
        label=_("Looked by"), queryset=Account.objects.order_by("name"), required=False, empty_label=_("anybody")
    )
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    subject = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
