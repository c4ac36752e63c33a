from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.cascade import fold
from ..rules.cells import plain_prose
from ..rules.import_facts import KnownObjective, KnownPerson, fold_key
from ..rules.plan_states import LIVE
from ..rules.result_facts import KnownContent, KnownLine, KnownPlan, made_key, parse_made_key
from ..rules.result_spec import INDICATOR_COLUMNS, RESULT_COLUMNS, SHEETS

PLAN_FIELDS = ("employee_id", "employee_name", "date_start", "state", "parent_id")
PERSON_FIELDS = ("nip", "nip_former", "skp_code", "name")
LINE_FIELDS = {
    "results": ("sequence", *RESULT_COLUMNS.values()),
    "indicators": ("sequence", *INDICATOR_COLUMNS.values()),
}
PROSE = {sheet.key: {c.key for c in sheet.columns if c.kind == "prose"} for sheet in SHEETS}


class HrSkpResultImport(models.TransientModel):
    """What stands in the plans already, as plain facts that ``rules.result_check`` compares with.

    Only what the user may read: whose plan is closed to him is nobody he can name.
    """

    _inherit = "hr.skp.result.import"

    def _load_known(self, tables):
        """Return the facts; a handful of queries, and rows only of whom the file names."""
        named_sudo = self._find_named_people(tables)
        plans = self.env["hr.skp"].search_fetch(
            Domain("period_id", "=", self.period_id.id)
            & Domain("state", "!=", "cancelled")
            & Domain("employee_id", "in", named_sudo.ids),
            PLAN_FIELDS,
        )
        results = self._find_results(plans, tables)
        return KnownContent(
            first_day=self.period_id.date_start,
            last_day=self.period_id.date_end,
            people=self._load_people(plans, named_sudo),
            plans=self._load_plans(plans),
            results=self._load_lines(results, "skp_id", "results", RESULT_COLUMNS),
            indicators=self._load_lines(
                self.env["hr.skp.indicator"].search_fetch(
                    [("result_id", "in", results.ids)], ["result_id", *LINE_FIELDS["indicators"]]
                ),
                "result_id",
                "indicators",
                INDICATOR_COLUMNS,
            ),
            objectives=self._load_objectives() if self._names_objectives(tables) else [],
        )

    def _get_rows(self, tables):
        return tables["results"].rows if "results" in tables else []

    def _names_objectives(self, tables):
        return any("objective" in row.values for row in self._get_rows(tables))

    def _find_named_people(self, tables):
        """Return everybody who has a number or code that the file names, whoever may see them."""
        rows = self._get_rows(tables)
        values = {row.values["person"] for row in rows if "person" in row.values}
        named = {fold_key(value) for value in values}
        # Who is known to the user is for `_load_people` to say.
        model_sudo = self.env["hr.employee"].sudo().with_context(active_test=False)
        found_sudo = model_sudo.search_fetch([("nip", "in", list(named))], PERSON_FIELDS)
        # Most are a NIP as it is recorded: only for the others one has to look at everybody.
        if others := named.difference(found_sudo.mapped("nip")):
            people_sudo = model_sudo.search_fetch(_get_named_domain(others), PERSON_FIELDS)
            found_sudo |= people_sudo.filtered(lambda person: others & _get_keys(person))
        return found_sudo

    def _load_people(self, plans, named_sudo):
        """Return who of these owns one of the plans; an officer may name all his people."""
        known = set(plans.employee_id.ids)
        if self.env.user.has_group("hr_skp.group_skp_officer"):
            his = [("company_id", "=", self.company_id.id), ("id", "in", named_sudo.ids)]
            known.update(self.env["hr.employee"].search(his).ids)
        # Who reads a plan reads its person's number in print.
        return [
            KnownPerson(
                id=person_sudo.id,
                code=person_sudo.skp_code or "",
                number=person_sudo.nip or "",
                former=_split_numbers(person_sudo),
                name=person_sudo.name,
            )
            for person_sudo in named_sudo
            if person_sudo.id in known
        ]

    def _load_plans(self, plans):
        steps = plans._get_fill_steps(self.open_revisions)
        # Whose plan is above is known to who reads the plan.
        plans_sudo = plans.sudo()
        plans_sudo.parent_id.fetch(["employee_name"])
        return [
            KnownPlan(
                id=plan.id,
                person=plan.employee_id.id,
                name=plan.employee_name,
                start=plan.date_start,
                live=plan.state in LIVE,
                leader=plan.parent_id.id or None,
                leader_name=plan.parent_id.employee_name or "",
                step=steps[plan.id],
            )
            for plan in plans_sudo
        ]

    def _find_results(self, plans, tables):
        """Return what stands in these plans, in the leaders', and what the file names by its id."""
        parents = {row.values.get("parent") for row in self._get_rows(tables)}
        named = {parse_made_key(fold(parent)) for parent in parents if parent}
        plan_ids = {*plans.ids, *plans.sudo().parent_id.ids}
        domain = Domain("skp_id", "in", list(plan_ids)) | (
            Domain("id", "in", list(named - {None}))
            & Domain("skp_id.period_id", "=", self.period_id.id)
        )
        return self.env["hr.skp.result"].search_fetch(domain, ["skp_id", *LINE_FIELDS["results"]])

    def _load_lines(self, records, owner, sheet, columns):
        rows = records._read_format([owner, *LINE_FIELDS[sheet]], load="")
        prose = PROSE[sheet]
        return [
            KnownLine(
                id=row["id"],
                owner=row[owner],
                key=row["exchange_key"] or "",
                sequence=row["sequence"],
                values={
                    column: plain_prose(value) if column in prose and type(value) is str else value
                    for column, field in columns.items()
                    if (value := row[field]) and column != "key"
                },
            )
            for row in rows
        ]

    def _load_objectives(self):
        rows = (
            self.env["hr.skp.objective"]
            .search([("company_id", "=", self.company_id.id)])
            .read(["code", "name"], load="")
        )
        return [
            KnownObjective(row["id"], row["code"] or "", name=row["name"] or "") for row in rows
        ]


def _get_named_domain(keys):
    """Return the domain of all who may be meant by one of these keys, other than by a NIP."""
    # The number of somebody without a NIP may have letters, large or small.
    letters = Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "LOWER(%s) IN %s", SQL.identifier(alias, "nip"), tuple(keys)
        )
    )
    ids = [number for key in keys if (number := parse_made_key(key))]
    coded = Domain("skp_code", "!=", False) | Domain("nip_former", "!=", False)
    return letters | coded | Domain("id", "in", ids)


def _split_numbers(person):
    return tuple(filter(None, (person.nip_former or "").split(",")))


def _get_keys(person):
    """Return all by which a file may name somebody."""
    numbers = (person.skp_code, person.nip, *_split_numbers(person))
    return {made_key(person.id), *map(fold_key, filter(None, numbers))}
