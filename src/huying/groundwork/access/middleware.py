"""The gate: every route is closed unless the table of doors opens it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from huying.kernel import clock

from .rules import Door

log = logging.getLogger(__name__)
READING = ("GET", "HEAD", "OPTIONS")


def wants_no_page(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted or "text/event-stream" in accepted


class RoleGate:
    """Asks settings.ROUTE_DOORS (route name → Door) before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "came_through_a_door", False):
            # Not no-store: with it the browser's Back would lose a call half typed.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        door = self.door_of(request)
        if door is not None and not door.needs_login:
            return None
        request.came_through_a_door = True
        if not request.user.is_authenticated or has_lasted_too_long(request):
            return ask_to_sign_in(request)
        if door is None or not door.opens_to(request.user.roles, writing=request.method not in READING):
            # What it says: handler403 of the URLconf.
            raise PermissionDenied
        if request.user.has_temporary_password and door.needs_role:
            return redirect("access:password")
        return None

    def door_of(self, request: HttpRequest) -> Door | None:
        doors: Mapping[str, Door] = settings.ROUTE_DOORS
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in doors:
            return doors[name]
        if settings.UNLISTED_ROUTES_RAISE:
            raise ImproperlyConfigured(f"route {name!r} ({request.path}) is not in config/permissions.py")
        log.error("route %r is not in config/permissions.py: closed to everybody", name)
        return None


def has_lasted_too_long(request: HttpRequest) -> bool:
    """End a session after settings.SESSION_LONGEST, however much it was used."""
    now = int(clock.now().timestamp())
    if now - request.session.setdefault("began", now) < settings.SESSION_LONGEST.total_seconds():
        return False
    logout(request)
    return True


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page asked for → the login page, then back here. Anything else → 401, and what was typed stays where it is."""
    words = _("You are signed out: the session ended or was ended.")
    remedy = _("Nothing was saved. Sign in in another tab, then come back to this one and send it again.")
    if wants_no_page(request):
        return JsonResponse({"error": {"status": 401, "title": words, "message": remedy, "field": ""}}, status=401)
    login = resolve_url(settings.LOGIN_URL)
    if request.method in READING and not request.headers.get("HX-Request"):
        return HttpResponseRedirect(f"{login}?{urlencode({'next': request.get_full_path()})}")
    context = {"title": words, "remedy": remedy, "status": 401, "back_url": login, "back_words": _("Sign in")}
    response = render(request, "ui/error.html", context, status=401)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#toasts", "beforeend", ".notice"
    return response
