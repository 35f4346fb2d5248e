"""One reader of the journal per process, shared by all who listen."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import Max

from huying.groundwork.journal.models import Entry

from . import rules
from .rules import News

T = TypeVar("T")
log = logging.getLogger(__name__)
QUEUE_MOST = 500
# A listener too slow to keep up is told to reload instead of growing a queue without end.
FLOODED = None


def _news_of(row: dict[str, Any]) -> News:
    return News(
        id=row["id"], kind=row["kind"], subject=row["subject"], thread=str(row["thread"] or ""),
        visit=str(row["facts"].get("visit", "")), told=tuple(row["told"]),
    )


_COLUMNS = ("id", "kind", "subject", "thread", "facts", "told")


def newest_id() -> int:
    return int(Entry.objects.aggregate(newest=Max("id"))["newest"] or 0)


def entries_after(last_id: int, *, most: int) -> list[News]:
    return [_news_of(row) for row in Entry.objects.filter(id__gt=last_id).order_by("id").values(*_COLUMNS)[:most]]


class Reader:
    """Reads each entry once, also those whose ids were handed out earlier and committed later."""

    def __init__(self, last_id: int, known: set[int], now: float) -> None:
        self.last_id = last_id
        self.gaps = {i: now for i in range(max(1, last_id - rules.TRAIL), last_id) if i not in known}

    @classmethod
    def at_the_end(cls) -> Reader:
        last = newest_id()
        known = set(Entry.objects.filter(id__gt=last - rules.TRAIL).values_list("id", flat=True))
        return cls(last, known, time.monotonic())

    def read(self) -> list[News]:
        now = time.monotonic()
        self.gaps = {i: since for i, since in self.gaps.items() if now - since < rules.GAP_FOR_S}
        late = Entry.objects.filter(id__in=self.gaps).values(*_COLUMNS) if self.gaps else ()
        found = [_news_of(row) for row in late] + entries_after(self.last_id, most=QUEUE_MOST)
        for news in found:
            self.gaps.pop(news.id, None)
            self.gaps.update(dict.fromkeys(range(self.last_id + 1, news.id), now))
            self.last_id = max(self.last_id, news.id)
        return found


class Hub:
    """Listeners of one event loop. The reader runs only while somebody listens."""

    def __init__(self) -> None:
        self.queues: set[asyncio.Queue[News | None]] = set()
        self.task: asyncio.Task[None] | None = None
        # A thread of its own, so that one connection serves all and no request's end closes it.
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stream")

    async def run(self, question: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.thread, question, *args)

    async def join(self) -> asyncio.Queue[News | None]:
        queue: asyncio.Queue[News | None] = asyncio.Queue(QUEUE_MOST)
        self.queues.add(queue)
        if self.task is None:
            ready = asyncio.Event()
            self.task = asyncio.create_task(self._poll(ready))
            await ready.wait()
        return queue

    def leave(self, queue: asyncio.Queue[News | None]) -> None:
        self.queues.discard(queue)
        if not self.queues and self.task is not None:
            self.task.cancel()
            self.task = None
            self.thread.submit(connection.close)

    async def _poll(self, ready: asyncio.Event) -> None:
        reader: Reader | None = None
        while True:
            try:
                reader = reader or await self.run(Reader.at_the_end)
                ready.set()
                for news in await self.run(reader.read):
                    self._tell(news)
            except DatabaseError:
                # The pages say it in red themselves; here we only try again on a fresh connection.
                log.warning("the stream cannot read the journal; trying again")
                ready.set()
                await self.run(connection.close)
            await asyncio.sleep(rules.POLL_S)

    def _tell(self, news: News) -> None:
        for queue in self.queues:
            if queue.qsize() >= QUEUE_MOST - 1:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(FLOODED)
            else:
                queue.put_nowait(news)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """Return the hub of the running event loop; a server process has one loop."""
    loop = asyncio.get_running_loop()
    for gone in [known for known in _hubs if known.is_closed()]:
        del _hubs[gone]
    return _hubs.setdefault(loop, Hub())
