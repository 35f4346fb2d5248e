"""What every form of every face does with what it is sent: once, and with its mistakes shown where they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.forms import CharField, Form
from django.http import HttpRequest
from django.utils.translation import gettext

from huying.groundwork.journal import services as journal
from huying.kernel import text
from huying.kernel.errors import BadInput, HuyingError
from huying.kernel.words import gettext_noop as _


class WordsField(CharField):
    """A line or text as it comes from keyboards, chats and voice input: without invisible marks."""

    def to_python(self, value: Any) -> str:
        return text.tidy(super().to_python(value))


def client_uuid(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("client_uuid", ""))
    except ValueError:
        raise BadInput(_("This form came without its number. Reload the page and send it again; nothing was saved.")) from None


def once(request: HttpRequest, *, body: Mapping[str, Any], do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do what the form asks exactly once, however often it is sent."""
    match = request.resolver_match
    route = match.view_name if match else request.path
    told = {"path": request.path} | {name: _told(value) for name, value in body.items()}
    return journal.once(client_uuid(request), by=request.user, route=route, body=told, do=do)


def _told(value: Any) -> Any:
    """A file counts by what is in it: phones call every picture image.jpg, and a mended list keeps its name."""
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return {"name": value.name, "sha256": digest.hexdigest()}


def was_sent(request: HttpRequest) -> bool:
    """Whether this very form has been done before, for this very account."""
    return request.method == "POST" and journal.is_known(client_uuid(request), by=request.user)


def show(error: HuyingError, form: Form) -> None:
    """Put a refusal under the field it is about; without such a field, on top."""
    sentence = gettext(error.message)
    form.add_error(error.field if error.field in form.fields else None, sentence % error.facts if error.facts else sentence)
