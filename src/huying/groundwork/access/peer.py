"""Whose address a try to sign in is counted against."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def peer_address(request: HttpRequest) -> str:
    """Return the peer's address, or behind our own proxy the last address it added: earlier ones anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
