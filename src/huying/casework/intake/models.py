from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import TRADE_CHOICES
from huying.groundwork.people.models import Household, Person
from huying.groundwork.places.models import Place

from . import rules


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(k, gettext_lazy(v)) for k, v in words.items()]


class Call(models.Model):
    """来电: somebody reached us, by whatever way. Kept as it came; what it asks for is a Request."""

    id = models.UUIDField(primary_key=True)
    channel = models.CharField(max_length=16, choices=_choices(rules.CHANNELS))
    number = models.CharField(max_length=30, blank=True)  # canonical where it could be read
    number_raw = models.CharField(max_length=60, blank=True)
    caller = models.ForeignKey(Person, models.PROTECT, null=True, related_name="calls")
    caller_name = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=20, choices=_choices(rules.RELATIONS), default="self")
    words = models.TextField()
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["number", "-received_at"], name="intake_call_number")]

    def __str__(self) -> str:
        return f"{self.channel} {self.received_at:%Y-%m-%d %H:%M}"


class Incident(models.Model):
    """事件: many calls, one thing. Requests join only by a person's decision."""

    id = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    trade = models.CharField(max_length=20, choices=TRADE_CHOICES, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class Request(models.Model):
    """诉求: what the resident asks for. Its id is the thread of the whole case."""

    id = models.UUIDField(primary_key=True)
    receipt = models.CharField(max_length=10, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=16, choices=_choices(rules.REQUEST_STATES), default=rules.REQUEST.start)
    version = models.PositiveIntegerField(default=1)

    kind = models.CharField(max_length=12, choices=_choices(rules.KINDS), default="repair")
    title = models.CharField(max_length=120)
    words = models.TextField()
    trade = models.CharField(max_length=20, choices=TRADE_CHOICES, blank=True)
    severity = models.CharField(max_length=10, choices=_choices(rules.SEVERITIES), default="general")
    dangers = models.JSONField(default=list)
    responsibility = models.CharField(max_length=12, choices=_choices(rules.RESPONSIBILITIES), blank=True)

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="requests")
    address_raw = models.CharField(max_length=400, blank=True)
    address_canonical = models.CharField(max_length=160, blank=True, db_index=True)
    # For blocking near-duplicates where the tree has no node: the compound as the text names it.
    place_key = models.CharField(max_length=80, blank=True, db_index=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="requests")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="requests")  # whom it is for
    contact_name = models.CharField(max_length=60, blank=True, db_index=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    access_note = models.CharField(max_length=400, blank=True)

    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome_note = models.TextField(blank=True)  # what was answered, where they were sent
    turned_to = models.CharField(max_length=60, blank=True)  # who it was handed over or referred to
    waiting_reason = models.CharField(max_length=10, choices=_choices(rules.WAITING_REASONS), blank=True)
    review_on = models.DateField(null=True)

    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="requests")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    # What the engine understood, beside what the desk then decided: the basis of learning from corrections.
    suggestion = models.JSONField(default=dict)
    # `messages:188031`: importing the same message again finds it.
    source_key = models.CharField(max_length=80, null=True, unique=True)  # noqa: DJ001  (unique, and most have none)

    visits = models.ManyToManyField(Visit, through="RequestVisit", related_name="requests")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.REQUEST.states), name="intake_state_known"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="intake_merged_says_where",
            ),
        ]
        indexes = [
            # On ended_at, not on the states: SQLite uses a partial index only where the query says the same without parameters.
            models.Index(fields=["due_at", "id"], condition=Q(ended_at=None), name="intake_open_by_due"),
            models.Index(fields=["place", "-received_at"], name="intake_at_place"),
            models.Index(fields=["contact_phone", "-received_at"], name="intake_by_phone"),
            models.Index(fields=["-received_at"], name="intake_latest"),
            # Ended, and still looked for on every visit to the queue: handed over.
            models.Index(fields=["state", "due_at", "id"], name="intake_by_state"),
        ]

    def __str__(self) -> str:
        return self.receipt


class RequestVisit(models.Model):
    """The link upward that a visit does not know."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="visit_links")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="request_link")

    def __str__(self) -> str:
        return f"{self.request_id} → {self.visit_id}"


class Likeness(models.Model):
    """“Same thing?”: proposed by the engine, decided by a person."""

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("to be decided")
        SAME = "same", gettext_lazy("the same thing")
        DIFFERENT = "different", gettext_lazy("not the same")

    earlier = models.ForeignKey(Request, models.CASCADE, related_name="+")
    later = models.ForeignKey(Request, models.CASCADE, related_name="likenesses")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="intake_pair_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="intake_pair_of_two"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="intake_pairs_open")]

    def __str__(self) -> str:
        return f"{self.earlier_id} ~ {self.later_id}"
