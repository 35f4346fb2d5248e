"""One technician is in one place at a time."""

from django.db import migrations

from huying.groundwork.journal.vendor_sql import no_overlap


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0001_initial")]
    operations = [no_overlap("dispatch_assignmentmember", whose="technician_id")]
