"""Keying slips in: by keyboard alone, one line per thing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.faces.sending import WordsField, show
from huying.fieldwork.visits.models import Visit
from huying.fieldwork.visits.selectors import visit_by_number
from huying.kernel import clock, ids
from huying.kernel.errors import BadInput
from huying.kernel.text import fold

from .slips import Keyed, read_material, read_time

WRONG_NUMBER = _("“%(number)s” is no slip number: a letter is wrong or missing. Compare it with the slip, letter by letter.")
NOT_OURS = _("No visit has the number %(number)s. Is it the receipt number? The slip number stands at the top left.")


class SlipNumberForm(forms.Form):
    number = WordsField(label=_("Number of the work slip"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "data-takes-focus": "", "data-key": "/"}))
    visit: Visit | None = None

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        number = ids.read_receipt(fold(typed))
        if number is None:
            raise forms.ValidationError(gettext(str(WRONG_NUMBER)) % {"number": typed})
        self.visit = visit_by_number(number)
        if self.visit is None:
            raise forms.ValidationError(gettext(str(NOT_OURS)) % {"number": number})
        return number


class SlipForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    arrived = WordsField(label=_("Arrived"), required=False, max_length=20, help_text=_("1405 or 14:05"),
                         widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "data-takes-focus": ""}))
    finished = WordsField(label=_("Finished"), required=False, max_length=20,
                          widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))
    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect, initial="fixed", choices=[
        ("fixed", _("Fixed")), ("not_fixed", _("Not fixed yet")), ("missed", _("Nobody home"))])
    work_done = WordsField(label=_("What was done"), required=False, max_length=2000)
    materials = WordsField(label=_("Materials"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("One per line, the quantity at the end: PVC elbow 2"))
    signer = WordsField(label=_("Signed by"), required=False, max_length=60, help_text=_("Empty: the slip is not signed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": clock.local(clock.now()).date()})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field in ("arrived", "finished"):
            try:
                data[f"{field}_at"] = read_time(data.get(field, ""), day=data["day"], field=field) if "day" in data else None
            except BadInput as error:
                show(error, self)
        data["lines"] = self._lines(data.get("materials", ""))
        if data.get("outcome") != "missed" and not data.get("work_done"):
            self.add_error("work_done", gettext("Write what was done: a few words are enough."))
        return data

    def _lines(self, text: str) -> tuple[tuple[str, Decimal, str], ...]:
        read = []
        for number, line in enumerate(text.splitlines(), start=1):
            try:
                if line.strip():
                    read.append(read_material(line, line=number))
            except BadInput as error:
                show(error, self)
        return tuple(read)

    def keyed(self) -> Keyed:
        d = self.cleaned_data
        return Keyed(
            arrived=d["arrived_at"], finished=d["finished_at"], was_home=d["outcome"] != "missed", is_fixed=d["outcome"] == "fixed",
            work_done=d["work_done"], materials=d["lines"], signer=d["signer"],
        )
