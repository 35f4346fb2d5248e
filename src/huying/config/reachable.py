"""Whom a resident rings: slips, receipts and the emergency page print it, so a server without it sends them nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def desk_phone(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.DESK_PHONE.strip():
        return []
    return [Warning(
        "Slips, receipts and the emergency page tell residents to ring the desk, but name no number.",
        hint="Set HUYING_DESK_PHONE to the number the desk answers.", id="huying.W001",
    )]
