"""Read an uploaded XLSX into rows of clean values, and say in codes what is wrong with it.

Pure Python on openpyxl (read-only mode), for any workbook whose sheets and columns are described
by :class:`Sheet` and :class:`Column`.  Nothing here knows the database.  The caller turns the
codes of :class:`Issue` into sentences.

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

from openpyxl import load_workbook

from .cells import CLEAR, READERS, CellError, clean_text, fold_choice, percent

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_UNPACKED_BYTES = 250 * 1024 * 1024
MAX_PARTS = 1000
MAX_ROWS = 100_000
MAX_COLUMNS = 60
EXCEL_LAST_ROW = 1_048_576
HEADER_SEARCH_ROWS = 10

ERROR, WARNING = "error", "warning"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FORBIDDEN_XML = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00")
_FORMULA = re.compile(rb"<f[ >/]")


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


@dataclass(frozen=True)
class Row:
    """A row as numbered in the file; ``values`` has no key for an empty cell."""

    number: int
    values: dict[str, Any]
    broken: frozenset[str] = frozenset()  # columns whose cell could not be read


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
    """Raise :class:`WorkbookError` if the bytes are no XLSX that is safe to open.

    :return: the names of the parts that hold formulas
    """
    if not content:
        raise WorkbookError("no_file")
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookError("file_too_big", megabytes=MAX_FILE_BYTES // 1024**2)
    if content.startswith(_OLE2):
        raise WorkbookError("encrypted" if _ENCRYPTED_PACKAGE in content else "not_xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check_parts(archive)
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
    return {
        part.filename
        for part in parts
        if part.filename.endswith((".xml", ".rels")) and _scan_part(archive, part)
    }


def _scan_part(archive, part):
    """Refuse DTDs, entities and UTF-16 (which would hide them); tell whether formulas occur."""
    has_formula, tail = False, b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            window = tail + chunk
            if _FORBIDDEN_XML.search(window):
                raise WorkbookError("not_xlsx")
            has_formula = has_formula or bool(_FORMULA.search(window))
            tail = window[-16:]
    return has_formula and part.filename.startswith("xl/worksheets/")


def _open(content, data_only=True):
    try:
        return load_workbook(
            io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
        )
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        raise WorkbookError("not_xlsx") from error


def read_workbook(content, sheets, ignored=()):
    """Read the sheets that are described; return ``(tables, issues)``.

    :param sheets: what may be in the file (list of :class:`Sheet`)
    :param ignored: names of further sheets to pass over in silence (explanations)
    :return: ``{sheet key: Table}`` of the sheets found, and all issues
    """
    try:
        formula_parts = check_file(content)
        return _read_sheets(content, sheets, {fold(name) for name in ignored}, formula_parts)
    except WorkbookError as error:
        return {}, [Issue(error.code, params=error.params)]


def _read_sheets(content, sheets, ignored, formula_parts):
    tables, issues = {}, []
    by_name = {fold(name): sheet for sheet in sheets for name in sheet.names}
    uncached = _find_uncached_formulas(content) if formula_parts else {}
    workbook = _open(content)
    for worksheet in workbook.worksheets:
        sheet = by_name.get(fold(worksheet.title))
        if sheet and sheet.key in tables:
            issues.append(Issue("sheet_twice", worksheet.title))
        elif sheet:
            reader = _SheetReader(worksheet, sheet, uncached.get(worksheet.title, frozenset()))
            tables[sheet.key] = reader.read_table()
            issues += reader.issues
        elif fold(worksheet.title) not in ignored:
            issues.append(Issue("unknown_sheet", worksheet.title, severity=WARNING))
    if not tables:
        expected = ", ".join(sheet.both for sheet in sheets)
        issues = [Issue("missing_sheet", params={"expected": expected})]
    elif not any(table.rows for table in tables.values()) and not _has_error(issues):
        issues.append(Issue("nothing_to_import"))
    return tables, issues


def _has_value(cells):
    return any(cell.value is not None for cell in cells)


def _has_error(issues):
    return any(issue.severity == ERROR for issue in issues)


def _find_uncached_formulas(content):
    """Return ``{sheet title: {(row, column)}}`` of the formulas without a stored result."""
    formulas, values = _open(content, data_only=False), _open(content)
    found = {}
    for with_formula, with_value in zip(formulas.worksheets, values.worksheets, strict=True):
        cells = set()
        for number, (row, results) in enumerate(
            zip(_iter_rows(with_formula), _iter_rows(with_value), strict=False), 1
        ):
            for index, (cell, result) in enumerate(zip(row, results, strict=False)):
                # Excel marks a formula whose result is an empty text by the type "str"
                if cell.data_type == "f" and result.value is None and result.data_type != "str":
                    cells.add((number, index))
        found[with_formula.title] = cells
    return found


def _iter_rows(worksheet, first=1, columns=MAX_COLUMNS):
    # the size a file states of itself may be wrong, and would cut rows off
    worksheet.reset_dimensions()
    try:
        yield from worksheet.iter_rows(min_row=first, max_col=columns, max_row=EXCEL_LAST_ROW)
    except Exception as error:  # a broken part, wherever openpyxl trips over it
        raise WorkbookError("not_xlsx") from error


# ------------------------------------------------------------
# One sheet
# ------------------------------------------------------------


class _SheetReader:
    """Reads one sheet: finds the header row, then every cell by its column's kind."""

    def __init__(self, worksheet, sheet, uncached):
        self.worksheet = worksheet
        self.sheet = sheet
        self.uncached = uncached
        self.table = Table(worksheet.title)
        self.issues = []
        self.columns = {}  # position -> Column
        self.by_name = {fold(name): column for column in sheet.columns for name in column.names}

    def read_table(self):
        """Return the table; what is wrong is in ``issues``."""
        waiting = []  # rows above the header: agencies write titles there
        for number, cells in enumerate(_iter_rows(self.worksheet), 1):
            if not _has_value(cells):
                continue
            if self._known_names(cells) >= min(2, len(self.sheet.columns)):
                self._read_header(number, cells)
                self._read_rows(number + 1)
                break
            waiting.append((number, cells))
            if len(waiting) >= HEADER_SEARCH_ROWS:
                break
        if not self.columns and waiting:
            self._read_header(*waiting[0])
        elif not self.columns:
            self.issues.append(self.table.issue("empty_sheet"))
        elif not self.table.rows and not _has_error(self.issues):
            self.issues.append(self.table.issue("no_rows", severity=WARNING))
        return self.table

    def _read_rows(self, first):
        # read anew from here: a row is made as wide as it is asked for, filled or not
        width = max(self.columns, default=0) + 1
        for number, cells in enumerate(_iter_rows(self.worksheet, first, width), first):
            if _has_value(cells) and not self._add_row(number, cells):
                break

    def _known_names(self, cells):
        return sum(fold(cell.value) in self.by_name for cell in cells if cell.value is not None)

    def _read_header(self, number, cells):
        for position, cell in enumerate(cells):
            name = clean_text(cell.value)
            column = self.by_name.get(fold(name))
            if column and column.key in self.table.headers:
                self.issues.append(self.table.issue("column_twice", number, column.key))
            elif column:
                self.columns[position] = column
                self.table.headers[column.key] = name.rstrip(" *")
            elif name:
                self.issues.append(
                    self.table.issue("unknown_column", number, name, severity=WARNING)
                )
        for column in self.sheet.columns:
            if column.required and column.key not in self.table.headers:
                self.issues.append(self.table.issue("missing_column", number, column.both))

    def _add_row(self, number, cells):
        """Read one row; return False when the sheet has more than is allowed."""
        if len(self.table.rows) >= MAX_ROWS:
            self.issues.append(self.table.issue("too_many_rows", number, maximum=MAX_ROWS))
            return False
        values, broken = {}, set()
        for position, column in self.columns.items():
            cell = cells[position] if position < len(cells) else None
            try:
                value = self._read_cell(number, position, column, cell)
            except CellError as error:
                broken.add(column.key)
                self.issues.append(self.table.issue(error.code, number, column.key, **error.params))
                continue
            if value is not None:
                values[column.key] = value
        if values or broken:
            self._require(number, values, broken)
            self.table.rows.append(Row(number, values, frozenset(broken)))
        return True

    def _require(self, number, values, broken):
        for column in self.columns.values():
            if column.required and column.key not in values and column.key not in broken:
                broken.add(column.key)
                self.issues.append(self.table.issue("missing_value", number, column.key))

    def _read_cell(self, number, position, column, cell):
        if (number, position) in self.uncached:
            raise CellError("formula_without_value")
        if cell is None or cell.value is None:
            return None
        if cell.data_type == "e":
            raise CellError("error_value", value=str(cell.value))
        # most cells begin with a letter or digit: they are neither blank nor a hyphen
        text = cell.value if str(cell.value)[:1].isalnum() else clean_text(cell.value)
        if not text:
            return None
        if text == "-":
            if column.required:
                raise CellError("missing_value")
            return CLEAR
        value = cell.value
        if column.kind == "prose" and "%" in cell.number_format and cell.data_type == "n":
            value = percent(value)  # typed as 90%, kept as 0.9
        return READERS[column.kind](value, column)
