"""What was heard wrongly is put right: the alarm taken off by a key, the door corrected under way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Hands
from .desk_hands import case_of

pytestmark = pytest.mark.browser


def test_a_false_alarm_taken_off_and_the_door_corrected_on_his_phone(sign_in):
    desk, phone = sign_in("lin"), sign_in("wu", phone=True)
    hands = Hands(desk)
    desk.goto("/desk/calls/new")
    desk.locator("#id_address").fill("延吉二村12号301室")
    desk.locator("#id_words").click()
    hands.type("厨房电线打火花，一股焦味")
    reading = desk.locator("#reading")
    expect(reading.locator("section.say")).to_be_visible()
    hands.press("Alt+x")
    expect(reading.locator("section.say")).to_have_count(0)
    expect(reading.locator("[name=danger]:checked")).to_have_count(0)
    hands.press("F8")
    desk.wait_for_url("**/dispatch")
    hands.press(desk.locator(".picks li", has_text="吴启明").locator("button[data-key]").get_attribute("data-key"))
    phone.locator(".phone-foot button, .job-steps button").first.wait_for()
    desk.goto(case_of(desk))
    expect(desk.locator("h1 .danger-word")).to_have_count(0)

    desk.locator("details.edit summary").click()
    desk.locator("label[for=triage_dangers_0]").click()
    desk.locator("#triage_address").fill("延吉二村后门岗亭边")
    desk.locator("details.edit button.btn-primary").click()
    expect(desk.locator("h1 .danger-word")).to_be_visible()
    # No reload, no tap on the phone.
    expect(phone.locator("body")).to_contain_text("延吉二村后门岗亭边")
    expect(phone.locator(".job-danger").first).to_be_visible()
