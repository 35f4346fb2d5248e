"""Reading a sheet of rows out of a file somebody made by hand.

Never guesses the encoding: a byte order mark, strict UTF-8, then GB18030; what is none of them is
refused with what to do. Values are text as written; meaning is each importer's business.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huying.kernel import text
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

BYTES_MOST = 20_000_000
ROWS_MOST = 200_000
CELL_MOST = 32_000
HEADER_WITHIN = 20  # rows of titles and remarks people put above the header


@dataclass(frozen=True)
class Column:
    """A column an importer knows: its name in our words, and how people head it."""

    name: str
    titles: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True)
class SheetRow:
    """number as the person sees it in the sheet, from 1; values by column name; raw as it came, by title.

    problem: why this row cannot be used whatever it says; the rest of the file can.
    """

    number: int
    values: Mapping[str, str]
    raw: Mapping[str, str]
    problem: BadInput | None = None


@dataclass(frozen=True)
class Sheet:
    rows: tuple[SheetRow, ...]
    unknown_titles: tuple[str, ...]  # headed, but no importer asked for them: said in the report


def decode(data: bytes) -> str:
    """Return the text of a file, or BadInput saying how to save it."""
    if len(data) > BYTES_MOST:
        raise BadInput(_("The file has %(size)d MB; at most %(most)d MB are read. Split it."), size=len(data) // 10**6, most=BYTES_MOST // 10**6)
    if not data.strip():
        raise BadInput(_("The file is empty. Choose the file again."))
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise BadInput(_("This is an Excel workbook. In Excel choose “Save as” → “CSV UTF-8” and bring in that file."))
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(_("The file's encoding is neither UTF-8 nor GB18030. In Excel choose “Save as” → “CSV UTF-8”."))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise BadInput(
            _("The file says it is %(encoding)s but is damaged at byte %(at)d. Save it again as “CSV UTF-8”."),
            encoding=encoding.removesuffix("-sig"), at=broken.start,
        ) from None


def read_sheet(data: bytes, columns: tuple[Column, ...]) -> Sheet:
    """Return the rows below the header; the header is looked for, not assumed in row 1."""
    lines = list(_lines(decode(data)))
    at, places = _find_header(lines, columns)
    header = [text.tidy(cell) for cell in lines[at][1]]
    unknown = tuple(title for i, title in enumerate(header) if title and i not in places.values())
    rows = []
    for number, cells in lines[at + 1 :]:
        if not any(cell.strip() for cell in cells):
            continue
        problem = _problem(cells, len(header))
        kept = [cell[:CELL_MOST].replace("\0", "\ufffd") for cell in cells]
        values = {name: text.tidy(kept[i]) if i < len(kept) else "" for name, i in places.items()}
        raw = {header[i] if i < len(header) and header[i] else f"#{i + 1}": cell for i, cell in enumerate(kept)}
        rows.append(SheetRow(number, values, raw, problem))
    return Sheet(tuple(rows), unknown)


def _problem(cells: list[str], width: int) -> BadInput | None:
    for at, cell in enumerate(cells, start=1):
        if len(cell) > CELL_MOST:
            return BadInput(
                _("Column %(column)d holds %(length)d characters; at most %(most)d fit in a cell. Shorten it."),
                column=at, length=len(cell), most=CELL_MOST,
            )
        if not text.is_storable(cell):
            return BadInput(_("Column %(column)d contains unreadable characters. Type this cell again."), column=at)
    if any(cell.strip() for cell in cells[width:]):
        return BadInput(
            _("The row has more cells than the header (%(cells)d, header %(width)d): a comma stands where it should not."),
            cells=len(cells), width=width,
        )
    return None


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row as the person counts rows, cells). A cell may hold line breaks."""
    csv.field_size_limit(BYTES_MOST)
    reader = csv.reader(io.StringIO(content, newline=""))
    try:
        for number, cells in enumerate(reader, start=1):
            if number > ROWS_MOST:
                raise BadInput(_("The file has more than %(most)d rows. Split it."), most=ROWS_MOST)
            yield number, cells
    except csv.Error as broken:
        raise BadInput(_("Row %(row)d cannot be read as CSV: a quotation mark is probably missing."), row=reader.line_num) from broken


def _find_header(lines: list[tuple[int, list[str]]], columns: tuple[Column, ...]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for at, (number, cells) in enumerate(lines[:HEADER_WITHIN]):
        places = _places(cells, columns, number)
        if len(places) > len(best[1]):
            best = (at, places)
    missing = [c for c in columns if c.is_required and c.name not in best[1]]
    if missing:
        raise BadInput(
            _("No column is headed “%(title)s”. The header row must name it; it is looked for in the first %(within)d rows."),
            title=missing[0].titles[0], within=HEADER_WITHIN,
        )
    return best


def _places(cells: list[str], columns: tuple[Column, ...], number: int) -> dict[str, int]:
    titles = [text.fold(cell).replace(" ", "").replace("*", "") for cell in cells]
    places: dict[str, int] = {}
    for column in columns:
        wanted = {text.fold(title) for title in column.titles}
        found = [i for i, title in enumerate(titles) if title in wanted]
        if len(found) > 1:
            raise BadInput(
                _("Row %(row)d heads two columns “%(title)s” (columns %(first)d and %(second)d). Rename or remove one."),
                row=number, title=cells[found[0]].strip(), first=found[0] + 1, second=found[1] + 1,
            )
        if found:
            places[column.name] = found[0]
    return places
