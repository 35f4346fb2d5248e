"""What the desk's hands do in every journey: take a call by keyboard, see the page of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import Hands


def type_in(hands: Hands, *, number: str, address: str, words: str) -> None:
    """Write down a call from a number nobody knows: the address by its initials, then the words."""
    page = hands.page
    live(page)
    hands.press("F2")
    expect(page.locator("#id_number")).to_be_focused()
    live(page)
    hands.type(number)
    hands.press("Enter")
    # Nobody is known under it: the name is asked for first.
    expect(page.locator("#id_caller_name")).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#id_address")).to_be_focused()
    hands.type(address)
    expect(page.locator("[role=option]").first).to_be_visible()
    hands.press("Enter")
    expect(page.locator("#id_words")).to_be_focused()
    hands.type(words)


def ring_in(hands: Hands, *, number: str, address: str, words: str, key: str = "F8") -> None:
    """Take such a call, and off with it."""
    type_in(hands, number=number, address=address, words=words)
    hands.press(key)
    hands.page.wait_for_url("**/dispatch" if key == "F8" else "**/receipt*")


def case_of(page: Page) -> str:
    """Return the address of the case a dispatch page belongs to."""
    return page.locator(".work-head a[href*='/desk/requests/']").get_attribute("href") or ""


def never_reloaded(page: Page) -> None:
    assert page.evaluate("window.sameDocument"), "the page was loaded anew"


def live(page: Page) -> None:
    """Wait until the page's scripts run and its news comes in."""
    expect(page.locator("[data-live-state][data-state=on]")).to_be_visible()


def mark(page: Page) -> None:
    """Write something into the page that a reload would wipe off."""
    page.evaluate("window.sameDocument = true")
