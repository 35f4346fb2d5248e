from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from huying.groundwork.access.models import Account
from huying.groundwork.places.models import Place
from huying.kernel import trades

from . import rules

TRADE_CHOICES = [(k, gettext_lazy(v)) for k, v in trades.TRADES.items()]
GRADE_CHOICES = [(k, gettext_lazy(v)) for k, v in trades.GRADES.items()]


class Technician(models.Model):
    """师傅: grade 5 is junior, 1 the highest; None is ungraded."""

    number = models.CharField(max_length=20, unique=True)  # on the badge
    name = models.CharField(max_length=60)
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="technician")
    phone = models.CharField(max_length=20, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, choices=GRADE_CHOICES)
    certificate = models.CharField(max_length=40, blank=True)
    years = models.PositiveSmallIntegerField(default=0)
    has_smartphone = models.BooleanField(default=True)
    base = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    presence = models.CharField(
        max_length=10, choices=[(k, gettext_lazy(v)) for k, v in rules.PRESENCE.items()], default="off"
    )
    last_seen_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    last_seen_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grade=None) | Q(grade__range=(1, 5)), name="crews_grade_known"),
            models.CheckConstraint(condition=Q(presence__in=sorted(rules.PRESENCE)), name="crews_presence_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """A trade he works in, and the grade of his certificate in it (None: experience only)."""

    technician = models.ForeignKey(Technician, models.CASCADE, related_name="skills")
    trade = models.CharField(max_length=20, choices=TRADE_CHOICES)
    grade = models.PositiveSmallIntegerField(null=True, choices=GRADE_CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["technician", "trade"], name="crews_trade_once")]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.trade} {self.grade or '-'}"


class Permit(models.Model):
    technician = models.ForeignKey(Technician, models.CASCADE, related_name="permits")
    kind = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in trades.PERMITS.items()])
    number = models.CharField(max_length=40)
    expires_on = models.DateField()  # last day on which it is valid

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="crews_permit_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Shift(models.Model):
    technician = models.ForeignKey(Technician, models.CASCADE, related_name="shifts")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="crews_shift_ends_later"),
            models.UniqueConstraint(fields=["technician", "starts"], name="crews_shift_once"),
        ]
        indexes = [models.Index(fields=["starts", "ends"], name="crews_shift_span")]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.starts}–{self.ends}"


class Leave(models.Model):
    technician = models.ForeignKey(Technician, models.CASCADE, related_name="leaves")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="crews_leave_ends_later")]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.starts}–{self.ends}"


class Crew(models.Model):
    """Those who usually go together: a senior and his juniors."""

    name = models.CharField(max_length=40, unique=True)
    lead = models.ForeignKey(Technician, models.PROTECT, related_name="leads")
    members = models.ManyToManyField(Technician, related_name="crews")

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    code = models.CharField(max_length=20, unique=True)  # painted on it
    kind = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in rules.EQUIPMENT_KINDS.items()])
    name = models.CharField(max_length=60)
    home = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="equipment_here")
    condition = models.CharField(
        max_length=12, choices=[(k, gettext_lazy(v)) for k, v in rules.CONDITIONS.items()], default="ready"
    )
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Booking(models.Model):
    """A piece of equipment promised to a piece of work. `purpose` is that work's id; crews need not know more."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="bookings")
    purpose = models.UUIDField(db_index=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    booked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="crews_booking_ends_later"),
        ]
        # Overlapping active bookings of one piece are forbidden by the database itself: migration 0002.

    def __str__(self) -> str:
        return f"{self.equipment_id} for {self.purpose}"
