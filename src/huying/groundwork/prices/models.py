from django.db import models
from django.utils.translation import gettext_lazy

from huying.groundwork.access.models import Account
from huying.kernel import trades

from . import rules


class PriceList(models.Model):
    """One published list at a time; older ones stay, because old bills refer to them."""

    name = models.CharField(max_length=60)
    published_on = models.DateField()
    valid_from = models.DateField(unique=True)
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class PriceItem(models.Model):
    """Labour, material and method apart, in fen. Zero is free; null means “to be quoted”."""

    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    trade = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in trades.TRADES.items()])
    unit = models.CharField(max_length=20)
    method = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in rules.METHODS.items()])
    labour_fen = models.PositiveIntegerField(null=True)
    material_fen = models.PositiveIntegerField(null=True)
    method_fen = models.PositiveIntegerField(null=True)
    payer = models.CharField(max_length=20, choices=[(k, gettext_lazy(v)) for k, v in rules.PAYERS.items()])
    minutes = models.PositiveSmallIntegerField(default=30)  # what it usually takes
    is_small = models.BooleanField(default=False)  # may be agreed at the door without asking the desk
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["price_list", "code"], name="prices_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
