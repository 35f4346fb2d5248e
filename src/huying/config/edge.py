"""What every request meets before a view does: text that can be stored, a language, a session that stays awake."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from huying.kernel import clock
from huying.kernel.errors import BadInput, Missing
from huying.kernel.words import gettext_noop as _

from .errors import respond_to

# NUL, other controls that no keyboard makes, and half symbols: SQLite takes what PostgreSQL rejects, so we ask in
# front of both. Tab, line ends and Word's soft line break (VT) pass; the forms tidy them.
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
DEEPEST = 20
SESSION_WAKES_EVERY_S = 600


class TextMiddleware(MiddlewareMixin):
    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if UNREADABLE.search(request.path):
            return respond_to(request, Missing(_("There is no page under this address.")))
        if request.path in settings.TAKES_ANY_TEXT:
            return None
        try:
            for field, text in _texts(request):
                _require_readable(field, text)
        except BadInput as error:
            return respond_to(request, error)
        return None


def _texts(request: HttpRequest) -> Iterator[tuple[str, str]]:
    yield from _pairs(request.GET.lists())
    if request.content_type == "application/json":
        yield from _strings(read_json(request.body))
    elif request.method == "POST":
        yield from _pairs(request.POST.lists())
        for field, files in request.FILES.lists():
            yield from ((field, file.name or "") for file in files)


def _pairs(fields: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, str]]:
    for field, texts in fields:
        yield field, field
        yield from ((field, text) for text in texts)


def _require_readable(field: str, text: str) -> None:
    if found := UNREADABLE.search(text):
        raise BadInput(
            _("The text in “%(place)s” contains a character that cannot be stored, after “%(before)s”. "
              "Delete it there and send again; nothing was saved."),
            field=UNREADABLE.sub("", field), place=UNREADABLE.sub("", field), before=text[: found.start()][-12:],
        )


def read_json(body: bytes) -> Any:
    """Return the value of a JSON text, or raise BadInput: doubled names, NaN, endless numbers and depth are refused."""
    try:
        return json.loads(body, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadInput(_("What was sent is not readable JSON. Correct it and send again; nothing was saved.")) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > len(dict(pairs)):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def _strings(value: Any, field: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise BadInput(_("What was sent is nested too deeply. Send it flatter; nothing was saved."))
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, field, depth + 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name, name
            yield from _strings(one, name, depth + 1)


class LanguageMiddleware(MiddlewareMixin):
    """Chinese unless the reader chose otherwise on the page: an English browser on a Shanghai desk is no choice."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class IdleMiddleware(MiddlewareMixin):
    """Eight idle hours end a session: it is written again while in use, but not at every request."""

    def process_request(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        now, session = int(clock.now().timestamp()), request.session
        if now - session.get("woken", 0) >= SESSION_WAKES_EVERY_S and not session.is_empty():
            session["woken"] = now
