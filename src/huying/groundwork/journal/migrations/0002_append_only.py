"""The journal is append-only because the database says so, not because the code behaves."""

from django.db import migrations

from huying.groundwork.journal.vendor_sql import vendor_sql

SQLITE_ON = [
    f"""CREATE TRIGGER journal_entry_no_{verb.lower()} BEFORE {verb} ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
SQLITE_OFF = [f"DROP TRIGGER journal_entry_no_{verb}" for verb in ("update", "delete")]
POSTGRES_ON = [
    """CREATE FUNCTION journal_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'journal entries are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entry_is_append_only()""",
]
POSTGRES_OFF = [
    "DROP TRIGGER journal_entry_append_only ON journal_entry",
    "DROP FUNCTION journal_entry_is_append_only()",
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        vendor_sql(
            {"sqlite": SQLITE_ON, "postgresql": POSTGRES_ON},
            {"sqlite": SQLITE_OFF, "postgresql": POSTGRES_OFF},
        ),
    ]
