from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.groundwork.access.models import Account


class FindEntriesForm(forms.Form):
    actor = forms.ModelChoiceField(label=_("Who"), queryset=Account.objects.order_by("name"), required=False, empty_label=_("anybody"))
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    thread = forms.UUIDField(required=False, widget=forms.HiddenInput)
