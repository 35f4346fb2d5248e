"""Whatever is typed or pasted, an answer comes back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huying.groundwork.places.selectors import find_places, resolve_address
from huying.groundwork.places.services import NewPlace, plant, plant_numbered

WORDS = st.sampled_from(["延吉二村", "yjec", "12", "301", "号", "室", "弄", "延吉中路", "甲", "#", "-", " ", "%", "_", "\\", "\0", "\ud800", "'", "老地方", "杨浦区"])


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(WORDS | st.text(max_size=4), max_size=8).map("".join))
def test_every_text_is_answered(text):
    compound = plant(None, NewPlace("compound", "延吉二村", "延吉中路25弄")) if not find_places("延吉二村") else None
    if compound:
        for building in plant_numbered(compound, "building", ["12号"], point=None):
            plant_numbered(building, "room", ["301室"], point=None)
    assert len(find_places(text)) <= 8
    found = resolve_address(text)
    assert found.place or found.why
