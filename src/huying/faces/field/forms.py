"""The small forms of the phone: few fields, large choices, nothing to type that can be touched."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from huying.faces.sending import WordsField, show
from huying.fieldwork.dispatch.rules import DECLINE_REASONS
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits import services as visits
from huying.groundwork.prices.models import PriceItem
from huying.groundwork.prices.selectors import current_items, quote
from huying.kernel import ids
from huying.kernel.errors import BadInput
from huying.kernel.money import yuan

from . import rules

DID_IT = [("yes", _("Fixed")), ("no", _("Not fixed yet"))]


def _choices(words: Any) -> list[tuple[str, Any]]:
    return [(key, gettext_lazy(text)) for key, text in words.items()]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PhoneForm(forms.Form):
    """What is missing is asked for in the words of the trade."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _missing(field)


def _missing(field: forms.Field) -> str:
    match field:
        case forms.ChoiceField():
            return gettext("Choose one of these.")
        case forms.FileField():
            return gettext("No photo yet. Take one first.")
    return gettext("Please fill this in: a few words are enough.")


class TouchForm(PhoneForm):
    """A form without a field of its own: one touch."""


class WaitForm(PhoneForm):
    reason = forms.ChoiceField(label=_("What for"), choices=_choices(visit_rules.PAUSE_REASONS), widget=forms.RadioSelect)
    again = forms.ChoiceField(label=_("Look again when"), choices=_choices(rules.REVIEWS), widget=forms.RadioSelect, initial="60")
    note = WordsField(label=_("What exactly"), required=False, max_length=200, widget=_lines(2))


class HelpForm(PhoneForm):
    note = WordsField(label=_("What kind of help"), max_length=200, widget=_lines(2), help_text=_("One more pair of hands, a licence, a tool: the desk finds it."))


class PutBackForm(PhoneForm):
    note = WordsField(label=_("What the next one must know"), required=False, max_length=200, widget=_lines(2))


class MissForm(PhoneForm):
    note = WordsField(label=_("What you tried"), required=False, max_length=200, widget=_lines(2), help_text=_("Knocked, rang, left a note."))


class FinishForm(PhoneForm):
    is_fixed = forms.ChoiceField(label=_("Is it fixed?"), choices=DID_IT, widget=forms.RadioSelect, initial="yes")
    work_done = WordsField(label=_("What was done"), max_length=2000, widget=_lines(3))


class SuspicionForm(PhoneForm):
    words = WordsField(label=_("What looks wrong"), max_length=2000, widget=_lines(4),
                       help_text=_("It comes back, it comes from elsewhere, it was never like this: say it in your own words."))


class DeclineForm(PhoneForm):
    reason = forms.ChoiceField(label=_("Why not"), choices=_choices(DECLINE_REASONS), widget=forms.RadioSelect)
    note = WordsField(label=_("More"), required=False, max_length=200)


class ItemChoice(forms.ModelChoiceField):
    """An item of the list in force, with the price of its material."""

    def label_from_instance(self, item: PriceItem) -> str:
        price = yuan(item.material_fen) if item.material_fen is not None else gettext("to be quoted")
        return f"{item.name} · {price}/{item.unit}"


class MaterialForm(PhoneForm):
    item = ItemChoice(label=_("From the list"), queryset=PriceItem.objects.none(), required=False, empty_label=_("not on the list"))
    name = WordsField(label=_("Or its name"), required=False, max_length=80)
    quantity = forms.DecimalField(label=_("How much"), min_value=Decimal("0.01"), max_value=Decimal(9999), decimal_places=2, initial=1,
                                  error_messages={"max_value": _("At most 9999 fit here."), "min_value": _("At least 0.01.")},
                                  widget=forms.NumberInput(attrs={"inputmode": "decimal"}))
    unit = WordsField(label=_("Unit"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = current_items().filter(material_fen__gt=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("item") and not data.get("name"):
            self.add_error("name", gettext("Choose the material from the list, or write its name."))
        return data


class ExtraForm(PhoneForm):
    """An item of the list: how many, and who says yes. The price stands beside every number before anybody agrees."""

    quantity = forms.TypedChoiceField(label=_("How many"), coerce=int, widget=forms.RadioSelect, initial=1)
    agreed_by = forms.ChoiceField(label=_("Who agreed"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, item: PriceItem, ruling: visit_rules.Ruling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = [(n, _priced(item, n, ruling)) for n in (1, 2, 3, 4)]
        self.fields["quantity"].choices = counts
        who = [(key, gettext(text)) for key, text in visit_rules.AGREED_BY.items() if visit_rules.may_agree(ruling.kind, key)]
        self.fields["agreed_by"].choices = who


def _priced(item: PriceItem, count: int, ruling: visit_rules.Ruling) -> str:
    total = quote(item, Decimal(count)).total_fen
    price = gettext("free of charge") if ruling.kind == "free" else yuan(total or 0)
    return f"{count} {item.unit} · {price}"


class PassOnForm(PhoneForm):
    words = WordsField(label=_("What they ask for"), max_length=200, widget=_lines(2))


class PhotoForm(PhoneForm):
    moment = forms.ChoiceField(label=_("Before or after"), choices=_choices(visit_rules.PHOTO_MOMENTS), widget=forms.RadioSelect, initial="before")
    # A plain file field: what it is, its content says, and only the bounded reader may open it.
    photo = forms.FileField(label=_("Photo"), allow_empty_file=True, widget=forms.FileInput(
        attrs={"accept": "image/*", "capture": "environment", "data-camera": ""}))

    def clean_photo(self) -> visits.Kept | None:
        """Read, redraw and keep it here, before any transaction begins."""
        try:
            return visits.keep_photo(self.cleaned_data["photo"].read())
        except BadInput as error:
            show(error, self)
            return None


class SignForm(PhoneForm):
    signer = WordsField(label=_("Name of who signs"), max_length=60)
    way = "glass"


class GlassForm(SignForm):
    signature = forms.FileField(label=_("Signature"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"hidden": True}))

    def clean_signature(self) -> str:
        """Keep the drawing and go on with its hash."""
        try:
            sent = self.cleaned_data["signature"]
            return visits.keep_drawing(sent.read() if sent else b"")
        except BadInput as error:
            show(error, self)
            return ""


class ReceiptForm(SignForm):
    way = "receipt_code"
    code = WordsField(label=_("Receipt number"), max_length=20, help_text=_("The desk told the resident on the phone; it also stands on the torn-off part of the slip. Such as KX7-9QT4."),
                      widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}))

    def __init__(self, *args: Any, receipt: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receipt = receipt

    def clean_code(self) -> str:
        read = ids.read_receipt(self.cleaned_data["code"])
        if read is None:
            raise forms.ValidationError(gettext("This is not a receipt number: one letter is wrong or missing. Read it again, letter by letter."))
        if read != self.receipt:
            raise forms.ValidationError(gettext("This receipt number belongs to another request. Ask the resident for the one of this repair."))
        return read


class WitnessForm(SignForm):
    way = "witness"
    witness = WordsField(label=_("Who watched"), max_length=60, help_text=_("Name, and where he or she belongs: building contact, neighbour, committee."))
