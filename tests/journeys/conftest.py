"""Journeys: the real server, the demo neighbourhood, real Chromium, in Chinese."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypinyin import lazy_pinyin

from tests.server import RealServer

PASSWORD = "huying-demo-2026"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 375, "height": 812}
KEY_S, FIELD_S = 0.25, 1.0

expect.set_options(timeout=15_000)


@dataclass
class Hands:
    """Hands on a keyboard, counted: 250 ms a key, 1 s to find the next field. Chinese is typed as pinyin and picked."""

    page: Page
    keys: int = 0
    fields: int = 0
    log: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.keys += key.count("+") + 1
        self.log.append(key)
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Fill the next field: a second to look, then the keys an input method needs."""
        self.fields += 1
        self.keys += keys_for(text)
        self.log.append(text)
        self.page.keyboard.insert_text(text) if any(ord(c) > 127 for c in text) else self.page.keyboard.type(text)

    @property
    def seconds(self) -> float:
        return self.keys * KEY_S + self.fields * FIELD_S


def keys_for(text: str) -> int:
    """Keys for `text`: one for a letter or figure; a Chinese character its pinyin letters, and a pick for every two."""
    chinese = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    return len(text) - len(chinese) + sum(len(s) for s in lazy_pinyin("".join(chinese))) + math.ceil(len(chinese) / 2)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("demo"), postgres=os.environ.get("HUYING_TEST_DATABASE_URL", ""))
    server.command("migrate", "--verbosity", "0")
    server.command("demo_load")
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed here")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def sign_in(demo: RealServer, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of one's own for an account: `sign_in("lin")`, `sign_in("wu", phone=True)`."""
    contexts = []
    # Kept for the end: a failure raised among Playwright's own callbacks closes its connection and says nothing.
    failed: list[str] = []

    def sign(username: str, *, phone: bool = False, language: str = "zh-CN") -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK, locale=language, base_url=demo.address, has_touch=phone, timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failed.append(f"a script failed on {page.url}: {error}"))
        page.goto("/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        page.wait_for_load_state("load")
        return page

    yield sign
    for context in contexts:
        context.close()
    assert not failed, "\n".join(failed)


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture of a page where HUYING_PICTURES names a folder; otherwise do nothing."""
    folder = os.environ.get("HUYING_PICTURES", "")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep
