from django.db import models
from django.utils.translation import gettext_lazy

from huying.groundwork.access.models import Account

from . import rules


class Batch(models.Model):
    """One file brought in: kept as it was, with its hash, every row with what became of it."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    original = models.BinaryField()
    state = models.CharField(
        max_length=12,
        choices=[(k, gettext_lazy(v)) for k, v in rules.BATCH_STATES.items()],
        default=rules.BATCH.start,
    )
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Numbers of the report, by outcome and beyond (danger found, pairs proposed …).
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=rules.BATCH.states), name="batches_state_known"),
        ]
        indexes = [models.Index(fields=["kind", "sha256"], name="batches_same_file")]

    def __str__(self) -> str:
        return f"{self.kind} {self.filename}"


class Row(models.Model):
    """One row of a batch: as it came, and what became of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the person sees it in the sheet, from 1
    raw = models.JSONField()
    outcome = models.CharField(max_length=10, choices=[(k, gettext_lazy(v)) for k, v in rules.OUTCOMES.items()])
    # What to say about it: English msgid with its facts, translated when shown; column it is about.
    message = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    column = models.CharField(max_length=60, blank=True)
    # The record it made or met, and what is needed to take it back.
    kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    undo = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batches_row_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=sorted(rules.OUTCOMES)), name="batches_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} row {self.number}"
