"""“Same thing?” and “where is this?”: what the machine proposes and a person decides."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.casework.intake import selectors, services
from huying.faces import sending
from huying.groundwork.access import looks
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import parked_address, parked_addresses
from huying.groundwork.places.services import settle_address
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop

PAGE = 20


@require_GET
def likenesses(request: HttpRequest) -> HttpResponse:
    """Two messages side by side, the likeliest first; one key each."""
    page = Paginator(selectors.open_likenesses(), PAGE).get_page(request.GET.get("page"))
    looks.shown_cases(request, *(case for pair in page for case in (pair.earlier_id, pair.later_id)))
    return render(request, "desk/likenesses.html", {"page": page})


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    is_same = request.POST.get("same") == "1"
    sending.once(
        request, body={"same": is_same},
        do=lambda: {"state": services.decide_likeness(pk, is_same=is_same, by=request.user).state},
    )
    return redirect("desk:likenesses")


class WhereForm(forms.Form):
    place = forms.ModelChoiceField(label=_("Compound"), queryset=Place.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(kind=Place.Kind.COMPOUND, gone_at=None).order_by("label")


@require_http_methods(["GET", "POST"])
def parked(request: HttpRequest) -> HttpResponse:
    """Places people named that we do not know, the most often named first."""
    form = WhereForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid() or not request.POST.get("parked", "").isdecimal():
            raise BadInput(gettext_noop("Choose the compound it is."), field="place")
        pk, place = int(request.POST["parked"]), form.cleaned_data["place"]
        sending.once(
            request, body={"parked": pk, "place": place.pk},
            do=lambda: {"parked": settle_address(parked_address(pk), place, by=request.user).pk},
        )
        messages.success(request, gettext("From now on this name leads to %(place)s.") % {"place": place.label})
        return redirect("desk:parked")
    page = Paginator(parked_addresses(), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/parked.html", {"page": page, "compounds": list(form.fields["place"].queryset)})
