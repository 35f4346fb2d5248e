"""What the page without a login says and how much it takes."""

from __future__ import annotations

from datetime import timedelta

from huying.kernel.words import gettext_noop as _

# (number, what for): the public emergency numbers; the gas company's line is Shanghai's and the customer's to change.
RING: tuple[tuple[str, str], ...] = (
    ("119", _("fire, smoke, somebody trapped")),
    ("120", _("somebody hurt or unwell")),
    ("110", _("danger from people, traffic")),
    ("962777", _("smell of gas: the gas company, and leave the flat")),
)

NUMBER_MOST, ADDRESS_MOST, WORDS_MOST = 60, 400, 2000
# The same number or the same words again within this span is shown to the desk as a likely repeat. Never refused.
REPEAT_WITHIN = timedelta(minutes=30)
