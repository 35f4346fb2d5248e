"""Pages that show where work is, and hold no people, note whose case it is all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huying.groundwork.access import looks
from huying.groundwork.access.models import Look
from tests.cast import MORNING
from tests.walker_world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(held_clock) -> World:
    """Her flat, a visit there today, and the call taker at the desk."""
    made = World()
    made.visit.refresh_from_db()
    made.technician.shifts.create(starts=MORNING - timedelta(hours=1), ends=MORNING + timedelta(hours=8))
    made.desk = Client()
    made.desk.force_login(made.accounts["call_taker"], backend="django.contrib.auth.backends.ModelBackend")
    return made


def looked(world: World, route: str) -> bool:
    return Look.objects.filter(account=world.accounts["call_taker"], subject=str(world.person.pk), route=route).exists()


def test_the_board_shows_her_address_and_notes_it(world):
    assert "301室" in world.desk.get(reverse("desk:board")).content.decode()
    assert looked(world, "desk:board")


def test_what_is_near_a_call_notes_it(world):
    world.desk.post(reverse("desk:call_reading"), {"words": "水管漏水", "trade": "drainage", "place_id": str(world.room.pk)})
    assert looked(world, "desk:call_reading")


def test_control_a_board_that_notes_nothing_is_seen(world, monkeypatch):
    monkeypatch.setattr(looks, "shown_cases", lambda request, *threads: None)
    world.desk.get(reverse("desk:board"))
    assert not looked(world, "desk:board")
