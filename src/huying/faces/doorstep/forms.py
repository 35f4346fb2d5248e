from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.faces.sending import WordsField

from . import rules

TOO_LONG = _("At most %(limit_value)d characters fit here, these are %(show_value)d. Shorten it: the address and one sentence are enough.")


class SlipForm(forms.Form):
    """An emergency in the fewest words. Anything at all is enough to keep it."""

    words = WordsField(
        label=_("What is wrong"), required=False, max_length=rules.WORDS_MOST, error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=_("Somebody in the lift, smell of gas, smoke, water everywhere, no power …"),
    )
    address = WordsField(
        label=_("Where is it"), required=False, max_length=rules.ADDRESS_MOST, error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("As you would say it: compound, building, room, or the nearest gate"),
    )
    number = WordsField(
        label=_("Telephone we can ring back"), required=False, max_length=rules.NUMBER_MOST,
        error_messages={"max_length": TOO_LONG}, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error("words", _("Write at least one thing: what happened, where, or a telephone number."))
        return given
