"""One pump is promised to one piece of work at a time."""

from django.db import migrations

from huying.groundwork.journal.vendor_sql import no_overlap


class Migration(migrations.Migration):
    dependencies = [("crews", "0001_initial")]
    operations = [no_overlap("crews_booking", whose="equipment_id")]
