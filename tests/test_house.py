"""What import-linter cannot see: where keys point, what templates take, what the docs promise, which words are missing."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tools import catalogues, lifecycles

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "huying"
APPS = {config.label: config.name for config in apps.get_app_configs() if config.name.startswith("huying.")}
TEMPLATES = sorted(path for path in PACKAGE.glob("**/templates/**/*") if path.is_file())
SCRIPTS = sorted(PACKAGE.glob("static/js/**/*.js"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- floors ----------------------------------------------------------------------------------------------------------


def layers(contract: str) -> dict[str, int]:
    """Return name → height, ground 0, from a contract of .importlinter."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    rows = parser[f"importlinter:contract:{contract}"]["layers"].split("\n")
    names = [re.findall(r"[\w-]+", row) for row in rows if row.strip()]
    return {name: height for height, row in enumerate(reversed(names)) for name in row}


def may_point(source: str, target: str) -> bool:
    """Whether a foreign key from one app's module to another's points down or stays in the room."""
    _, wing, *room = source.split(".")
    _, other_wing, *other_room = target.split(".")
    floors = layers("floors")
    if wing != other_wing:
        return floors[other_wing] < floors[wing]
    rooms = layers(wing)
    return room == other_room or rooms[other_room[0]] < rooms[room[0]]


def test_foreign_keys_point_down():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for label, name in APPS.items()
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        and (target := APPS.get(field.related_model._meta.app_label)) and not may_point(name, target)
    ]
    assert wrong == []


def test_a_key_upward_would_be_found():
    assert not may_point("huying.groundwork.places", "huying.casework.intake")
    assert not may_point("huying.groundwork.access", "huying.groundwork.journal")
    assert not may_point("huying.groundwork.prices", "huying.groundwork.crews")
    assert may_point("huying.casework.intake", "huying.groundwork.places")


# --- templates and scripts -------------------------------------------------------------------------------------------

TAKES = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:"""
    r"""|<script(?![^>]*(\ssrc=|type="(?:importmap|application/json)"))[^>]*>""", re.I
)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_takes_only_from_its_own_room_or_the_shared_look(path):
    own = path.relative_to(next(p for p in path.parents if p.name == "templates")).parts[0]
    text = path.read_text("utf-8")
    assert [name for name in TAKES.findall(text) if name.split("/")[0] not in (own, "ui")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_carries_no_style_or_script_of_its_own(path):
    assert INLINE.search(path.read_text("utf-8")) is None


@pytest.mark.parametrize("bad", [
    '<p style="color:red">', "<style>", '<a onclick="x()">', '<a href="javascript:x()">', "<script>x()</script>",
])
def test_inline_style_and_script_would_be_found(bad):
    assert INLINE.search(bad)


@pytest.mark.parametrize("path", TEMPLATES + SCRIPTS, ids=name_of)
def test_templates_and_scripts_stay_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_says_its_one_job_first(path):
    assert re.match(r"\s*(//|/\*)", path.read_text("utf-8"))


# --- documents -------------------------------------------------------------------------------------------------------


def test_lifecycles_are_drawn():
    assert lifecycles.PAGE.read_text("utf-8") == lifecycles.page(), "run ./run draw"


def words_in(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / page).read_text("utf-8")))


def settings_read() -> set[str]:
    read = [*PACKAGE.glob("**/*.py"), ROOT / "run", *ROOT.glob("tools/*"), *ROOT.glob("tests/**/*.py")]
    texts = (path.read_text("utf-8") for path in read if path.is_file())
    return {name for text in texts for name in re.findall(r"\bHUYING_[A-Z_]+\b", text)}


def test_settings_are_documented():
    documented = {word for word in words_in("settings.md") if re.fullmatch(r"HUYING_[A-Z_]+", word)}
    assert settings_read() == documented


def test_commands_are_documented():
    commands = {
        path.stem for path in PACKAGE.glob("**/management/commands/*.py") if not path.stem.startswith("_")
    }
    documented = set(re.findall(r"^\| `huying (\w+)", (ROOT / "docs" / "commands.md").read_text("utf-8"), re.M))
    assert commands <= documented
    assert documented - commands <= {"migrate", "check", "collectstatic", "db_worker", "prune_db_task_results", "axes_reset"}


# --- routes ----------------------------------------------------------------------------------------------------------


def routes(resolver: URLResolver, namespace: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
    return found


def test_every_route_has_a_name_and_stands_in_the_permission_table():
    from huying.config.permissions import TABLE

    missing = sorted({route for route in routes(get_resolver()) if route.endswith("None") or route not in TABLE})
    assert missing == []


# --- words -----------------------------------------------------------------------------------------------------------


def said(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


@pytest.mark.parametrize("path", catalogues.sources(), ids=name_of)
def test_no_translation_is_missing_or_guessed(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def places(text: str) -> list[str]:
    return sorted(re.findall(r"%\((\w+)\)[sd]", text))


@pytest.mark.parametrize("path", catalogues.sources(), ids=name_of)
def test_translations_keep_the_places_of_their_sentences(path):
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and not entry.obsolete:
                assert set(places(text)) <= set(places(entry.msgid) + places(entry.msgid_plural or "")), entry.msgid


def test_every_catalogue_exists_in_both_languages():
    rooms = {path.parents[3] for path in PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po")}
    for room in rooms:
        for language in ("zh_Hans", "en"):
            assert (room / "locale" / language / "LC_MESSAGES" / "django.po").exists(), f"{room} has no {language}"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
def test_catalogues_hold_every_sentence_of_the_source(tmp_path):
    copy = tmp_path / "src" / "huying"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo"))
    collect = "import sys; from pathlib import Path; from tools import words; words.collect(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", collect, str(copy)], cwd=ROOT, check=True)
    for fresh in sorted(copy.glob("**/locale/*/LC_MESSAGES/django.po")):
        kept = PACKAGE / fresh.relative_to(copy)
        known = said(polib.pofile(str(kept))) if kept.exists() else set()
        assert said(polib.pofile(str(fresh))) - known == set(), f"run ./run words: {fresh.relative_to(copy)}"
