"""The shape of what the desk sends. What is allowed when stands in the rooms below."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.casework.intake import rules
from huying.kernel.dangers import DANGERS
from huying.kernel.trades import TRADES

# Taken by us; the others come in by themselves.
CHANNELS = ("phone", "walk_in", "reception_day", "patrol", "wechat", "paper_slip")


# What a row's id can be, in both databases.
LARGEST_ID = 2**63 - 1


def hidden_id(**attrs: str) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput(attrs=attrs), required=False, min_value=1, max_value=LARGEST_ID)


def choices(words: dict[str, str], *, blank: Any = "") -> list[tuple[str, Any]]:
    named = [(code, _(word)) for code, word in words.items()]
    return [("", blank), *named] if blank else named


class CallForm(forms.Form):
    """Everything is optional at the edge: an emergency is saved with whatever there is."""

    channel = forms.ChoiceField(
        label=_("How it reached us"), choices=[(c, _(rules.CHANNELS[c])) for c in CHANNELS], initial="phone", required=False
    )
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    caller_id = hidden_id()
    person_id = hidden_id()
    caller_name = forms.CharField(label=_("Caller"), max_length=60, required=False)
    relation = forms.ChoiceField(label=_("Calls"), choices=choices(rules.RELATIONS), initial="self", required=False)
    for_name = forms.CharField(label=_("Whom it is for"), max_length=60, required=False)
    for_number = forms.CharField(label=_("Their number"), max_length=60, required=False)
    address = forms.CharField(label=_("Where"), max_length=400, required=False)
    place_id = hidden_id(**{"data-combo-value": ""})
    access_note = forms.CharField(
        label=_("How to get in"), max_length=400, required=False, help_text=_("Where the key is, whom to ask. No door codes: this is printed on slips."),
    )
    words = forms.CharField(label=_("What they say"), widget=forms.Textarea(attrs={"rows": 3}), required=False, strip=False)
    severity = forms.ChoiceField(
        label=_("How urgent"), choices=choices(rules.SEVERITIES, blank=_("as suggested")), required=False
    )
    trade = forms.ChoiceField(label=_("Trade"), choices=choices(TRADES, blank=_("as suggested")), required=False)
    responsibility = forms.ChoiceField(
        label=_("Whose part"), choices=choices(rules.RESPONSIBILITIES, blank=_("as suggested")), required=False
    )
    kind = forms.ChoiceField(label=_("What they want"), choices=choices(rules.KINDS, blank=_("as suggested")), required=False)
    joins = forms.UUIDField(required=False)
    slip_number = forms.CharField(label=_("Slip number"), max_length=20, required=False)
    slip_time = forms.DateTimeField(
        label=_("Time on the slip"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    to = forms.CharField(label=_("Where they were told to turn"), max_length=60, required=False)
    note = forms.CharField(
        label=_("What the resident was told"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def clean_channel(self) -> str:
        return self.cleaned_data["channel"] or "phone"

    def clean_relation(self) -> str:
        return self.cleaned_data["relation"] or "self"


class QueueForm(forms.Form):
    """Filters of the queue; whatever cannot be read is as if it were not there."""

    view = forms.CharField(required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("any state")), *[(s, _(rules.REQUEST_STATES[s])) for s in rules.OPEN]],
    )
    trade = forms.ChoiceField(label=_("Trade"), required=False, choices=choices(TRADES, blank=_("any trade")))
    compound = forms.ChoiceField(label=_("Compound"), required=False)

    def __init__(self, *args: Any, compounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = [("", _("any compound")), *compounds]


class TriageForm(forms.Form):
    severity = forms.ChoiceField(label=_("How urgent"), choices=choices(rules.SEVERITIES))
    trade = forms.ChoiceField(label=_("Trade"), choices=choices(TRADES, blank=_("not known yet")))
    responsibility = forms.ChoiceField(
        label=_("Whose part"), choices=choices(rules.RESPONSIBILITIES, blank=_("not known yet")), required=False
    )
    kind = forms.ChoiceField(label=_("What they want"), choices=choices(rules.KINDS))
    address = forms.CharField(label=_("Where"), max_length=400, required=False)
    place_id = hidden_id(**{"data-combo-value": ""})
    dangers = forms.MultipleChoiceField(
        label=_("Danger"), choices=choices(DANGERS), required=False, widget=forms.CheckboxSelectMultiple
    )
    # Boxes that are all empty send nothing: this says that they were on the page.
    dangers_shown = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What the resident was told"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(NoteForm):
    note = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class WhereForm(NoteForm):
    to = forms.CharField(label=_("To whom"), max_length=60, required=False)
    field_order = ("to", "note", "version")


class WaitForm(forms.Form):
    reason = forms.ChoiceField(label=_("What it waits for"), choices=choices(rules.WAITING_REASONS, blank=_("choose")), required=False)
    review_on = forms.DateField(label=_("Look again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MergeForm(forms.Form):
    into = forms.CharField(label=_("Receipt number of the earlier request"), max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BareForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class JoinForm(forms.Form):
    receipt = forms.CharField(label=_("Receipt number"), max_length=20)
