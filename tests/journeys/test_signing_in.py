import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("username", "phone"), [("lin", False), ("wu", True), ("auditor", False), ("admin", False)])
def test_each_sees_first_what_they_came_for(sign_in, username, phone, picture):
    page = sign_in(username, phone=phone)
    picture(page, f"first-{username}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-hans"
