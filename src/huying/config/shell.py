"""What a shell shows around a page: the rooms this account may enter, the two big keys, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import ROLES

from .permissions import TABLE

# Route, words, drawing, in the order of a day's work: the first that is yours is your first page.
ROOMS = (
    ("desk:queue", _("Requests"), "queue"),
    ("desk:board", _("Dispatch"), "board"),
    ("desk:incidents", _("Incidents"), "drop"),
    ("desk:slips", _("Work slips"), "slip"),
    ("field:now", _("My job"), "wrench"),
    ("desk:technicians", _("Technicians"), "people"),
    ("desk:equipment", _("Equipment"), "pump"),
    ("desk:prices", _("Price list"), "book"),
    ("desk:batches", _("Imports"), "box"),
    ("journal:entries", _("Journal"), "speech"),
    ("access:accounts", _("Accounts"), "key"),
    ("access:looks", _("Who looked"), "eye"),
)
# Whoever has only this role comes for this room, whatever else is open to him.
CAME_FOR = {"auditor": "journal:entries", "admin": "access:accounts", "technician": "field:now"}
NEW_CALL = "desk:new_call"
FIND = "desk:find"
STREAM = "stream:news"


@dataclass(frozen=True)
class Room:
    label: str
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True)
class Staff:
    name: str
    role_words: str


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to the room he comes for, or the first that is his."""
    account = cast(Account, request.user)
    rooms = _rooms(request.path, account.roles)
    if rooms:
        wanted = CAME_FOR.get(next(iter(account.roles)), "") if len(account.roles) == 1 else ""
        return redirect(_address(wanted, account.roles) or rooms[0].url)
    return render(request, "ui/error.html", {
        "title": gettext("No room is open to you yet"),
        "words": gettext("Your account has no role, or none of its pages exists here."),
        "remedy": gettext("Ask an administrator to give your account its roles, then sign in again."),
        "back_url": reverse("access:password"),
        "back_words": gettext("Change password"),
        "tone": "waiting",
    })


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; empty for whoever is not signed in."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {}
    roles = account.roles
    words = " · ".join(gettext(text) for role, text in ROLES.items() if role in roles)
    return {
        "rooms": _rooms(request.path, roles),
        "staff": Staff(account.name, words),
        "call_url": _address(NEW_CALL, roles, writing=True),
        "find_url": _address(FIND, roles),
        "stream_url": _address(STREAM, roles),
        "password_url": reverse("access:password"),
        "logout_url": reverse("access:logout"),
    }


def _rooms(path: str, roles: frozenset[str]) -> list[Room]:
    open_rooms = [(url, label, icon) for route, label, icon in ROOMS if (url := _address(route, roles))]
    here = max((url for url, _label, _icon in open_rooms if path.startswith(url)), key=len, default="")
    return [Room(gettext(label), url, icon, url == here) for url, label, icon in open_rooms]


def _address(route: str, roles: frozenset[str], *, writing: bool = False) -> str:
    """Return the route's address; nothing where it does not exist or does not open to these roles."""
    door = TABLE.get(route)
    if door is None or not door.opens_to(roles, writing=writing):
        return ""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
