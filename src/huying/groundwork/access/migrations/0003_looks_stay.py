"""A look once noted can be neither changed nor deleted: the database says so, as it does for the journal."""

from typing import Any

from django.db import migrations

ON = {
    "sqlite": [
        f"""CREATE TRIGGER access_look_no_{verb.lower()} BEFORE {verb} ON access_look
        BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION access_look_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'looks are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER access_look_append_only BEFORE UPDATE OR DELETE ON access_look
        FOR EACH ROW EXECUTE FUNCTION access_look_is_append_only()""",
    ],
}
OFF = {
    "sqlite": ["DROP TRIGGER access_look_no_update", "DROP TRIGGER access_look_no_delete"],
    "postgresql": ["DROP TRIGGER access_look_append_only ON access_look", "DROP FUNCTION access_look_is_append_only()"],
}


def run(statements: dict[str, list[str]], schema_editor: Any) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forward(_apps: Any, schema_editor: Any) -> None:
    run(ON, schema_editor)


def backward(_apps: Any, schema_editor: Any) -> None:
    run(OFF, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_session_epoch")]
    operations = [migrations.RunPython(forward, backward)]
