"""Somebody else changes the case she is writing in: nothing she wrote is lost, and she is told."""

import pytest
from playwright.sync_api import expect

from .conftest import Hands
from .desk_hands import live, mark, never_reloaded, ring_in

pytestmark = pytest.mark.browser

HERS = "红房子1号601室，后门进"


def open_triage(page):
    page.locator("details.edit > summary").click()
    expect(page.locator("#triage_address")).to_be_visible()


def test_what_she_types_stays_and_the_difference_is_shown(sign_in, picture):
    lin, tang = sign_in("lin"), sign_in("tang")
    ring_in(Hands(lin), number="19900009721", address="hfz1-601", words="卫生间地漏返水，有臭味", key="F9")
    lin.goto("/desk/find?q=19900009721")
    lin.locator("a[href*='/desk/requests/']").first.click()
    lin.wait_for_url("**/desk/requests/*")
    case = lin.url
    live(lin)
    mark(lin)
    open_triage(lin)
    field = lin.locator("#triage_address")
    field.fill(HERS)
    field.press("Tab")
    lin.locator("#triage_severity").select_option("urgent")

    tang.goto(case)
    open_triage(tang)
    tang.locator("#triage_trade").select_option("masonry")
    tang.locator("details.edit form .btn-primary").click()
    expect(tang.locator("main")).to_contain_text("泥瓦")

    chip = lin.locator(".live-chip")
    expect(chip).to_contain_text("有更新")
    expect(field).to_have_value(HERS)
    picture(lin, "typing-1-news")
    never_reloaded(lin)

    # She sends it as it was: the page says what differs, and hers is still in the form.
    lin.locator("details.edit form .btn-primary").click()
    expect(lin.locator("main")).to_contain_text("有人改了这件")
    expect(lin.locator(".error-summary, [role=alert]").filter(has_text="泥瓦")).to_contain_text("您选的是")
    expect(lin.locator("#triage_address")).to_have_value(HERS)
    expect(lin.locator("#triage_severity")).to_have_value("urgent")
    expect(lin.locator(".facts").first).to_contain_text("泥瓦")
    picture(lin, "typing-2-difference")

    # Sent again, it is a decision.
    lin.locator("details.edit form .btn-primary").click()
    lin.wait_for_url(case)
    expect(lin.locator("main")).not_to_contain_text("有人改了这件")
    expect(lin.locator(".thread")).to_contain_text("林晓岚")


def test_who_asks_for_the_news_keeps_her_text(sign_in):
    lin, tang = sign_in("lin"), sign_in("tang")
    ring_in(Hands(lin), number="19900009722", address="hfz1-602", words="厨房地漏堵了", key="F9")
    lin.goto("/desk/find?q=19900009722")
    lin.locator("a[href*='/desk/requests/']").first.click()
    lin.wait_for_url("**/desk/requests/*")
    live(lin)
    deed = lin.locator("details.deed", has=lin.locator("form[action$='/do/answer']"))
    deed.locator("summary").click()
    deed.locator("textarea[name=note]").fill("让他先把地漏芯子拿出来冲一冲")

    tang.goto(lin.url)
    open_triage(tang)
    tang.locator("#triage_trade").select_option("masonry")
    tang.locator("details.edit form .btn-primary").click()

    lin.locator(".live-chip").click()
    expect(lin.locator(".facts").first).to_contain_text("泥瓦")
    expect(deed.locator("textarea[name=note]")).to_be_visible()
    expect(deed.locator("textarea[name=note]")).to_have_value("让他先把地漏芯子拿出来冲一冲")
