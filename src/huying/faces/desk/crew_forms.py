"""What the shift leader enters about one technician. Whether it can be meant is asked of the rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.groundwork.crews import rules
from huying.kernel import clock
from huying.kernel.windows import Window

from .forms import LARGEST_ID, choices

MOMENT = {"type": "datetime-local"}


class PresenceForm(forms.Form):
    presence = forms.ChoiceField(label=_("Now"), choices=choices(rules.PRESENCE))


class ShiftForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), initial="08:00", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), initial="17:00", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                           help_text=_("Earlier than the beginning: on the next day."))

    def span(self) -> Window:
        """A night shift ends on the morrow."""
        given, now = self.cleaned_data, clock.now()
        starts = datetime.combine(given["day"], given["starts"], tzinfo=clock.SHANGHAI)
        rules.require_near(starts, now=now)
        ends = datetime.combine(given["day"], given["ends"], tzinfo=clock.SHANGHAI)
        return rules.read_span(starts, ends if ends > starts else ends + timedelta(days=1), most=rules.SHIFT_MOST, now=now)


class LeaveForm(forms.Form):
    starts = forms.DateTimeField(label=_("From"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"))
    ends = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"))
    reason = forms.CharField(label=_("Why"), max_length=60, required=False)

    def span(self) -> Window:
        return rules.read_span(self.cleaned_data["starts"], self.cleaned_data["ends"], most=rules.LEAVE_MOST, now=clock.now())


class RowForm(forms.Form):
    row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_ID)


class PermitForm(RowForm):
    until = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
