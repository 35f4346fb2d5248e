"""From an error to what a person meets: one mapping for pages, fragments and JSON."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from huying.kernel.errors import HuyingError

logger = logging.getLogger("huying.errors")

TITLES = {
    400: _("This request could not be read"),
    403: _("You may not do this"),
    404: _("Not found"),
    409: _("Not possible now"),
    412: _("Somebody else changed this in the meantime"),
    413: _("Too large"),
    422: _("This cannot be used as it stands"),
    500: _("Something went wrong on our side"),
    503: _("Not saved: the database does not answer"),
}
# Facts of an error that are our own words and not what somebody entered.
OUR_WORDS = frozenset({"verb", "state", "lifecycle", "trade", "grade", "permit"})


@dataclass(frozen=True)
class Trouble:
    """One error as it is shown: what, where, what to do."""

    status: int
    words: str
    remedy: str = ""
    field: str = ""
    reference: str = ""

    @property
    def title(self) -> str:
        return gettext(TITLES[self.status])


def in_words(error: HuyingError) -> str:
    """Return the error's sentence in the reader's language."""
    facts = {
        name: gettext(str(fact)) if name in OUR_WORDS and fact else fact for name, fact in error.facts.items()
    }
    sentence = gettext(error.message)
    return sentence % facts if facts else sentence


def wants_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json" or request.get_preferred_type(
        ["text/html", "application/json"]
    ) == "application/json"


def respond(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Return the trouble as JSON, or as a page; htmx takes the notice out of the page and shows it in a corner."""
    if wants_json(request):
        shown = {"status": trouble.status, "title": trouble.title, "message": trouble.words, "field": trouble.field}
        return JsonResponse({"error": shown}, status=trouble.status)
    context = {
        "title": trouble.title, "words": trouble.words, "remedy": trouble.remedy,
        "status": trouble.status, "reference": trouble.reference,
    }
    if trouble.status >= 500:
        # Without the request: the reader's name and messages would be asked of a database that may be gone.
        return HttpResponse(render_to_string("house/plain_error.html", context), status=trouble.status)
    response = render(request, "ui/error.html", context, status=trouble.status)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#toasts", "beforeend", ".notice"
    return response


def respond_to(request: HttpRequest, error: HuyingError) -> HttpResponse:
    return respond(request, Trouble(error.status, in_words(error), field=error.field))


class ErrorMiddleware(MiddlewareMixin):
    """Turns the project's own errors into answers; anything else is a fault and stays one."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return respond_to(request, exception) if isinstance(exception, HuyingError) else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        words = gettext("What was sent is larger than this page takes. Send it in parts, or shorten the text.")
        return respond(request, Trouble(413, words))
    return respond(request, Trouble(400, gettext("Go back, reload the page and send it again.")))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = gettext("Your roles do not include this. If you need it for your work, ask an administrator.")
    return respond(request, Trouble(403, words))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = gettext("There is nothing here for you under this address. Check the number, or start from the first page.")
    return respond(request, Trouble(404, words))


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = respond(request, Trouble(
            503, gettext("Nothing was stored just now. An emergency: ring the technician and note the call on paper."),
            gettext("Keep this page open and send again in a minute. If it stays so, tell the administrator."),
        ))
        response["Retry-After"] = "15"
        return response
    reference = secrets.token_hex(4)
    logger.error("server error %s at %s", reference, request.path)
    return respond(request, Trouble(
        500, gettext("It is not certain that what you sent was stored: look before you send it again."),
        gettext("Tell the administrator the code below."), reference=reference,
    ))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = gettext("For safety this page must be opened afresh before it can send: "
                    "it was open too long, or cookies are switched off.")
    return respond(request, Trouble(403, words, gettext("Go back, reload the page and send it again.")))


def login_name(request: HttpRequest | None, credentials: dict[str, str] | None) -> str:
    """Return the name a try counts against: in whatever case it is written, it is the same door."""
    given = credentials or (request.POST if request else {})
    return str(given.get("username", "")).strip().casefold()
