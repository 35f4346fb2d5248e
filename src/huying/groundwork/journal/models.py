from django.db import models

from huying.groundwork.access.models import Account


class Entry(models.Model):
    """What happened: who, when, verb, subject, facts. Append-only, by the database's own triggers."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    # The case all this belongs to: one readable thread over call, request and visits.
    thread = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    # Accounts beyond the desk that may hear of it live (the crew of a visit).
    told = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["thread", "id"], name="journal_thread"),
            models.Index(fields=["kind", "subject", "id"], name="journal_subject"),
            models.Index(fields=["at"], name="journal_day"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.subject}"


class Operation(models.Model):
    """One write a client named itself, so that sending it twice does it once."""

    client_uuid = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    route = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.client_uuid)
