from collections import Counter

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..rules.cascade import fold
from ..rules.cells import MAX_PROSE, escape_prose, plain_prose
from ..rules.result_facts import made_key, parse_made_key
from ..rules.result_spec import INDICATOR_COLUMNS, INDICATORS, RESULT_COLUMNS, RESULTS

#: Plans whose rows are in memory together.
BATCH = 200
#: A spreadsheet takes a text that begins so for a formula where somebody edits it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")


class HrSkpResultExport(models.TransientModel):
    """Results and indicators of many plans, in exactly the layout of the import.

    Only what the user may read.  Rows are streamed to the file, a few plans at a time.
    """

    _name = "hr.skp.result.export"
    _description = "Export of results"

    plan_ids = fields.Json(required=True)

    @api.model
    def _download(self, plans):
        """Return the action that downloads the results of those of these plans that one reads."""
        plans = plans.search_fetch(
            [("id", "in", plans.ids), ("state", "!=", "cancelled")], ["period_id"]
        )
        if not plans:
            raise UserError(self.env._("Choose at least one plan that is not cancelled."))
        if len(plans.period_id) > 1:
            raise UserError(self.env._("Choose plans of one period: a file is for one year."))
        export = self.create({"plan_ids": plans.ids})
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_skp/results/{export.id}",
            "target": "download",
        }

    def _get_file_name(self):
        plans = self._get_plans()
        name = self.env._("SKP results %s", plans.period_id.year or "")
        return f"{name} {plans.employee_name}.xlsx" if len(plans) == 1 else f"{name}.xlsx"

    def _get_plans(self):
        """Return the plans that the user may (still) read, in the order of the people."""
        return self.env["hr.skp"].search_fetch(
            [("id", "in", self.plan_ids)],
            ["period_id", "employee_id", "employee_name"],
            order="department_id, employee_name, date_start, id",
        )

    def _write_to(self, stream):
        """Write the workbook to a binary file."""
        _Writer(self.env, self._get_plans()).save(stream)


class _Writer:
    """Writes one workbook: results and indicators side by side, plan after plan."""

    def __init__(self, env, plans):
        self.env = env
        self.plans = plans
        self.plan_ids = set(plans.ids)
        self.layout = env["hr.skp.result.import"]
        self.lang = env.lang
        self.next_row = {"results": 1, "indicators": 1}

    def save(self, stream):
        options = {"constant_memory": True, "in_memory": False}
        with xlsxwriter.Workbook(stream, options) as book:
            self.formats = self.layout._add_formats(book)
            self.layout._add_explanation(book, self.formats)
            self.pages = {
                sheet.key: self.layout._add_sheet(book, sheet, self.formats)
                for sheet in (RESULTS, INDICATORS)
            }
            self._find_ambiguous()
            for ids in split_every(BATCH, self.plans.ids):
                self._write_plans(self.env["hr.skp"].browse(ids))
                self.env.invalidate_all()

    # ------------------------------------------------------------
    # WHAT EVERYTHING IS CALLED
    # ------------------------------------------------------------

    def _find_ambiguous(self):
        """Find the keys that mean several of these results: those go by their number."""
        Result, mine = self.env["hr.skp.result"], [("skp_id", "in", list(self.plan_ids))]
        keyed = [*mine, ("exchange_key", "!=", False)]
        # Whether a key is free must not depend on what the user may read.
        groups = Result.sudo()._read_group(keyed, ["exchange_key"], ["__count"])
        counts = Counter()
        for key, count in groups:
            counts[fold(key)] += count
        made = {parse_made_key(key): key for key, _count in groups}
        made.pop(None, None)
        taken = Result.sudo().search([*mine, ("id", "in", list(made))])
        self.ambiguous = {key for key, count in counts.items() if count > 1}
        self.ambiguous |= {fold(made[result_id]) for result_id in taken.ids}
        # Plans are told apart by their first day where a person has several in the period.
        groups = (
            self.env["hr.skp"]
            .sudo()
            ._read_group(
                [
                    ("period_id", "in", self.plans.period_id.ids),
                    ("employee_id", "in", self.plans.sudo().employee_id.ids),
                    ("state", "!=", "cancelled"),
                ],
                ["employee_id"],
                having=[("__count", ">", 1)],
            )
        )
        self.several = {employee.id for (employee,) in groups}

    def _get_key(self, result):
        key = result["exchange_key"]
        return key if key and fold(key) not in self.ambiguous else made_key(result["id"])

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _write_plans(self, plans):
        names = [*RESULT_COLUMNS.values(), "skp_id"]
        results = self.env["hr.skp.result"].search_fetch([("skp_id", "in", plans.ids)], names)
        rows = results.read(names, load="")
        indicators = self.env["hr.skp.indicator"].search([("result_id", "in", results.ids)])
        lines = indicators.read([*INDICATOR_COLUMNS.values(), "result_id"], load="")
        self._load_links(rows, plans)
        rows_of, lines_of = _group(rows, "skp_id"), _group(lines, "result_id")
        for plan_sudo in plans.sudo():
            owner = self._prepare_owner(plan_sudo)
            for row in rows_of.get(plan_sudo.id, ()):
                key = self._get_key(row)
                self._write_row(
                    RESULTS, {**self._prepare_result(row, plan_sudo), **owner, "key": key}
                )
                for line in lines_of.get(row["id"], ()):
                    values = {column: line[name] for column, name in INDICATOR_COLUMNS.items()}
                    own = line["exchange_key"] or made_key(line["id"])
                    self._write_row(INDICATORS, {**values, "result": key, "key": own})

    def _prepare_owner(self, plan_sudo):
        # Who reads a plan reads its person's number in print.
        employee_sudo = plan_sudo.employee_id
        number = employee_sudo.nip or employee_sudo.skp_code
        return {
            "person": number or made_key(employee_sudo.id),
            "person_name": employee_sudo.name,
            "start": plan_sudo.date_start if employee_sudo.id in self.several else None,
        }

    def _load_links(self, rows, plans):
        """Load the names of what these results point to, as far as the user may read it."""
        Result = self.env["hr.skp.result"]
        plan_ids = list({*plans.sudo().parent_id.ids})
        parents = Result.search(
            ["|", ("id", "in", _ids(rows, "parent_id")), ("skp_id", "in", plan_ids)]
        )
        names = ["name", "skp_id", "exchange_key"]
        self.parents = {row["id"]: row for row in parents.read(names, load="")}
        self.siblings = Counter((r["skp_id"], fold(r["name"])) for r in self.parents.values())
        indicators = self.env["hr.skp.indicator"].search([("result_id", "in", parents.ids)])
        found = indicators.read(["name", "result_id", "exchange_key"], load="")
        self.indicators = {row["id"]: row for row in found}
        self.twins = Counter((row["result_id"], fold(row["name"])) for row in found)
        objectives = self.env["hr.skp.objective"].search([("id", "in", _ids(rows, "objective_id"))])
        self.objectives = {o.id: o.code or o.name for o in objectives}

    def _prepare_result(self, row, plan_sudo):
        values = {column: row[name] for column, name in RESULT_COLUMNS.items()}
        values["parent"] = self._name_parent(row["parent_id"], plan_sudo)
        values["parent_indicator"] = self._name_indicator(row["parent_indicator_id"])
        values["objective"] = self.objectives.get(row["objective_id"])
        return values

    def _name_parent(self, parent_id, plan_sudo):
        """Return what names the leader's result: its key in this file, else its text or number."""
        parent = self.parents.get(parent_id)
        if not parent:
            return None
        if parent["skp_id"] in self.plan_ids:
            return self._get_key(parent)
        alone = self.siblings[parent["skp_id"], fold(parent["name"])] == 1
        if alone and parent["skp_id"] == plan_sudo.parent_id.id:
            return parent["name"]
        return made_key(parent_id)

    def _name_indicator(self, indicator_id):
        indicator = self.indicators.get(indicator_id)
        if not indicator:
            return None
        if self.twins[indicator["result_id"], fold(indicator["name"])] == 1:
            return indicator["name"]
        return indicator["exchange_key"] or made_key(indicator_id)

    # ------------------------------------------------------------
    # CELLS
    # ------------------------------------------------------------

    def _write_row(self, sheet, values):
        page, number = self.pages[sheet.key], self.next_row[sheet.key]
        for position, column in enumerate(sheet.columns):
            value = values.get(column.key)
            if not value:
                continue
            if column.kind == "date":
                page.write_datetime(number, position, value, self.formats["date"])
            else:
                self._write_text(page, number, position, self._get_text(column, value))
        self.next_row[sheet.key] = number + 1

    def _get_text(self, column, value):
        if column.choices:
            choice = next(choice for choice in column.choices if choice.key == value)
            return choice.label(self.lang)
        return escape_prose(plain_prose(value)) if column.kind == "prose" else value

    def _write_text(self, page, row, position, text):
        if len(text) > MAX_PROSE:
            raise UserError(
                self.env._("A text is too long for a cell of a spreadsheet: %s…", text[:80])
            )
        style = "quoted" if text.startswith(FORMULA_SIGNS) else "text"
        page.write_string(row, position, text, self.formats[style])


def _group(rows, name):
    groups = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups


def _ids(rows, name):
    return list({row[name] for row in rows if row[name]})
