"""Statements that each database spells its own way, for migrations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.migrations import RunPython


def _runner(statements: Mapping[str, list[str]]) -> Callable[..., None]:
    def run(_apps: Any, schema_editor: Any) -> None:
        for statement in statements.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return run


def vendor_sql(forward: Mapping[str, list[str]], backward: Mapping[str, list[str]]) -> RunPython:
    """Return an operation that runs the statements of the database at hand, keyed by vendor."""
    return RunPython(_runner(forward), _runner(backward))


def no_overlap(table: str, *, whose: str) -> RunPython:
    """Return an operation after which two active rows of one `whose` cannot overlap in time.

    The table has columns starts, ends, is_active. PostgreSQL uses an exclusion constraint; SQLite,
    which has none, a trigger on insert and update. Either way the second writer gets IntegrityError.
    """
    name = f"{table}_no_overlap"
    check = f"""SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
        SELECT 1 FROM {table} WHERE {whose} = NEW.{whose} AND is_active AND id IS NOT NEW.id
        AND starts < NEW.ends AND ends > NEW.starts)"""
    on = [
        f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN NEW.is_active BEGIN {check}; END"
        for verb in ("INSERT", "UPDATE")
    ]
    return vendor_sql(
        {
            "sqlite": on,
            "postgresql": [
                "CREATE EXTENSION IF NOT EXISTS btree_gist",
                f"""ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist
                ({whose} WITH =, tstzrange(starts, ends) WITH &&) WHERE (is_active)""",
            ],
        },
        {
            "sqlite": [f"DROP TRIGGER {name}_insert", f"DROP TRIGGER {name}_update"],
            "postgresql": [f"ALTER TABLE {table} DROP CONSTRAINT {name}"],
        },
    )
