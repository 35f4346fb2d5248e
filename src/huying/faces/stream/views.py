"""Server-sent events over the journal. An event says only which topic has news."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from . import rules
from .hub import FLOODED, entries_after, hub, newest_id
from .rules import Listener, News

_sessions = import_module(settings.SESSION_ENGINE)


def standing(session_key: str) -> Listener | None:
    """Return who the session belongs to now, with today's roles; None where it has ended."""
    bare = HttpRequest()
    bare.session = _sessions.SessionStore(session_key)
    account = get_user(bare)
    if not account.is_authenticated:
        return None
    account.__dict__.pop("_roles", None)
    return Listener(account.pk, account.roles) if account.roles else None


@require_GET
async def news(request: HttpRequest) -> HttpResponseBase:
    if not isinstance(request, ASGIRequest):
        # A WSGI worker would hang on it for as long as the page is open.
        words = gettext("Live news needs the ASGI server. The pages work without it: reload them to see what is new.")
        return JsonResponse({"error": {"status": 409, "message": words}}, status=409)
    last = request.headers.get("Last-Event-ID", "")
    response = StreamingHttpResponse(
        _events(request.session.session_key, int(last) if last.isdecimal() and len(last) < 19 else None),
        content_type="text/event-stream; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(session_key: str, last_id: int | None) -> AsyncIterator[str]:
    here = hub()
    queue = await here.join()
    try:
        listener = await here.run(standing, session_key)
        if listener is None:
            return
        yield await _beginning(last_id, listener)
        async for text in _running(queue, session_key, listener):
            yield text
    finally:
        here.leave(queue)


async def _beginning(last_id: int | None, listener: Listener) -> str:
    """Say where the stream stands, after what was missed; too much was missed → reload."""
    here = hub()
    newest = await here.run(newest_id)
    if last_id is None or last_id > newest:
        return f"id: {newest}\nevent: hello\ndata: {{}}\n\n"
    missed = await here.run(lambda: entries_after(last_id - rules.TRAIL, most=rules.REPLAY_MOST + rules.TRAIL + 1))
    if len(missed) > rules.REPLAY_MOST + rules.TRAIL:
        return f"id: {newest}\nevent: reload\ndata: {{}}\n\n"
    return f"id: {newest}\nevent: hello\ndata: {{}}\n\n" + _told(missed, listener)


async def _running(queue: asyncio.Queue[News | None], session_key: str, listener: Listener) -> AsyncIterator[str]:
    checked = time.monotonic()
    while True:
        batch = await _next_batch(queue)
        if time.monotonic() - checked >= rules.RECHECK_S:
            fresh, checked = await hub().run(standing, session_key), time.monotonic()
            if fresh is None:
                return
            listener = fresh
        if FLOODED in batch:
            yield "event: reload\ndata: {}\n\n"
        yield _told([one for one in batch if one is not FLOODED], listener) or ": still here\n\n"


async def _next_batch(queue: asyncio.Queue[News | None]) -> list[News | None]:
    """Wait for news, at most one heartbeat long, and take all there is."""
    try:
        batch = [await asyncio.wait_for(queue.get(), rules.BEAT_S)]
    except TimeoutError:
        return []
    while not queue.empty():
        batch.append(queue.get_nowait())
    return batch


def _told(batch: list[News], listener: Listener) -> str:
    """Return the events of a batch, each topic once; nothing where none of it is the listener's."""
    topics = dict.fromkeys(pair for one in batch for pair in rules.topics_of(one, listener))
    last = max((one.id for one in batch), default=0)
    head = f"id: {last}\n" if last else ""
    return "".join(f"{head}data: {json.dumps(rules.message(*pair))}\n\n" for pair in topics)
