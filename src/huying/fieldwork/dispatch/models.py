from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import Technician

from . import rules


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(k, gettext_lazy(v)) for k, v in words.items()]


class Assignment(models.Model):
    """派工: one crew on one visit. The database itself allows one active assignment per visit."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=12, choices=_choices(rules.ASSIGNMENT_STATES), default=rules.ASSIGNMENT.start)
    is_active = models.BooleanField(default=True)
    lead = models.ForeignKey(Technician, models.PROTECT, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    way = models.CharField(max_length=10, choices=_choices(rules.WAYS), default="assigned")
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")  # the desk, by phone, or he
    reason = models.CharField(max_length=12, choices=_choices(rules.DECLINE_REASONS), blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit"], condition=Q(is_active=True), name="dispatch_one_active_per_visit"),
            models.CheckConstraint(condition=Q(state__in=rules.ASSIGNMENT.states), name="dispatch_state_known"),
            models.CheckConstraint(
                condition=Q(is_active=True, state__in=rules.ACTIVE) | Q(is_active=False) & ~Q(state__in=rules.ACTIVE),
                name="dispatch_active_follows_state",
            ),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="dispatch_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} → {self.lead_id}"


class AssignmentMember(models.Model):
    """One person in the crew, with his own span of time. Overlapping active spans of one person are
    forbidden by the database itself: migration 0002."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="members")
    technician = models.ForeignKey(Technician, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=_choices(rules.MEMBER_ROLES))
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "technician"], name="dispatch_member_once"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="dispatch_member_ends_later"),
        ]
        indexes = [
            models.Index(fields=["technician", "starts"], condition=Q(is_active=True), name="dispatch_member_busy")
        ]

    def __str__(self) -> str:
        return f"{self.technician_id} in {self.assignment_id}"


class Offer(models.Model):
    """抢单: the same visit held out to several; the first to take it has it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="offers")
    technician = models.ForeignKey(Technician, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=_choices(rules.OFFER_STATES), default=rules.OFFER.start)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=_choices(rules.DECLINE_REASONS), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "technician"], condition=Q(state="open"), name="dispatch_one_open_offer"
            ),
            models.CheckConstraint(condition=Q(state__in=rules.OFFER.states), name="dispatch_offer_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} ? {self.technician_id}"
