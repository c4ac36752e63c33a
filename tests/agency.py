"""The example agency for journeys: brought in as a user would, every step by whose step it is."""

import base64
import json
from pathlib import Path
from unittest.mock import patch

from odoo.tests import TransactionCase

DATA = Path(__file__).resolve().parent.parent / "data"


class AgencyCase(TransactionCase):
    """Pemerintah Kota Asri, imported from its workbook, with the plans of one year opened."""

    year = 2026

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env["res.company"].create(
            {"name": "Pemerintah Kota Asri", "agency_kind": "regional", "signing_city": "Asri"}
        )
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.write({"company_ids": [(4, cls.agency.id)], "company_id": cls.agency.id})
        cls.env = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": cls.agency.ids,
                "tracking_disable": True,
            }
        )
        cls._import_agency()
        cls._open_period()

    @classmethod
    def _import_agency(cls):
        content = base64.b64encode((DATA / "kota-asri.xlsx").read_bytes())
        wizard = (
            cls.env["hr.skp.import"]
            .with_user(cls.admin)
            .create({"file": content, "filename": "kota-asri.xlsx"})
        )
        wizard.action_import()
        cls.import_wizard = wizard
        cls.agency.agency_head_id = cls.env["hr.employee"].search(
            [("skp_code", "=", "WALIKOTA"), ("company_id", "=", cls.agency.id)]
        )

    @classmethod
    def _open_period(cls):
        cls.period = (
            cls.env["hr.skp.period"]
            .with_user(cls.admin)
            .create({"year": cls.year, "company_id": cls.agency.id})
        )
        cls.period.action_open()
        # The scheduled action commits its batches, which a test may not.
        with patch.object(type(cls.env["ir.cron"]), "_commit_progress", return_value=60):
            cls.env["hr.skp.period"]._cron_open_periods()

    # ------------------------------------------------------------
    # PEOPLE AND PLANS
    # ------------------------------------------------------------

    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)]).ensure_one()

    def plan(self, owner, actor=None):
        """Return somebody's plan as ``actor`` (a login; the owner himself if none) sees it."""
        plan = self.env["hr.skp"].search(
            [
                ("employee_user_id", "=", self.user(owner).id),
                ("period_id", "=", self.period.id),
                ("state", "!=", "cancelled"),
            ]
        )
        return plan.ensure_one().with_user(self.user(actor or owner))

    # ------------------------------------------------------------
    # EXAMPLES
    # ------------------------------------------------------------

    @staticmethod
    def read_example(name):
        return json.loads((DATA / "examples" / f"{name}.json").read_text(encoding="utf-8"))

    def add_result(self, owner, content, **vals):
        """The owner writes a result with its indicators into his own plan."""
        vals |= {"name": content["name"], "skp_id": self.plan(owner).id}
        if content.get("perspective"):
            vals["perspective"] = content["perspective"]
        result = self.env["hr.skp.result"].with_user(self.user(owner)).create(vals)
        self.add_indicators(owner, result, content["indicators"])
        return result

    def add_indicators(self, owner, result, indicators):
        commands = []
        for indicator in indicators:
            aspects = [*indicator.get("aspects", ()), False, False]
            vals = {name: value for name, value in indicator.items() if name != "aspects"}
            commands.append((0, 0, {**vals, "aspect": aspects[0], "second_aspect": aspects[1]}))
        result.with_user(self.user(owner)).write({"indicator_ids": commands})

    def fill_matrix(self, leader, rows, example):
        """The leader opens his matrix, sets its members and fills the cells; return it."""
        self.plan(leader).action_open_matrix()
        matrix = self.plan(leader).matrix_ids
        members = {row["employee"]: self.plan(row["employee"]).id for row in rows}
        for row_id in set(matrix.sudo().member_ids.ids) - set(members.values()):
            matrix.member_remove(row_id)
        matrix.member_add(sorted(set(members.values()) - set(matrix.sudo().member_ids.ids)))
        columns = [column["id"] for column in matrix.get_grid()["columns"]]
        for row in rows:
            for column, cell in zip(columns, row["cells"], strict=True):
                for content in cell:
                    added = matrix.cell_add(members[row["employee"]], column, content["name"])
                    matrix.cell_choose(
                        added["result_id"],
                        {name: example[name] for name in ("cascade", "cascade_basis")},
                    )
                    result = self.env["hr.skp.result"].browse(added["result_id"])
                    self.add_indicators(row["employee"], result, content["indicators"])
        return matrix

    def play_example(self, name):
        """Fill the leader's plan, his matrix and those of the team leaders; return the example."""
        example = self.read_example(name)
        leader = example["leader"]["employee"]
        objective = self.env["hr.skp.objective"].search(
            [("code", "=", example["leader"]["objective"]), ("company_id", "=", self.agency.id)]
        )
        for content in example["leader"]["results"]:
            self.add_result(leader, content, objective_id=objective.id)
        self.matrices = {leader: self.fill_matrix(leader, example["rows"], example)}
        for team in example["teams"]:
            self.matrices[team["leader"]] = self.fill_matrix(team["leader"], team["rows"], example)
        return example
