"""Read an uploaded XLSX into rows of clean values, and say in codes what is wrong with it.

Pure Python on :mod:`.xlsx`, for any workbook whose sheets and columns are described by
:class:`Sheet` and :class:`Column`.  Nothing here knows the database.  The caller turns the codes of
:class:`Issue` into sentences.

A hostile file must cost little: sizes are checked before anything is unpacked, DTDs and entities
are refused, rows and columns are bounded.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .cells import CLEAR, READERS, CellError, clean_text, fold_choice, percent
from .xlsx import NO_RESULT, Book, ErrorValue, Share

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_UNPACKED_BYTES = 250 * 1024 * 1024
MAX_PARTS = 1000
MAX_ROWS = 100_000
HEADER_SEARCH_ROWS = 10

ERROR, WARNING = "error", "warning"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FORBIDDEN_XML = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")


@dataclass(frozen=True)
class Named:
    """A stable key, how it is called in English and Indonesian, and what else people write."""

    key: str
    english: str
    indonesian: str
    more_names: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def names(self):
        return (self.english, self.indonesian, *self.more_names)

    def label(self, lang):
        """Return the name to show in a language (``id_ID``, ``en_US``…)."""
        return self.indonesian if (lang or "").startswith("id") else self.english

    @property
    def both(self):
        """Return both names, where either would do.

        >>> Named("x", "Unit code", "Kode unit").both
        'Kode unit / Unit code'
        """
        return " / ".join(dict.fromkeys((self.indonesian, self.english)))


@dataclass(frozen=True)
class Column(Named):
    """A column of a sheet and what its cells hold."""

    kind: str = "text"  # a key of cells.READERS
    required: bool = False
    choices: tuple[Named, ...] = ()  # for kind "choice"

    @cached_property
    def codes(self):
        """What people may write, folded -> the choice's key."""
        return {
            fold_choice(name): choice.key
            for choice in self.choices
            for name in (choice.key, *choice.names)
        }


@dataclass(frozen=True)
class Sheet(Named):
    """A sheet and its columns."""

    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One thing to mend: where it is, as the user sees it, and what it is, as a code."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: str = ERROR


_NONE = frozenset()


@dataclass(slots=True)
class Row:
    """A row as numbered in the file; ``values`` has no key for an empty cell."""

    number: int
    values: dict[str, Any]
    broken: frozenset[str] = _NONE  # columns whose cell could not be read


@dataclass
class Table:
    """The rows of one sheet, with the names that the file itself uses."""

    title: str
    rows: list[Row] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # column key -> header as written

    def issue(self, code, row=0, column="", severity=ERROR, **params):
        """Return an issue at this sheet's row and column (given by its key)."""
        return Issue(code, self.title, row, self.headers.get(column, column), params, severity)


class WorkbookError(Exception):
    """The file as a whole cannot be used; ``code`` says why."""

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = params


def fold(name):
    """Reduce a header or sheet name to what has to agree.

    >>> fold(" Kode_Unit * ")
    'kode unit'
    """
    return " ".join(re.sub(r"[\W_]+", " ", str(name or "")).casefold().split())


# ------------------------------------------------------------
# The file
# ------------------------------------------------------------


def check_file(content):
    """Raise :class:`WorkbookError` if the bytes are no XLSX that is safe to open."""
    if not content:
        raise WorkbookError("no_file")
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookError("file_too_big", megabytes=MAX_FILE_BYTES // 1024**2)
    if content.startswith(_OLE2):
        raise WorkbookError("encrypted" if _ENCRYPTED_PACKAGE in content else "not_xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise WorkbookError("not_xlsx") from error


def _check_parts(archive):
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise WorkbookError("not_xlsx")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("encrypted")
    # zipfile never yields more than the size a part declares, so the declared sizes are a bound
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise WorkbookError("file_too_big", megabytes=MAX_FILE_BYTES // 1024**2)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(archive, part)


def _check_part(archive, part):
    """Refuse DTDs, entities and UTF-16 (which would hide them)."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            window = tail + chunk
            if any(forbidden in window for forbidden in _FORBIDDEN_XML):
                raise WorkbookError("not_xlsx")
            tail = window[-16:]


def read_workbook(content, sheets, ignored=()):
    """Read the sheets that are described; return ``(tables, issues)``.

    :param sheets: what may be in the file (list of :class:`Sheet`)
    :param ignored: names of further sheets to pass over in silence (explanations)
    :return: ``{sheet key: Table}`` of the sheets found, and all issues
    """
    try:
        check_file(content)
        return _read_sheets(content, sheets, {fold(name) for name in ignored})
    except WorkbookError as error:
        return {}, [Issue(error.code, params=error.params)]


def _read_sheets(content, sheets, ignored):
    tables, issues = {}, []
    by_name = {fold(name): sheet for sheet in sheets for name in sheet.names}
    book = _open(content)
    for title, part in book.sheets:
        sheet = by_name.get(fold(title))
        if sheet and sheet.key in tables:
            issues.append(Issue("sheet_twice", title))
        elif sheet:
            reader = _SheetReader(title, sheet)
            tables[sheet.key] = reader.read_table(_iter_rows(book, part))
            issues += reader.issues
        elif fold(title) not in ignored:
            issues.append(Issue("unknown_sheet", title, severity=WARNING))
    if not tables:
        expected = ", ".join(sheet.both for sheet in sheets)
        issues = [Issue("missing_sheet", params={"expected": expected})]
    elif not any(table.rows for table in tables.values()) and not _has_error(issues):
        issues.append(Issue("nothing_to_import"))
    return tables, issues


def _open(content):
    try:
        return Book(content)
    except Exception as error:  # whatever a broken part makes it trip over
        raise WorkbookError("not_xlsx") from error


def _iter_rows(book, part):
    try:
        yield from book.iter_rows(part)
    except Exception as error:  # a broken part, wherever reading trips over it
        raise WorkbookError("not_xlsx") from error


def _has_error(issues):
    return any(issue.severity == ERROR for issue in issues)


# ------------------------------------------------------------
# One sheet
# ------------------------------------------------------------


class _SheetReader:
    """Reads one sheet: finds the header row, then every cell by its column's kind."""

    def __init__(self, title, sheet):
        self.sheet = sheet
        self.table = Table(title)
        self.issues = []
        self.columns = []  # (position, Column, its reader)
        self.required = frozenset(column.key for column in sheet.columns if column.required)
        self.by_name = {fold(name): column for column in sheet.columns for name in column.names}

    def read_table(self, rows):
        """Return the table; what is wrong is in ``issues``."""
        waiting = []  # rows above the header: agencies write titles there
        for number, values in rows:
            if not any(value is not None for value in values):
                continue
            if self.columns:
                if not self._add_row(number, values):
                    break
            elif self._known_names(values) >= min(2, len(self.sheet.columns)):
                self._read_header(number, values)
            else:
                waiting.append((number, values))
                if len(waiting) >= HEADER_SEARCH_ROWS:
                    break
        if not self.columns and waiting:
            self._read_header(*waiting[0])
        elif not self.columns:
            self.issues.append(self.table.issue("empty_sheet"))
        elif not self.table.rows and not _has_error(self.issues):
            self.issues.append(self.table.issue("no_rows", severity=WARNING))
        return self.table

    def _known_names(self, values):
        return sum(fold(value) in self.by_name for value in values if value is not None)

    def _read_header(self, number, values):
        for position, value in enumerate(values):
            name = "" if value is NO_RESULT else clean_text(value)
            column = self.by_name.get(fold(name))
            if column and column.key in self.table.headers:
                self.issues.append(self.table.issue("column_twice", number, column.key))
            elif column:
                self.columns.append((position, column, READERS[column.kind]))
                self.table.headers[column.key] = name.rstrip(" *")
            elif name:
                self.issues.append(
                    self.table.issue("unknown_column", number, name, severity=WARNING)
                )
        for column in self.sheet.columns:
            if column.required and column.key not in self.table.headers:
                self.issues.append(self.table.issue("missing_column", number, column.both))
        self.required &= self.table.headers.keys()

    def _add_row(self, number, cells):
        """Read one row; return False when the sheet has more than is allowed."""
        if len(self.table.rows) >= MAX_ROWS:
            self.issues.append(self.table.issue("too_many_rows", number, maximum=MAX_ROWS))
            return False
        values, broken, width = {}, set(), len(cells)
        for position, column, read in self.columns:
            if position >= width or (cell := cells[position]) is None:
                continue
            try:
                # most cells begin with a letter or digit: they are neither blank nor a hyphen
                is_plain = type(cell) is str and cell[:1].isalnum()
                value = read(cell, column) if is_plain else _read_odd_cell(cell, column, read)
            except CellError as error:
                broken.add(column.key)
                self.issues.append(self.table.issue(error.code, number, column.key, **error.params))
                continue
            if value is not None:
                values[column.key] = value
        if values or broken:
            if not self.required <= values.keys():
                self._require(number, values, broken)
            self.table.rows.append(Row(number, values, frozenset(broken) if broken else _NONE))
        return True

    def _require(self, number, values, broken):
        for _position, column, _read in self.columns:
            if column.required and column.key not in values and column.key not in broken:
                broken.add(column.key)
                self.issues.append(self.table.issue("missing_value", number, column.key))


def _read_odd_cell(value, column, read):
    """Return what is meant by a cell that is no plain text, or that begins with a sign."""
    if value is NO_RESULT:
        raise CellError("formula_without_value")
    if isinstance(value, ErrorValue):
        raise CellError("error_value", value=str(value))
    text = clean_text(value)
    if not text:
        return None
    if text == "-":
        if column.required:
            raise CellError("missing_value")
        return CLEAR
    if column.kind == "prose" and isinstance(value, Share):
        value = percent(value)  # typed as 90%, kept as 0.9
    return read(value, column)
