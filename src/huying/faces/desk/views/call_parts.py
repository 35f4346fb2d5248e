"""What appears beside a call while it is written. Nothing here writes anything.

All but the typeahead are POST: numbers and words of residents do not belong into addresses and their logs.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from huying.casework.intake import selectors
from huying.groundwork.access import looks
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import find_places, resolve_address
from huying.kernel import clock

from ..callers import caller_of
from ..pasted import read_chat
from ..reading import understand


@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("number", "")[:60]
    known = caller_of(number)
    looks.shown(request, *known.shown())
    return render(request, "desk/call_caller.html", {
        "caller": known, "asked": number.strip(),
        "chosen": (request.POST.get("caller_id", ""), request.POST.get("person_id", "")),
    })


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    found = find_places(request.GET.get("q", "")[:100])
    return render(request, "desk/call_places.html", {"found": found})


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """The suggestions, the danger questions, the card to read out, and what may be the same thing."""
    data = request.POST
    understood = understand(data.get("words", "")[:20_000], data)
    place_id = data.get("place_id", "")
    place = Place.objects.filter(pk=int(place_id)).first() if place_id.isdecimal() and len(place_id) < 19 else None
    trade = data.get("trade") or understood.value_of("trade")
    near = selectors.near_requests(place, trade=trade, at=clock.now())
    looks.shown_cases(request, *(one.pk for one in [*near.in_building, *near.in_compound]))
    address = data.get("address", "").strip()[:400]
    context = {
        "read": understood, "near": near, "place": place, "address": address,
        "unplaced": "" if place or not address else _unplaced(address),
        "joins": data.get("joins", ""), "has_words": bool(data.get("words", "").strip()),
    }
    return render(request, "desk/call_reading.html", context)


def _unplaced(address: str) -> str:
    """What to say of an address not picked: none is needed where it is clear; else whether the list beside it offers any."""
    if resolve_address(address).place:
        return ""
    return "offered" if find_places(address[:100]) else "unknown"


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/call_pasted.html", {"chat": read_chat(request.POST.get("words", "")[:20_000])})
