from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.groundwork.places.models import Place


class Household(models.Model):
    """Those who live behind one door."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="households")
    name = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.name or str(self.place)


class Person(models.Model):
    """Somebody with any number of roles. A phone number never says who it is."""

    name = models.CharField(max_length=60)
    name_raw = models.CharField(max_length=120, blank=True)  # as it stood in the list
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="members")
    born = models.DateField(null=True)
    born_claim = models.CharField(max_length=40, blank=True)  # as written, where it is no full date
    is_deceased = models.BooleanField(default=False)
    # Being on a list of retired cadres, soldiers or patients is itself sensitive (PIPL art. 28): every look is recorded.
    is_sensitive = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.name


class PersonRole(models.Model):
    class Role(models.TextChoices):
        RESIDENT = "resident", _("resident")
        OWNER = "owner", _("owner")
        TENANT = "tenant", _("tenant")
        BUILDING_CONTACT = "building_contact", _("building contact")
        OWNERS_COMMITTEE = "owners_committee", _("owners' committee")
        COMMITTEE_STAFF = "committee_staff", _("neighbourhood committee")
        VOLUNTEER = "volunteer", _("volunteer")
        ELDER = "elder", _("old person living alone")
        RETIRED_CADRE = "retired_cadre", _("retired cadre")
        MILITARY_RETIREE = "military_retiree", _("military retiree")

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="people_role_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Phone(models.Model):
    """A number people answer to. Families share one: it is never unique and never proof of who calls."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20, db_index=True)  # canonical
    extension = models.CharField(max_length=10, blank=True)
    raw = models.CharField(max_length=60)
    label = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number", "extension"], name="people_phone_once")]

    def __str__(self) -> str:
        return self.number


class Tie(models.Model):
    """Who belongs to whom, and who may ask on whose behalf."""

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        KIN = "kin", _("relative")
        CARER = "carer", _("carer")
        NEIGHBOUR = "neighbour", _("neighbour")
        BUILDING_CONTACT = "building_contact", _("building contact")

    person = models.ForeignKey(Person, models.CASCADE, related_name="ties")
    other = models.ForeignKey(Person, models.CASCADE, related_name="tied_by")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    may_ask = models.BooleanField(default=False)  # the named proxy
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="people_tie_once"),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="people_tie_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} {self.kind} of {self.person_id}"
