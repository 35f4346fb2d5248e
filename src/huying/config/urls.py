"""Every address of the house. A room's addresses stand in the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from . import health, shell

urlpatterns: list[URLPattern | URLResolver] = [
    path("", shell.front, name="front"),
    path("language/", require_POST(set_language), name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("", include("huying.groundwork.access.urls")),
    path("", include("huying.groundwork.journal.urls")),
    path("", include("huying.faces.doorstep.urls")),
    path("", include("huying.faces.stream.urls")),
    path("", include("huying.fieldwork.visits.urls")),
    path("desk/", include("huying.faces.desk.urls")),
    path("field/", include("huying.faces.field.urls")),
]

handler400 = "huying.config.errors.bad_request"
handler403 = "huying.config.errors.permission_denied"
handler404 = "huying.config.errors.page_not_found"
handler500 = "huying.config.errors.server_error"
