"""What was being written belongs to who wrote it, also at a desk where two take turns."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HELD = "() => Object.keys(sessionStorage).filter((name) => name.startsWith('huying-draft-')).length"


def expect_drafts(page, number: int) -> None:
    for _wait in range(40):
        if page.evaluate(HELD) == number:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"this tab holds {page.evaluate(HELD)} drafts, wanted {number}")


def begin_a_call(page) -> None:
    page.goto("/desk/calls/new")
    page.locator("[name=words]").first.fill("厨房水管漏水")
    expect_drafts(page, 1)


def test_signing_out_takes_the_draft_along(sign_in):
    page = sign_in("lin")
    begin_a_call(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("form[action$='/sign-out/'] button").first.click(no_wait_after=True)
    page.wait_for_url("**/sign-in/**")
    expect(page.locator("[name=username]")).to_be_visible()
    expect_drafts(page, 0)


def test_after_a_session_that_ended_it_waits_for_its_owner_only(sign_in):
    page = sign_in("lin")
    begin_a_call(page)
    page.reload()
    expect(page.locator("[name=words]").first).to_have_value("厨房水管漏水")
    page.evaluate("""() => {
      const held = JSON.parse(sessionStorage["huying-draft-new-call"]);
      sessionStorage["huying-draft-new-call"] = JSON.stringify({ ...held, draft_of: "someone-else" });
    }""")
    page.goto("/desk/calls/new")
    page.wait_for_timeout(200)
    expect(page.locator("[name=words]").first).to_have_value("")
