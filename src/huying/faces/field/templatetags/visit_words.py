"""How visits look wherever they are shown: the tone of a state, a number for those who may ring it, a day."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from huying.groundwork.people import rules as people
from huying.kernel import clock

register = template.Library()
register.filter("masked", people.masked)
register.filter("spoken", people.spoken)

TONES = {
    "ordered": "open", "assigned": "plain", "on_the_way": "moving", "on_site": "moving", "paused": "waiting",
    "finished": "good", "signed_off": "good", "missed": "waiting", "called_off": "plain",
}


@register.filter
def state_tone(state: str) -> str:
    return TONES.get(state, "plain")


@register.filter
def local_day(moment: datetime) -> str:
    here = clock.local(moment)
    return _("%(year)s/%(month)s/%(day)s") % {"year": here.year, "month": here.month, "day": here.day}
