"""Water in the yard: three people and two pumps, sent with one key, and nobody else gets them meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import Hands
from .desk_hands import mark, never_reloaded, ring_in

pytestmark = pytest.mark.browser

CREW = ("顾长庚", "柏小川", "晏平")  # the only ones on duty who are trained for floods
FLOOD = "下大雨小区里积水，已经漫进楼道"


def names(page):
    seated = page.locator(".picks li", has=page.locator("input[name=person]:checked"))
    return [one for one in CREW if seated.filter(has_text=one).count()]


def test_a_crew_and_two_pumps_go_once(sign_in, picture):
    lin, qiao = sign_in("lin"), sign_in("qiao")
    lead, member = sign_in("yj01", phone=True), sign_in("yj06", phone=True)
    # Two calls, two desks; the second desk's news is cut off: what it looks at is a moment old.
    ring_in(Hands(lin), number="19900009711", address="cbsc4", words=FLOOD)
    second = lin.url
    ring_in(Hands(lin), number="19900009712", address="cbsc6", words=FLOOD)
    qiao.route(re.compile("/stream"), lambda route: route.abort())
    qiao.goto(second)
    for page in (lin, qiao):
        expect(page.locator(".send-crew")).to_contain_text("一同到场")
    offered = qiao.locator(".send-crew p").inner_text()
    assert sorted(names(lin)) == sorted(CREW)
    leads = lin.locator(".picks li", has=lin.locator("input[name=lead]:checked"))
    expect(leads).to_contain_text("技师")
    pumps = lin.locator("input[name=equipment]:checked")
    expect(pumps).to_have_count(2)
    codes = [text.split("·")[0].strip() for text in lin.locator("label", has=pumps).all_inner_texts()]
    picture(lin, "crew-1-proposal")

    hands = Hands(lin)
    hands.press("F8")
    expect(lin.locator(".picks.crew li")).to_have_count(3)
    assert hands.keys == 1
    picture(lin, "crew-2-sent")
    for phone in (lead, member):
        expect(phone.locator(".job-place, .job-words").first).to_contain_text("长白三村")
        for word in (*CREW, *codes):
            expect(phone.locator(".facts").first).to_contain_text(word)
    picture(lead, "crew-3-lead")
    picture(member, "crew-4-member")
    # The lead answers for all.
    expect(lead.get_by_role("button", name="接单")).to_be_visible()
    expect(member.get_by_role("button", name="接单")).to_have_count(0)

    # The second desk sends the same people: it hears who has them, and is shown what is left.
    Hands(qiao).press("F8")
    said = qiao.locator(".notice", has_text="林晓岚")
    expect(said).to_be_visible()
    assert any(one in said.inner_text() for one in CREW)
    picture(qiao, "crew-5-too-late")
    # What it is offered now begins when they are done.
    expect(qiao.locator(".send-crew")).to_contain_text("一同到场")
    assert qiao.locator(".send-crew p").inner_text() != offered

    board = sign_in("chen")
    board.goto("/desk/equipment")
    mark(board)
    for code in codes:
        row = board.locator("tr", has_text=code)
        expect(row).to_contain_text("长白三村")
        expect(row).to_contain_text("顾长庚")
    picture(board, "crew-6-equipment")
    lin.goto("/desk/board")
    for code in codes:
        expect(lin.locator(".pumps li", has_text=code)).to_contain_text("顾长庚")
    picture(lin, "crew-7-board")

    lead.get_by_role("button", name="接单").click()
    lead.get_by_role("button", name="出发").click()
    lead.get_by_role("button", name="我到了").click()
    # A member's phone follows the lead's.
    expect(member.locator(".job-steps")).to_contain_text("完工")
    lead.get_by_role("link", name="完工").click()
    lead.fill("[name=work_done]", "两台泵抽排，水退")
    lead.locator("main form .btn-big").click()
    expect(lead.locator("main")).to_contain_text("请居民签字")
    for code in codes:
        expect(board.locator("tr", has_text=code)).to_contain_text("空闲")
        expect(board.locator("tr", has_text=code)).not_to_contain_text("顾长庚")
    never_reloaded(board)
