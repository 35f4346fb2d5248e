"""No request body larger than we mean to read: counted as it comes in, before Django stores any of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Spoken before Django knows the reader's language, so in both.
SENTENCE = (
    "内容太大，系统没有保存。请把照片或文件缩小，或分几次发送。\n"
    "This is too large and was not saved. Make the photo or file smaller, or send it in parts.\n"
)


class _TooLarge(Exception):
    """More came in than was announced or allowed."""


def limited(app: App, *, largest: int) -> App:
    """Return `app` behind a door that answers 413 to bodies of more than `largest` bytes."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if _announced(scope) > largest:
            return await _refuse(send)
        read = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                raise _TooLarge
            return message

        try:
            await app(scope, counted, send)
        except _TooLarge:
            await _refuse(send)

    return door


def _announced(scope: Scope) -> int:
    for name, value in scope.get("headers", ()):
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _refuse(send: Send) -> None:
    body = SENTENCE.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})
