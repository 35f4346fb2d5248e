from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from huying.groundwork.access.models import Account
from huying.groundwork.crews import rules as crew_rules
from huying.groundwork.crews.models import GRADE_CHOICES, TRADE_CHOICES, Technician
from huying.groundwork.people.models import Household
from huying.groundwork.places.models import Place
from huying.groundwork.prices import rules as price_rules
from huying.groundwork.prices.models import PriceItem
from huying.kernel import trades

from . import rules


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(k, gettext_lazy(v)) for k, v in words.items()]


class Visit(models.Model):
    """上门单: one piece of field work. It does not know why it was ordered; it carries what the work needs."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=10, unique=True)  # on the slip, read aloud, with a check letter
    thread = models.UUIDField(db_index=True)  # the case its entries belong to
    state = models.CharField(max_length=12, choices=_choices(rules.VISIT_STATES), default=rules.VISIT.start)
    version = models.PositiveIntegerField(default=1)

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="visits")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="visits")
    address = models.CharField(max_length=400)  # as it was said, for where the tree has no node
    access_note = models.CharField(max_length=400, blank=True)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)

    brief = models.CharField(max_length=200)
    words = models.TextField(blank=True)  # the resident's own
    dangers = models.JSONField(default=list)
    is_emergency = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField(default=2)  # 0 emergency · 1 urgent · 2 general · 3 can wait
    due_at = models.DateTimeField()
    window_start = models.DateTimeField(null=True)  # promised to the resident
    window_end = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    crew_size = models.PositiveSmallIntegerField(default=1)
    payer = models.CharField(max_length=20, choices=_choices(price_rules.PAYERS), blank=True)
    preferred = models.ForeignKey(Technician, models.PROTECT, null=True, related_name="+")

    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=12, choices=_choices(rules.PAUSE_REASONS), blank=True)
    pause_review_at = models.DateTimeField(null=True)
    work_done = models.TextField(blank=True)
    is_fixed = models.BooleanField(null=True)  # the technician's word; the resident's comes later

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.VISIT.states), name="visits_state_known"),
            models.CheckConstraint(condition=Q(crew_size__range=(1, 20)), name="visits_crew_size"),
            models.CheckConstraint(
                condition=Q(window_start=None, window_end=None) | Q(window_end__gt=models.F("window_start")),
                name="visits_window_ends_later",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=rules.OPEN), name="visits_open_by_due"),
            models.Index(fields=["place", "-ended_at"], name="visits_history"),
        ]

    def __str__(self) -> str:
        return self.number


class VisitNeed(models.Model):
    """Hands the work needs: a trade, the lowest grade and the permit each of `count` people must have."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="needs")
    trade = models.CharField(max_length=20, choices=TRADE_CHOICES)
    grade = models.PositiveSmallIntegerField(null=True, choices=GRADE_CHOICES)
    permit = models.CharField(max_length=20, blank=True, choices=_choices(trades.PERMITS))
    count = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.count} × {self.trade}"


class EquipmentNeed(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="equipment_needs")
    kind = models.CharField(max_length=20, choices=_choices(crew_rules.EQUIPMENT_KINDS))
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="visits_equipment_once")]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.count} × {self.kind}"


class Extra(models.Model):
    """顺带服务: asked for at the door."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="extras")
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=_choices(rules.EXTRA_KINDS))
    item = models.ForeignKey(PriceItem, models.PROTECT, null=True, related_name="+")
    amount_fen = models.PositiveIntegerField(default=0)
    list_fen = models.PositiveIntegerField(default=0)  # what the list says, also where it was done free
    agreed_by = models.CharField(max_length=10, choices=_choices(rules.AGREED_BY))
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class Material(models.Model):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="materials")
    item = models.ForeignKey(PriceItem, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=20)
    amount_fen = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} × {self.quantity}"


class Photo(models.Model):
    """Re-encoded, without metadata, named by its content, outside static; shown through a view that asks who looks."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    moment = models.CharField(max_length=8, choices=_choices(rules.PHOTO_MOMENTS))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    taken_claim = models.CharField(max_length=40, blank=True)  # the phone's clock: a claim, not truth
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "sha256"], name="visits_photo_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.moment}"


class SignOff(models.Model):
    """验收签字: the resident's, by one of three ways, or on paper."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="sign_off")
    way = models.CharField(max_length=14, choices=_choices(rules.SIGN_WAYS))
    signer = models.CharField(max_length=60)
    relation = models.CharField(max_length=30, blank=True)
    witness = models.CharField(max_length=60, blank=True)
    drawing_sha256 = models.CharField(max_length=64, blank=True)
    taken_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.visit_id} {self.way}"


class Suspicion(models.Model):
    """不对劲: something is wrong here, noted by somebody who stood there."""

    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="suspicions")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="suspicions")
    words = models.TextField()
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words[:40]
