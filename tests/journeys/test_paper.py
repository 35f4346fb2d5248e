"""A gardener without a smartphone: his slip is printed, and keyed in when it comes back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from .conftest import Hands
from .desk_hands import case_of, ring_in

pytestmark = pytest.mark.browser

A5_POINTS = (420, 595)
KEYS_MOST = 85
ON_THE_CLOCK = timedelta(hours=8)


def to(hands: Hands, field: str) -> None:
    """Tab until the field is there."""
    while hands.page.evaluate("document.activeElement.name") != field:
        hands.press("Tab")


def test_a_slip_goes_out_and_comes_back(sign_in, picture):
    desk = sign_in("lin")
    hands = Hands(desk)
    ring_in(hands, number="19900009731", address="yjec5-401", words="窗前大树挡光，树枝要修剪")
    hands.press(desk.locator(".picks li", has_text="娄根宝").locator("button[data-key]").get_attribute("data-key"))
    expect(desk.locator(".picks.crew")).to_contain_text("娄根宝")
    case = case_of(desk)

    desk.goto("/desk/slips/")
    row = desk.locator("tr", has_text="娄根宝")
    expect(row).to_contain_text("没有智能手机")
    picture(desk, "paper-1-day")
    row.get_by_role("link").click()
    desk.wait_for_load_state("load")
    slip = desk.locator("article.slip", has_text="树枝").last
    for word in ("延吉二村5号401室", "挡光", "签字"):
        expect(slip).to_contain_text(word)
    number = slip.locator(".slip-no").inner_text().strip()
    picture(desk, "paper-2-slip")
    sheet = desk.pdf(prefer_css_page_size=True)
    boxes = {tuple(round(float(n)) for n in box.split()[2:]) for box in re.findall(r"/MediaBox \[([^]]+)\]", sheet.decode("latin-1"))}
    assert all(abs(w - A5_POINTS[0]) <= 1 and abs(h - A5_POINTS[1]) <= 1 for w, h in boxes) and boxes, boxes

    # It comes back. One letter is read wrongly first.
    desk.goto("/desk/slips/")
    hands = Hands(desk)
    expect(desk.locator("#id_number")).to_be_focused()
    bare = number.replace("-", "").lower()
    wrong = ("x" if bare[0] != "x" else "y") + bare[1:]
    hands.type(wrong)
    hands.press("Enter")
    expect(desk.locator("main")).to_contain_text("不是派工单号")
    expect(desk.locator("main")).to_contain_text("逐个核对")
    picture(desk, "paper-3-mistyped")
    expect(desk.locator("#id_number")).to_have_value(wrong)
    expect(desk.locator("#id_number")).to_be_focused()
    hands = Hands(desk)
    hands.press("Control+a")
    hands.type(bare)
    hands.press("Enter")
    desk.wait_for_url("**/slips/*/")
    expect(desk.locator("#id_arrived")).to_be_focused()
    now = datetime.now(UTC) + ON_THE_CLOCK
    hands.type(f"{now:%H%M}")
    to(hands, "finished")
    hands.type(f"{now:%H%M}")
    to(hands, "work_done")
    hands.type("修剪挡光树枝三根")
    to(hands, "materials")
    hands.type("麻绳 1")
    to(hands, "signer")
    hands.type("葛佩君")
    picture(desk, "paper-4-keyed")
    hands.press("Enter")
    expect(desk.locator("main")).to_contain_text(f"派工单 {number} 已录入")
    assert hands.keys <= KEYS_MOST, (hands.keys, hands.log)
    desk.goto(case)
    for word in ("修剪挡光树枝三根", "麻绳 × 1", "葛佩君", "验收签字"):
        expect(desk.locator(".cases")).to_contain_text(word)
