"""Draw every lifecycle of the rules into docs/lifecycles.md."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import huying
from huying.kernel.lifecycle import Lifecycle

PAGE = Path(__file__).resolve().parents[1] / "docs" / "lifecycles.md"
HEAD = """# Lifecycles

Drawn by `./run draw` from the tables in the rooms' rules; a test compares. The verbs are the buttons of the pages.
"""


def rules_modules() -> Iterator[str]:
    package = Path(huying.__file__).parent
    for path in [*package.glob("**/rules.py"), *package.glob("**/rules/*.py")]:
        parts = path.relative_to(package.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lifecycles() -> dict[str, tuple[str, Lifecycle]]:
    """Return name → (room, table); a table re-exported by its package counts once, under the shorter name."""
    found: dict[int, tuple[str, Lifecycle]] = {}
    for name in sorted(rules_modules(), key=lambda name: (name.count("."), name)):
        for thing in vars(importlib.import_module(name)).values():
            if isinstance(thing, Lifecycle):
                found.setdefault(id(thing), (name.removeprefix("huying.").split(".rules")[0], thing))
    return {f"{room}: {table.name}": (room, table) for room, table in found.values()}


def drawing(table: Lifecycle) -> str:
    alias = {state: f"s{number}" for number, state in enumerate(table.states)}
    lines = [f"    state {state!r} as {alias[state]}".replace("'", '"') for state in table.states]
    lines.append(f"    [*] --> {alias[table.start]}")
    lines += [f"    {alias[state]} --> {alias[to]}: {verb}" for (state, verb), to in table.moves.items()]
    lines += [f"    {alias[state]} --> [*]" for state in table.ends]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def page() -> str:
    parts = [HEAD]
    for _name, (room, table) in sorted(lifecycles().items()):
        parts.append(f"## {table.name}\n\n`{room.replace('.', '/')}`\n\n{drawing(table)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
