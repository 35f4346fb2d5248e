"""Every piece of templates/ui/ renders with something in it, and says what it must."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

import huying
from huying.config.templatetags import ui
from huying.kernel import clock

from . import sample

PACKAGE = Path(huying.__file__).parent
PIECES = PACKAGE / "templates" / "ui"
SAMPLES = Path(__file__).parent / "samples"
NOON = datetime(2031, 5, 6, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.fixture(autouse=True)
def chinese_noon():
    with clock.held_at(NOON), translation.override("zh-hans"):
        yield


def text_of(template: str, **context: object) -> str:
    return Template("{% load i18n %}" + template).render(Context(context))


def squeezed(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def render_sample(name: str) -> str:
    request = RequestFactory().get("/desk/")
    request.csp_nonce = "nonce-of-this-page"
    page = engines["django"].from_string((SAMPLES / name).read_text(encoding="utf-8"))
    return page.render(sample.context() | {"csrf_token": "token"}, request)


@pytest.mark.parametrize("piece", sorted(path.name for path in PIECES.glob("*.html")))
def test_piece_parses_and_says_what_it_takes(piece):
    get_template(f"ui/{piece}")
    text = (PIECES / piece).read_text(encoding="utf-8")
    assert "{% comment %}" in text
    assert text.count("\n") <= 150


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.html")))
def test_sample_page_keeps_the_content_policy(name):
    html = render_sample(name)
    assert 'id="main"' in html and 'lang="zh-hans"' in html
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", html)
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script or "nonce-of-this-page" in script or "application/json" in script


@pytest.mark.parametrize(
    ("minutes", "span_minutes", "words", "tone"),
    [(300, 400, "还剩 5 小时", "plain"), (10, 60, "还剩 10 分钟", "waiting"), (-3, 60, "超时 3 分钟", "late"), (3000, 4000, "还剩 2 天 2 小时", "plain")],
)
def test_due_says_time_left_in_words_and_tone(minutes, span_minutes, words, tone):
    at = NOON + timedelta(minutes=minutes)
    html = text_of("{% due at start=start %}", at=at, start=at - timedelta(minutes=span_minutes))
    assert squeezed(html) == words
    assert f"tone-{tone}" in html and f'data-due="{at.isoformat(timespec="seconds")}"' in html


def test_due_stands_still_when_done():
    html = text_of("{% due at done=done %}", at=NOON, done=NOON + timedelta(minutes=20))
    assert squeezed(html) == "超时 20 分钟"
    assert "data-due=" not in html


def test_due_without_a_limit():
    assert squeezed(text_of("{% due None %}")) == "不限时"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOON, "今天 12:00"),
        (NOON - timedelta(hours=13), "昨天 23:00"),
        (NOON + timedelta(days=1), "明天 12:00"),
        (NOON - timedelta(days=60), "3月7日 12:00"),
        (NOON - timedelta(days=400), "2030年4月1日 12:00"),
    ],
)
def test_local_time_is_short_and_shanghai(moment, words):
    assert ui.local_time(moment) == words


def test_money_and_spans():
    assert text_of("{{ 3000|yuan }} {{ 3050|yuan }}{{ none|yuan }}", none=None) == "¥30 ¥30.50"
    assert text_of("{{ 7500|span }}") == "2 小时 5 分"


def test_form_row_ties_label_help_and_error_to_the_control():
    form = sample.context()["bound"]
    html = text_of("{% form_row form.phone css='of-6' %}", form=form)
    assert '<label class="form-label" for="id_phone">' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described and all(f'id="{one}"' in html for one in described[1].split())
    assert 'aria-invalid="true"' in html and "少一位" in html


def test_form_row_groups_choices_under_a_legend():
    html = text_of("{% form_row form.hurry %}", form=sample.CallForm())
    assert "<fieldset" in html and "<legend" in html and html.count('type="radio"') == 4


def test_error_summary_links_to_each_control_and_is_silent_otherwise():
    page = "{% include 'ui/error_summary.html' with form=form only %}"
    html = text_of(page, form=sample.context()["bound"])
    assert 'href="#id_phone"' in html and 'href="#id_place"' in html
    assert text_of(page, form=sample.CallForm()).strip() == ""


def test_confirm_button_posts_once_with_a_token():
    html = text_of(
        "{% confirm_button '/visits/7/call-off' label='取消派工' ask='确定吗？' tone='danger' %}", csrf_token="the-token"
    )
    assert 'name="csrfmiddlewaretoken" value="the-token"' in html
    assert re.search(r'name="client_uuid" value="[0-9a-f-]{36}"', html)
    assert 'method="post"' in html and "btn-danger" in html


def test_every_rendered_form_gets_its_own_uuid():
    assert text_of("{% client_uuid %}") != text_of("{% client_uuid %}")


def test_pager_has_plain_links_and_keeps_the_query():
    page = Paginator(range(95), 20).page(2)
    html = text_of("{% pager page url='/desk/' query='s=open' %}", page=page)
    assert "/desk/?s=open&amp;page=1" in html and "/desk/?s=open&amp;page=3" in html
    assert "第 2 页，共 5 页" in squeezed(html)


def test_live_region_says_what_it_cares_for():
    html = text_of("{% live 'queue' topics='queue request:12' src='/desk/rows/' %}<b>rows</b>{% endlive %}")
    assert 'data-live="queue request:12"' in html and 'data-live-src="/desk/rows/"' in html and "<b>rows</b>" in html


def test_thread_tells_who_did_what_when():
    words = squeezed(render_to_string("ui/thread.html", {"entries": sample.thread()}))
    assert "今天 11:57 吴师傅 完工" in words
    assert "还没有经过" in render_to_string("ui/thread.html", {"entries": []})


def test_what_people_wrote_is_escaped():
    nasty = "<script>alert(1)</script>"
    for piece, context in (
        ("status", {"word": nasty}), ("toast", {"words": nasty}), ("empty", {"title": nasty}), ("person_chip", {"name": nasty}),
    ):
        assert nasty not in render_to_string(f"ui/{piece}.html", context)
    assert nasty not in text_of("{% confirm_button '/x' label=words ask=words %}", words=nasty)


def test_error_page_says_what_and_what_to_do_and_htmx_can_cut_it_out():
    html = render_to_string("ui/error.html", {"title": "没有找到", "words": "回执号不在这里。", "remedy": "请核对。", "status": 404})
    notice = re.search(r'<section class="notice[^>]*>.*?</section>', html, re.S)
    assert notice and "没有找到" in notice[0] and "请核对。" in notice[0]


def test_every_icon_named_in_a_template_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (PACKAGE / "static/icons/desk.svg").read_text(encoding="utf-8")))
    named = {
        name
        for path in [*PACKAGE.glob("**/templates/**/*.html"), *SAMPLES.glob("*.html")]
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= drawn, named - drawn


def test_import_map_names_every_module_and_nothing_else_is_imported():
    names = set(json.loads(ui.import_map())["imports"])
    for path in (PACKAGE / "static/js").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 150
        assert set(re.findall(r'from "([^"]+)"', text)) <= names


def test_every_sentence_a_script_says_has_words():
    known = set(json.loads(ui.script_words()))
    for path in (PACKAGE / "static/js").glob("*.js"):
        said = set(re.findall(r'say\("(\w+)"', path.read_text(encoding="utf-8")))
        assert said <= known, (path.name, said - known)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("paper", "paper-deep", "sheet", "sheet-inset")
TONES = ("late", "moving", "waiting", "good", "plain")
READ = [
    *((ink, ground, 4.5) for ink in ("ink", "ink-2", "ink-3", "link", "late", "waiting") for ground in GROUNDS),
    *((tone, f"{tone}-soft", 4.5) for tone in TONES),
    *(("ink", f"{tone}-soft", 4.5) for tone in TONES),
    ("sheet", "press", 4.5), ("sheet", "late", 4.5), ("ink", "press-soft", 4.5),
    *(("line-control", ground, 3.0) for ground in ("paper", "sheet", "sheet-inset")),
    *(("focus", ground, 3.0) for ground in GROUNDS),
]


@pytest.mark.parametrize(("ink", "ground", "least"), READ)
def test_ink_on_paper_is_readable(ink, ground, least):
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (PACKAGE / "static/css/tokens.css").read_text(encoding="utf-8")))
    assert _contrast(tokens[ink], tokens[ground]) >= least
