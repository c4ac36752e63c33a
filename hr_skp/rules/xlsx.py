"""What stands in the cells of an XLSX, row by row and at little cost.

Pure Python on expat, several times as fast as openpyxl, of which only the words for dates and
formats are used.  Only what a cell says is read, neither its looks nor drawings, and never a whole
sheet at once.  Whoever calls has checked that the bytes are safe to open; a part that is broken
raises whatever it makes this trip over.
"""

import io
import posixpath
import zipfile
from functools import lru_cache
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import (
    CALENDAR_MAC_1904,
    CALENDAR_WINDOWS_1900,
    from_excel,
    from_ISO8601,
)

MAX_COLUMNS = 60
EXCEL_LAST_ROW = 1_048_576
CHUNK = 1 << 16
DIGITS = "0123456789"

#: A formula whose result nobody has stored.
NO_RESULT = object()


class ErrorValue(str):
    """What a formula that failed shows, such as ``#DIV/0!``."""

    __slots__ = ()


class Share(float):
    """A number that the spreadsheet shows in per cent."""

    __slots__ = ()


class Book:
    """An open workbook: ``sheets`` are its pairs of title and part, in their order."""

    def __init__(self, content):
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        types = self._parse("[Content_Types].xml")
        if not any(node.get("ContentType", "").endswith(".main+xml") for node in types):
            raise ValueError("no workbook")
        names, links = set(self._archive.namelist()), self._read_links()
        parts = {link: (kind, part) for link, kind, part in links if part in names}
        self.sheets = self._read_workbook(parts)
        by_kind = {kind: part for kind, part in parts.values()}
        self._read_styles(by_kind.get("styles"))
        strings = by_kind.get("sharedStrings")
        self._strings = list(_Strings().read(self._archive, strings)) if strings else []

    def iter_rows(self, part):
        """Yield the number of each row of a sheet and its values, ``None`` for an empty cell."""
        expected = 1
        for number, values in _Rows(self._cast).read(self._archive, part):
            if number > EXCEL_LAST_ROW:
                return
            if number >= expected:
                yield number, values
                expected = number + 1

    # ------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------

    def _parse(self, part):
        return ElementTree.fromstring(self._archive.read(part))

    def _read_links(self):
        """Yield id, kind and part of what the workbook refers to."""
        for node in self._parse("xl/_rels/workbook.xml.rels"):
            target = posixpath.normpath(posixpath.join("/xl", node.get("Target", "")))
            yield node.get("Id"), posixpath.basename(node.get("Type", "")), target.lstrip("/")

    def _read_workbook(self, parts):
        """Return the pairs of title and part of the sheets that have cells."""
        workbook, sheets = self._parse("xl/workbook.xml"), []
        settings = workbook.find("{*}workbookPr")
        is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
        for node in workbook.iterfind("{*}sheets/{*}sheet"):
            links = (value for name, value in node.items() if name.endswith("}id"))
            kind, part = parts.get(next(links, None), ("", ""))
            if part and kind != "chartsheet":
                sheets.append((node.get("name"), part))
        return sheets

    def _read_styles(self, part):
        """Find the styles that make a number a date, a span of time or a share."""
        self._dates, self._spans, self._shares = set(), set(), set()
        if not part:
            return
        styles, formats = self._parse(part), dict(BUILTIN_FORMATS)
        for node in styles.iterfind("{*}numFmts/{*}numFmt"):
            formats[int(node.get("numFmtId"))] = node.get("formatCode")
        for number, node in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
            shown = formats.get(int(node.get("numFmtId") or 0))
            if is_date_format(shown):
                self._dates.add(str(number))
            elif "%" in (shown or ""):
                self._shares.add(str(number))
            if is_timedelta_format(shown):
                self._spans.add(str(number))

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    def _cast(self, kind, text, style):
        """Return what the text of a cell means, by the kind that the cell names."""
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            return self._cast_number(text, style)
        return _CASTS[kind](text) if kind in _CASTS else text

    def _cast_number(self, text, style):
        value = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if style in self._dates:
            try:
                return from_excel(value, self._epoch, timedelta=style in self._spans)
            except (OverflowError, ValueError):
                return ErrorValue("#VALUE!")
        return Share(value) if style in self._shares else value


_CASTS = {"b": lambda text: bool(int(text)), "d": from_ISO8601, "e": ErrorValue}


# ------------------------------------------------------------
# Big parts, in pieces
# ------------------------------------------------------------


class _Part:
    """Reads one part in pieces: what its nodes add to ``found`` is yielded after each."""

    #: The nodes that matter: attribute -> name, to which the part may give a prefix.
    nodes = {"t": "t", "phonetic": "rPh"}

    def __init__(self):
        self.found = []
        self.texts = []  # of the present node
        self.runs = []  # of the present string
        self.is_spoken = True
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.CharacterDataHandler = self.texts.append
        self.parser.StartElementHandler = self.start_root

    def read(self, archive, part):
        """Yield what is found in a part."""
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                self.parser.Parse(chunk, False)
                yield from self.found
                self.found.clear()
        self.parser.Parse(b"", True)

    def start_root(self, name, _attributes):
        """Learn the prefix that the part gives to all its names: most give none."""
        prefix = name[: name.rfind(":") + 1]
        for attribute, node in self.nodes.items():
            setattr(self, attribute, prefix + node)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name, attributes):
        raise NotImplementedError

    def end(self, name):
        raise NotImplementedError


class _Strings(_Part):
    """The texts that cells refer to by their number."""

    nodes = {**_Part.nodes, "string": "si"}

    def start(self, name, attributes):
        self.texts.clear()
        if name == self.string:
            self.runs.clear()
        elif name == self.phonetic:
            self.is_spoken = False  # how the text before it is pronounced

    def end(self, name):
        if name == self.t:
            if self.is_spoken:
                self.runs += self.texts
        elif name == self.string:
            self.found.append("".join(self.runs))
        elif name == self.phonetic:
            self.is_spoken = True


class _Rows(_Part):
    """The rows of a sheet: their numbers and values."""

    nodes = {**_Part.nodes, "row": "row", "c": "c", "v": "v", "f": "f"}

    def __init__(self, cast):
        super().__init__()
        self.cast = cast
        self.number, self.values, self.position = 0, [], -1
        self.cell, self.text, self.is_formula = {}, None, False

    # Called for every node, a million times in a big file: the frequent ones come first.

    def start(self, name, attributes):
        self.texts.clear()
        if name == self.c:
            self.cell, self.text, self.is_formula = attributes, None, False
            self.runs.clear()
        elif name == self.row:
            self.number = int(attributes.get("r") or self.number + 1)
            self.values, self.position = [], -1
        elif name == self.f:
            self.is_formula = True
        elif name == self.phonetic:
            self.is_spoken = False  # how the text before it is pronounced

    def end(self, name):
        if name == self.c:
            self.add_cell(self.cell, self.text)
        elif name == self.v:
            self.text = "".join(self.texts)
        elif name == self.t:
            if self.is_spoken:
                self.runs += self.texts
        elif name == self.row:
            self.found.append((self.number, self.values))
        elif name == self.phonetic:
            self.is_spoken = True

    def add_cell(self, cell, text):
        kind, place, values = cell.get("t", "n"), cell.get("r"), self.values
        if kind == "inlineStr" and self.runs:
            text = "".join(self.runs)
        elif text:
            text = self.cast(kind, text, cell.get("s"))
        else:
            # Excel marks a formula whose result is an empty text by the type "str"
            text = NO_RESULT if self.is_formula and kind != "str" else None
        position = _find_column(place.rstrip(DIGITS)) if place else self.position + 1
        self.position = position
        if position == len(values) < MAX_COLUMNS:
            values.append(text)
        elif position < MAX_COLUMNS:
            values += [None] * (position + 1 - len(values))
            values[position] = text


@lru_cache(maxsize=500)
def _find_column(letters):
    """Return the place of a column by its letters, from 0.

    >>> _find_column("A"), _find_column("BA")
    (0, 52)
    """
    position = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column: {letters}")
        position = position * 26 + ord(letter) - 64
    if not position:
        raise ValueError("no column")
    return position - 1
