"""Reading the cells of one row: what is wrong is said with the column's title and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from huying.kernel.errors import BadInput
from huying.kernel.money import read_yuan
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _

from .sheets import Column, SheetRow

YES = frozenset({"是", "有", "√", "✓", "1", "y", "yes", "对", "可", "可以"})
NO = frozenset({"", "否", "无", "×", "x", "0", "n", "no", "不", "不可"})
_SHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|####*)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


class Cells:
    """The cells of a row by column name."""

    def __init__(self, row: SheetRow, columns: tuple[Column, ...]) -> None:
        self._values = row.values
        self._columns = {c.name: c for c in columns}

    def _title(self, name: str) -> str:
        return self._columns[name].titles[0]

    def text(self, name: str, *, most: int = 200) -> str:
        """Return the cell as text; empty where the column or the cell is."""
        value = self._values.get(name, "").strip()
        if not value and self._columns[name].is_required:
            raise BadInput(_("“%(title)s” is empty. Fill it in."), field=name, title=self._title(name))
        if value.startswith("=") or (value.startswith(("+", "-", "@")) and not re.fullmatch(r"[+-]?[\d\s().\-]+", value)):
            raise BadInput(
                _("“%(title)s” holds a formula, not a value. Copy the column and paste it as values."),
                field=name, title=self._title(name),
            )
        if _SHEET_ERROR.fullmatch(value):
            raise BadInput(
                _("“%(title)s” holds the spreadsheet's error %(value)s. Enter the value itself."),
                field=name, title=self._title(name), value=value,
            )
        if len(value) > most:
            raise BadInput(
                _("“%(title)s” has %(length)d characters; at most %(most)d fit. Shorten it."),
                field=name, title=self._title(name), length=len(value), most=most,
            )
        return value

    def words(self, name: str, *, most: int = 400) -> tuple[str, ...]:
        """Return a cell's list: 红房子、老大楼."""
        return tuple(dict.fromkeys(w.strip() for w in re.split(r"[、,，;；/\n]", self.text(name, most=most)) if w.strip()))

    def whole(self, name: str, *, least: int = 0, most: int) -> int | None:
        value = fold(self.text(name)).removesuffix(".0")
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
            raise BadInput(
                _("“%(title)s” is “%(value)s”; a whole number from %(least)d to %(most)d is needed."),
                field=name, title=self._title(name), value=value[:40], least=least, most=most,
            )
        return int(value)

    def degrees(self, name: str, *, most: float) -> float | None:
        value = fold(self.text(name))
        if not value:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,15})?", value, re.ASCII) or abs(float(value)) > most:
            raise BadInput(
                _("“%(title)s” is “%(value)s”; degrees such as 121.53 are needed."), field=name, title=self._title(name), value=value[:40]
            )
        return float(value)

    def day(self, name: str) -> date | None:
        value = fold(self.text(name))
        if not value:
            return None
        found = _DAY.fullmatch(value)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        raise BadInput(
            _("“%(title)s” is “%(value)s”; a day such as 2027-03-01 is needed. Format the column as text."),
            field=name, title=self._title(name), value=value[:40],
        )

    def fen(self, name: str) -> int | None:
        value = fold(self.text(name))
        if value in ("免费", "无偿"):
            return 0
        return read_yuan(value, field=name) if value and value not in ("面议", "另议", "报价") else None

    def is_yes(self, name: str) -> bool:
        value = fold(self.text(name))
        if value not in YES | NO:
            raise BadInput(_("“%(title)s” is “%(value)s”; write 是 or 否."), field=name, title=self._title(name), value=value[:40])
        return value in YES

    def one_of(self, name: str, known: Mapping[str, str]) -> str:
        """Return what a word stands for; empty for an empty cell."""
        value = fold(self.text(name))
        if value and value not in known:
            raise BadInput(
                _("“%(title)s” is “%(value)s”; one of these is needed: %(known)s."),
                field=name, title=self._title(name), value=value[:40], known="、".join(known),
            )
        return known[value] if value else ""
