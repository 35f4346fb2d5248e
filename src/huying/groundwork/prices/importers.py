"""The published price list from a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import ProtectedError

from huying.groundwork.access.models import Account
from huying.groundwork.batches.cells import Cells
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _

from .models import PriceItem, PriceList

COLUMNS = (
    Column("list", ("价目表", "价目表名称"), is_required=True),
    Column("valid_from", ("生效日期", "执行日期"), is_required=True),
    Column("code", ("编号", "项目编号"), is_required=True),
    Column("name", ("项目", "项目名称", "服务项目"), is_required=True),
    Column("trade", ("工种", "类别"), is_required=True),
    Column("unit", ("单位", "计量单位"), is_required=True),
    Column("method", ("方式", "作业方式")),
    Column("labour", ("人工费",)),
    Column("material", ("材料费",)),
    Column("method_fee", ("方式费", "机具费", "拆装费")),
    Column("payer", ("承担", "费用承担"), is_required=True),
    Column("minutes", ("用时", "用时(分)", "用时（分）")),
    Column("small", ("门口可定", "零修")),
    Column("note", ("备注", "说明")),
)
TRADE_WORDS: dict[str, str] = {
    "给水": "water_supply", "排水": "drainage", "电": "electric", "公共照明": "lighting", "泥瓦": "masonry", "防水": "leak", "门窗": "carpentry",
    "锁": "locks", "屋面": "roof", "弱电": "intercom", "道路": "road", "绿化": "greening", "水泵": "pump", "防汛": "flood", "适老化": "access_aids", "其他": "other",
}
METHOD_WORDS: dict[str, str] = {"人工": "hand", "机具": "machine", "机械": "machine", "拆装": "take_apart"}
PAYER_WORDS: dict[str, str] = {
    "业主": "owner", "物业费": "property_fee", "维修资金": "maintenance_fund", "市政": "municipal", "保修": "warranty", "免费": "free",
}
DIFFERS = _("Item %(code)s is already published otherwise (%(what)s). A published price is not changed: give the new list a later first day.")


class PricesImporter:
    kind = "prices"
    columns = COLUMNS

    def _read(self, row: SheetRow) -> tuple[str, date, dict[str, Any]]:
        cells = Cells(row, COLUMNS)
        valid_from = cells.day("valid_from")
        if valid_from is None:
            raise BadInput(_("The first day of the list is missing. Write it as 2026-01-01."), field="valid_from")
        item: dict[str, Any] = {
            "code": fold(cells.text("code", most=20)).upper(), "name": cells.text("name", most=80), "trade": cells.one_of("trade", TRADE_WORDS),
            "unit": cells.text("unit", most=20), "method": cells.one_of("method", METHOD_WORDS) or "hand",
            "labour_fen": cells.fen("labour"), "material_fen": cells.fen("material"), "method_fen": cells.fen("method_fee"),
            "payer": cells.one_of("payer", PAYER_WORDS), "minutes": cells.whole("minutes", least=1, most=2880) or 30,
            "is_small": cells.is_yes("small"), "note": cells.text("note"),
        }
        if item["payer"] == "free" and any(item[part] for part in ("labour_fen", "material_fen", "method_fen")):
            raise BadInput(_("A free item has a price. Set the price to 0, or name who pays."), field="payer")
        return cells.text("list", most=60), valid_from, item

    def judge(self, row: SheetRow) -> Verdict:
        _name, valid_from, item = self._read(row)
        known = PriceItem.objects.filter(price_list__valid_from=valid_from, code=item["code"]).first()
        if known is None:
            return Verdict("accepted")
        titles = {"name": "项目", "trade": "工种", "unit": "单位", "labour_fen": "人工费", "material_fen": "材料费", "method_fen": "方式费", "payer": "承担"}
        what = [title for field, title in titles.items() if getattr(known, field) != item[field]]
        if what:
            return Verdict("parked", DIFFERS, facts={"code": known.code, "what": "、".join(what)})
        return Verdict("unchanged", kind="price_item", subject=str(known.pk))

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        verdict = self.judge(row)
        if verdict.outcome != "accepted":
            return verdict
        name, valid_from, item = self._read(row)
        price_list, is_new = PriceList.objects.get_or_create(
            valid_from=valid_from,
            defaults={"name": name, "published_on": clock.local(clock.now()).date(), "published_by": by},
        )
        made = PriceItem.objects.create(price_list=price_list, **item)
        undo = {"list": price_list.pk} if is_new else {}
        return Verdict("accepted", kind="price_item", subject=str(made.pk), undo=undo)

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        item = PriceItem.objects.filter(pk=subject).first()
        try:
            if item:
                item.delete()
            if "list" in undo:
                PriceList.objects.filter(pk=undo["list"], items=None).delete()
        except ProtectedError:
            raise NotNow(_("%(item)s already stands on a bill."), item=str(item)) from None
