from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from huying.groundwork.access.models import Account
from huying.groundwork.batches.models import Row
from huying.groundwork.crews.models import Equipment, Permit, Shift, Technician
from huying.groundwork.people.models import Person
from huying.groundwork.places.models import Place
from huying.groundwork.prices.models import PriceItem
from huying.kernel import clock

pytestmark = pytest.mark.django_db


def load(settings) -> str:
    settings.PRODUCTION = False
    out = io.StringIO()
    call_command("demo_load", stdout=out)
    return out.getvalue()


def test_the_neighbourhood_of_the_article(settings, held_clock):
    told = load(settings)
    assert Counter(Technician.objects.values_list("grade", flat=True)) == {2: 1, 3: 2, 4: 16, None: 1}
    assert Technician.objects.filter(years__gte=8).count() == 18
    assert Equipment.objects.filter(kind="pump").count() == 12
    today = clock.local(clock.now()).date()
    assert Permit.objects.filter(expires_on__lt=today).count() == 1
    assert Permit.objects.filter(expires_on__range=(today, today + timedelta(days=30))).count() == 1
    assert Place.objects.filter(kind="compound").count() == 10 and Place.objects.filter(kind="room").count() >= 400
    assert Person.objects.count() >= 120 and PriceItem.objects.count() >= 35
    assert not Row.objects.filter(outcome__in=("parked", "rejected")).exists()
    for login in ("lin", "wu", "chen", "manager", "auditor", "admin"):
        assert login in told


def test_loading_again_changes_nothing(settings, held_clock):
    load(settings)
    counts = [m.objects.count() for m in (Account, Technician, Person, Place, PriceItem, Shift)]
    load(settings)
    assert [m.objects.count() for m in (Account, Technician, Person, Place, PriceItem, Shift)] == counts


def test_somebody_is_on_duty_at_any_hour(settings, held_clock):
    load(settings)
    for hour in range(24 * 7):
        at = clock.now() + timedelta(hours=hour)
        assert Shift.objects.filter(starts__lte=at, ends__gt=at).exists(), hour


def test_never_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo_load")
    assert not Account.objects.exists()
