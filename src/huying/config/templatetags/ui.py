"""Small words for templates: icons, time left, money, rows of a form. Built in everywhere, no `{% load %}` needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huying.kernel import clock, money
from huying.kernel.text import said_apart

register = template.Library()
register.filter("said_apart", said_apart)

SCRIPTS = Path(__file__).parents[2] / "static" / "js"
SOON = timedelta(minutes=30)
JSON_IN_HTML = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


# --- words -----------------------------------------------------------------------------------------------------------


def span_patterns() -> dict[str, str]:
    """The sentences for lengths of time; js/clock.js gets the same ones, so that both say it alike."""
    return {
        "days": _("%(d)s d %(h)s h"),
        "full_days": _("%(d)s d"),
        "hours": _("%(h)s h %(m)s min"),
        "full_hours": _("%(h)s h"),
        "minutes": _("%(m)s min"),
        "moment": _("under 1 min"),
        "left": _("%(time)s left"),
        "late": _("%(time)s late"),
    }


@register.filter
def span(length: timedelta | float) -> str:
    """Return a length of time (timedelta, or seconds) as `2 小时 5 分`."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else float(length)
    minutes = int(abs(seconds) // 60)
    parts = {"d": minutes // 1440, "h": minutes // 60 % 24, "m": minutes % 60}
    return span_patterns()[_pattern(**parts)] % parts


def _pattern(d: int, h: int, m: int) -> str:
    if d:
        return "days" if h else "full_days"
    if h:
        return "hours" if m else "full_hours"
    return "minutes" if m else "moment"


@register.filter
def local_time(moment: datetime | None) -> str:
    """Return `今天 14:05`, `昨天 09:30`, `11月3日 09:30`, or with the year when it is another one."""
    if moment is None:
        return ""
    here, today = clock.local(moment), clock.local(clock.now()).date()
    at = f"{here:%H:%M}"
    near = {-1: _("Yesterday %(at)s"), 0: _("Today %(at)s"), 1: _("Tomorrow %(at)s")}
    if (days := (here.date() - today).days) in near:
        return near[days] % {"at": at}
    pattern = _("%(month)s/%(day)s %(at)s") if here.year == today.year else _("%(year)s/%(month)s/%(day)s %(at)s")
    return pattern % {"year": here.year, "month": here.month, "day": here.day, "at": at}


@register.filter
def yuan(fen: int | None) -> str:
    """Return fen as `¥30` or `¥30.50`; nothing for nothing."""
    return "" if fen is None else money.yuan(fen)


@register.filter
def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@register.simple_tag
def now_iso() -> str:
    """The server's clock, so that the page counts time left against it and not against the phone's."""
    return clock.now().isoformat(timespec="seconds")


@register.filter
def message_tone(level: str) -> str:
    """Django's names for the weight of a message, in our tones."""
    return {"error": "late", "warning": "waiting", "success": "good"}.get(level, "plain")


# --- pieces ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/icon.html")
def icon(name: str, *, label: str = "") -> dict[str, str]:
    return {"name": name, "label": label}


@register.inclusion_tag("ui/due.html")
def due(at: datetime | None, *, start: datetime | None = None, done: datetime | None = None) -> dict[str, Any]:
    """Time left until `at`. With `start`, the last quarter of the span is amber; without, the last half hour.
    With `done`, the clock stands still and says whether it was kept."""
    if at is None:
        return {"text": _("no limit"), "tone": "plain", "at": None}
    left = at - (done or clock.now())
    soon = (at - start) / 4 if start else SOON
    words = span_patterns()
    text = words["late" if left < timedelta(0) else "left"] % {"time": span(left)}
    if done:
        kept = left >= timedelta(0)
        return {"text": _("in time") if kept else text, "tone": "good" if kept else "late", "at": at, "done": done}
    tone = "late" if left < timedelta(0) else "waiting" if left < soon else "plain"
    return {"text": text, "tone": tone, "at": at, "soon_s": int(soon.total_seconds())}


def _look(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return ""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.inclusion_tag("ui/form_row.html")
def form_row(field: BoundField, *, css: str = "", label: str = "", optional: bool = True) -> dict[str, Any]:
    """Label, control, help and error of one form field, tied together for screen readers."""
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    return {
        "field": field,
        "control": field.as_widget(attrs={"class": f"{_look(field)} {own}".strip()}),
        "label": label or field.label,
        "kind": "choice" if not _look(field) else "check" if isinstance(widget, CheckboxInput) else "line",
        "show_optional": optional and not field.field.required,
        "css": css,
    }


@register.inclusion_tag("ui/confirm_button.html")
def confirm_button(url: str, *, label: str, ask: str, yes: str = "", tone: str = "", extra: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A button that asks once, in a sentence, and then posts. Works without JavaScript."""
    return {"url": url, "label": label, "ask": ask, "yes": yes or label, "tone": tone, "extra": extra or {}}


@register.inclusion_tag("ui/pager.html")
def pager(page: Page[Any], *, url: str, query: str = "", target: str = "") -> dict[str, Any]:
    """Earlier and later, by plain links; `query` is the rest of the query string, without `page`."""
    return {"page": page, "href": f"{url}?{query + '&' if query else ''}page=", "target": target}


@register.simple_block_tag
def live(content: str, name: str, *, topics: str, src: str, label: str = "") -> SafeString:
    """A region that fetches itself again from `src` when one of its `topics` is in the news."""
    return render_to_string("ui/live_region.html", {"content": content, "id": name, "topics": topics, "src": src, "label": label})


@register.simple_tag
def client_uuid() -> SafeString:
    """The hidden field by which the server recognises a repeated send."""
    return format_html('<input type="hidden" name="client_uuid" value="{}">', uuid4())


# --- what scripts need -----------------------------------------------------------------------------------------------


@register.simple_tag
def import_map() -> SafeString:
    """Names for our modules (`huying/live` → its hashed address)."""
    names = sorted(path.stem for path in SCRIPTS.glob("*.js"))
    return _json({"imports": {f"huying/{name}": static(f"js/{name}.js") for name in names}})


@register.simple_tag
def script_words() -> SafeString:
    """Every sentence a script may say, in the page's language."""
    return _json(
        span_patterns()
        | {
            "live_on": _("Live"),
            "live_off": _("Reconnecting"),
            "fresh": _("There is news here. Show it"),
            "keys_title": _("Keyboard"),
            "keys_rows": _("walk through the list, Enter opens"),
            "close": _("Close"),
            "none_found": _("Nothing found. You can go on typing and leave it as text."),
            "found": _("%(n)s found"),
            "not_sent": _("Not sent: no connection. What you wrote is still here; send it again."),
            "went_wrong": _("This did not work (%(code)s). What you wrote is still here; please try again or ring the desk."),
            "photo_failed": _("This file cannot be read as a photo. Please take it again as JPEG or PNG."),
            "signed": _("Signed"),
            "not_signed": _("Not signed yet"),
        }
    )


def _json(words: object) -> SafeString:
    # The same escaping as django.utils.html.json_script: nothing in it can end the script element.
    return mark_safe(json.dumps(words, ensure_ascii=False).translate(JSON_IN_HTML))
