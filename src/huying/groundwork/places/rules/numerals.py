"""Chinese numerals in addresses: 十二号, 二〇一室, 延吉2村."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "".join(DIGITS) + "".join(UNITS)


def read_number(text: str) -> str | None:
    """Return the number as ASCII digits without leading zeros (“二〇一” → “201”), or None."""
    if text.isascii() and text.isdigit():
        return text.lstrip("0") or "0"
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return "".join(str(DIGITS[c]) for c in text).lstrip("0") or "0"
    total, digit = 0, 0
    for i, c in enumerate(text):
        if c in UNITS:
            total += (digit or (0 if i and text[i - 1] not in "零〇" else 1)) * UNITS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    if len(text) > 1 and text[-2] in "百千" and text[-1] in DIGITS:
        digit *= UNITS[text[-2]] // 10  # 一百二 is said for 120; 102 would be 一百零二
    return str(total + digit) if total + digit else None


def chinese_number(number: int) -> str:
    """Return 1–99 as compounds are named: 2 → 二, 12 → 十二."""
    if not 0 < number < 100:
        raise ValueError(f"compounds are numbered 1–99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return head + ("零一二三四五六七八九"[ones] if ones else "")
