"""Files of a visit: shown to those who may see the visit, by nobody kept."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from huying.groundwork.access import looks
from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _

from . import selectors
from .services.vault import path_of


def _file(sha256: str, suffix: str, *, name: str, kind: str) -> HttpResponseBase:
    try:
        file = path_of(sha256, suffix).open("rb")
    except FileNotFoundError:
        raise Missing(_("There is no such photo.")) from None
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    # Whatever a browser may take it for: it runs nothing and reaches nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = selectors.photo_for(request.user, pk)
    if found is None:
        raise Missing(_("There is no such photo."))
    looks.shown_cases(request, found.visit.thread)
    return _file(found.sha256, ".jpg", name=f"{found.visit.number}-{found.moment}.jpg", kind="image/jpeg")


@require_safe
def drawing(request: HttpRequest, number: str) -> HttpResponseBase:
    found = selectors.drawing_for(request.user, number)
    if found is None:
        raise Missing(_("There is no such photo."))
    looks.shown_cases(request, found.visit.thread)
    return _file(found.drawing_sha256, ".png", name=f"{number}-signature.png", kind="image/png")
