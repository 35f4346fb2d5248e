"""Every main page, narrow and wide, in both languages: nothing sticks out, nothing complains, the keyboard is seen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import RealServer

from .conftest import DESK, PASSWORD, PHONE, Hands
from .desk_hands import case_of, ring_in, type_in

pytestmark = pytest.mark.browser

BY_ACCOUNT = {
    "lin": [
        "/desk/", "/desk/?trade=roof", "/desk/calls/new", "{case}", "{case}/receipt", "{dispatch}", "{sent}", "/desk/board", "/desk/equipment",
        "/desk/incidents", "/desk/same/", "/desk/unknown-places/", "/desk/slips/", "/desk/slips/?number=KX7", "/desk/slips/{number}/",
        "/desk/slips/{number}/print/", "/desk/find?q=19900009741", "{incident}", "/desk/people/1", "/desk/technicians", "/desk/prices", "/desk/find?q=xyzzy", "/desk/requests/00000000-0000-0000-0000-000000000000", "/password/",
    ],
    "manager": ["/desk/imports/", "{batch}"],
    "admin": ["/accounts/", "/accounts/new/", "/accounts/1/", "/looks/"],
    "auditor": ["/journal/", "/looks/"],
    "yj13": [
        "/field/", "/field/{number}/", "/field/{number}/decline/", "/field/{number}/help/", "/field/{number}/pause/", "/field/{number}/finish/",
        "/field/{number}/photo/", "/field/{number}/material/", "/field/{number}/extra/", "/field/{number}/suspicion/", "/field/{number}/sign/",
        "/field/{number}/sign_by_receipt/", "/field/{number}/sign_by_witness/", "/field/{number}/miss/",
    ],
    "yj14": ["/field/"],
    "": ["/sign-in/", "/emergency/"],
}
WRONG_PRICES = """价目表,生效日期,编号,项目,工种,单位,方式,人工费,材料费,方式费,承担,用时,门口可定,备注
居民零修价目表,2027-01-01,D01,疏通厨房下水,排水,处,人工,45,0,0,业主,30,是,
居民零修价目表,2027-01-01,D02,疏通马桶,通下水,只,人工,五十,0,0,业主,30,是,
"""
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > wide + 1);
  return out.map((one) => `${one.tagName}.${one.className}`).slice(-5);
}"""
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0 || look.boxShadow !== "none";
  return at !== document.body && ring && box.width > 0;
}"""


@contextmanager
def staff(browser: Browser, address: str, username: str) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="zh-CN", base_url=address)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    yield page
    context.close()


def join(page: Page) -> None:
    """The next caller reports the same thing: his call goes into one event with the last one."""
    hands = Hands(page)
    type_in(hands, number="19900009743", address="cbsc7-202", words="楼道木门一直在响，睡不着")
    page.locator(".near input[name=joins]").nth(1).check()
    hands.press("F9")
    page.wait_for_url("**/receipt*")


@pytest.fixture(scope="module")
def world(browser: Browser, demo: RealServer) -> dict[str, str]:
    """One call waiting for somebody, one in a carpenter's hand, two that are one event; a file looked at."""
    with staff(browser, demo.address, "lin") as page:
        hands = Hands(page)
        ring_in(hands, number="19900009741", address="hfz2-101", words="房门关不上，门框歪了，合页也松了，希望今天能来看看，下午三点以后家里有人")
        hands.press(page.locator(".picks li", has_text="童有方").locator("button[data-key]").get_attribute("data-key"))
        expect(page.locator(".picks.crew")).to_contain_text("童有方")
        found = {"sent": page.url.removeprefix(demo.address), "number": page.locator(".work-head .nums").first.inner_text()}
        ring_in(hands, number="19900009742", address="cbsc7-201", words="楼道里的木门坏了，风一吹砰砰响")
        found |= {"dispatch": page.url.removeprefix(demo.address), "case": case_of(page)}
        join(page)
        page.goto("/desk/incidents")
        found["incident"] = page.locator(".ledger a").first.get_attribute("href") or ""
    with staff(browser, demo.address, "manager") as page:
        page.goto("/desk/imports/")
        page.select_option("[name=kind]", "prices")
        page.set_input_files("[name=file]", {"name": "新价目表.csv", "mimeType": "text/csv", "buffer": WRONG_PRICES.encode()})
        page.locator("main form .btn-primary").click()
        page.wait_for_url(re.compile("/imports/[0-9a-f-]{36}/"))
        found["batch"] = page.url.removeprefix(demo.address)
    return found


@contextmanager
def listening(page: Page) -> Iterator[list[str]]:
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield heard


def name_of(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[0-9a-f-]{36}", "x", path.lower())).strip("-")[:50]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [375, 1440])
def test_every_page_fits_and_is_quiet(sign_in, demo, browser, world, picture, width, language):
    wrong: list[str] = []
    for account, paths in BY_ACCOUNT.items():
        page = sign_in(account) if account else browser.new_context(base_url=demo.address, viewport=DESK).new_page()
        page.context.add_cookies([{"name": "django_language", "value": language, "url": demo.address}])
        page.set_viewport_size(PHONE if width == PHONE["width"] else DESK)
        for path in paths:
            there = path.format(**world)
            said = look_at(page, there, language, picture, f"{name_of(path)}-{account}-{width}-{language}")
            wrong += [f"{account} {there} {width} {language}: {one}" for one in said]
        if not account:
            page.context.close()
    assert not wrong, "\n".join(wrong)


def look_at(page: Page, path: str, language: str, picture: Callable[[Page, str], None], name: str) -> list[str]:
    with listening(page) as heard:
        answer = page.goto(path)
        page.wait_for_load_state("load")
        assert answer
        wrong = [f"said {one}" for one in heard if f"status of {answer.status}" not in one]
    if out := page.evaluate(STICKS_OUT):
        wrong.append(f"sticks out: {out}")
    if (count := page.locator("h1").count()) != 1 and not path.endswith("/print/"):
        wrong.append(f"{count} h1")
    if page.evaluate("document.documentElement.lang") != language:
        wrong.append("another language")
    picture(page, name)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_be_in_viewport()
    if not page.evaluate(SEEN):
        wrong.append(f"focus not seen: {page.evaluate('document.activeElement.outerHTML.slice(0, 120)')}")
    return wrong
