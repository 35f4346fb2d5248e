from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A node of the tree 区 · 街道 · 居委 · 小区 · 弄 · 号 · 室, or a named spot in it."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("district")
        SUBDISTRICT = "subdistrict", _("subdistrict")
        COMMITTEE = "committee", _("neighbourhood committee")
        COMPOUND = "compound", _("compound")
        LANE = "lane", _("lane")
        BUILDING = "building", _("building")
        ROOM = "room", _("room")
        SPOT = "spot", _("common part")

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=60)  # the node's own: 12号, 301室
    label = models.CharField(max_length=120)  # read alone: 延吉二村12号301室
    # Canonical form for comparing, unique among standing places.
    key = models.CharField(max_length=160)
    # Ids from the root, `/1/5/33/`: a prefix query answers “everything in this compound”.
    path = models.CharField(max_length=120, db_index=True)
    road_address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    # How to get in: where the key hangs, whom to ask. Free text: nothing keeps a door code out of it.
    access_note = models.CharField(max_length=200, blank=True)
    gone_at = models.DateTimeField(null=True)  # demolished; its history stays

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=models.Q(gone_at=None), name="places_key_once"),
            models.CheckConstraint(
                condition=models.Q(lon=None, lat=None) | models.Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="places_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlaceKey(models.Model):
    """One more way to write a place: label, nickname, road address, old road name, pinyin initials."""

    class Kind(models.TextChoices):
        LABEL = "label", _("name")
        NICKNAME = "nickname", _("nickname")
        ROAD = "road", _("road address")
        OLD_ROAD = "old_road", _("old road name")
        PINYIN = "pinyin", _("pinyin initials")

    place = models.ForeignKey(Place, models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=160)  # as people write it
    key = models.CharField(max_length=160, db_index=True)  # folded, for prefix search

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "key"], name="places_one_key_once")]

    def __str__(self) -> str:
        return f"{self.text} → {self.place_id}"


class ParkedAddress(models.Model):
    """A place somebody named that we do not know, waiting for a person to say where it is."""

    key = models.CharField(max_length=160, unique=True)
    raw = models.CharField(max_length=400)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    resolved_to = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.raw
