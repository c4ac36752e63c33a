from odoo import models
from odoo.fields import Domain

from ..rules.cascade import fold
from ..rules.cells import plain_prose
from ..rules.import_facts import KnownObjective, KnownPerson, fold_key
from ..rules.plan_states import LIVE
from ..rules.result_facts import KnownContent, KnownLine, KnownPlan, made_key, parse_made_key
from ..rules.result_spec import INDICATOR_FIELDS, RESULT_FIELDS, SHEETS

PLAN_FIELDS = ("employee_id", "employee_name", "date_start", "state", "parent_id")
PROSE = {sheet.key: {c.key for c in sheet.columns if c.kind == "prose"} for sheet in SHEETS}


class HrSkpResultImport(models.TransientModel):
    """What stands in the plans already, as plain facts that ``rules.result_check`` compares with.

    Only what the user may read: whose plan is closed to him is nobody he can name.
    """

    _inherit = "hr.skp.result.import"

    def _load_known(self, tables):
        """Return the facts; a handful of queries whatever the size of the file."""
        plans = self.env["hr.skp"].search_fetch(
            [("period_id", "=", self.period_id.id), ("state", "!=", "cancelled")], PLAN_FIELDS
        )
        people = self._load_people(plans, self._get_named_people(tables))
        named_ids = {person.id for person in people}
        plans = plans.filtered(lambda plan: plan.employee_id.id in named_ids)
        results = self._find_results(plans, tables)
        return KnownContent(
            first_day=self.period_id.date_start,
            last_day=self.period_id.date_end,
            people=people,
            plans=self._load_plans(plans),
            results=self._load_lines(results, "skp_id", "results", RESULT_FIELDS),
            indicators=self._load_lines(
                self.env["hr.skp.indicator"].search([("result_id", "in", results.ids)]),
                "result_id",
                "indicators",
                INDICATOR_FIELDS,
            ),
            objectives=self._load_objectives(),
        )

    def _get_named_people(self, tables):
        rows = tables["results"].rows if "results" in tables else []
        return {fold_key(row.values["person"]) for row in rows if "person" in row.values}

    def _load_people(self, plans, named):
        """Return who of the owners of these plans is named; an officer may name all his people."""
        employees = plans.employee_id
        if self.env.user.has_group("hr_skp.group_skp_officer"):
            employees |= self.env["hr.employee"].search([("company_id", "=", self.company_id.id)])
        # Who reads a plan reads its person's number in print.
        rows = employees.sudo().read(["nip", "nip_former", "skp_code", "name"], load="")
        people = [
            KnownPerson(
                id=row["id"],
                code=row["skp_code"] or "",
                number=row["nip"] or "",
                former=tuple(filter(None, (row["nip_former"] or "").split(","))),
                name=row["name"],
            )
            for row in rows
        ]
        return [
            person
            for person in people
            if named
            & {
                made_key(person.id),
                *map(fold_key, filter(None, (person.code, person.number, *person.former))),
            }
        ]

    def _load_plans(self, plans):
        steps = plans._get_fill_steps(self.open_revisions)
        # Whose plan is above is known to who reads the plan.
        plans_sudo = plans.sudo()
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
        rows = tables["results"].rows if "results" in tables else []
        named = {parse_made_key(fold(row.values.get("parent"))) for row in rows}
        plan_ids = {*plans.ids, *plans.sudo().parent_id.ids}
        domain = Domain("skp_id", "in", list(plan_ids)) | (
            Domain("id", "in", list(named - {None}))
            & Domain("skp_id.period_id", "=", self.period_id.id)
        )
        return self.env["hr.skp.result"].search(domain)

    def _load_lines(self, records, owner, sheet, columns):
        rows = records.read([owner, "sequence", *columns.values()], load="")
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
