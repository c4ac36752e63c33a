import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.tests.portal_common import PortalCommon

from .giving_common import GivingCommon

COLUMNS = ("date", "employee_id", "about_label", "tone", "name", "source_label", "giver_name")


@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestExport(PortalCommon, GivingCommon):
    """Leaders and employees take along what they read, as a workbook."""

    def export(self, domain=(), columns=COLUMNS, model="hr.skp.feedback", ids=False):
        data = {
            "model": model,
            "fields": [{"name": name, "label": name, "type": "char"} for name in columns],
            "ids": ids,
            "domain": list(domain),
            "groupby": [],
            "import_compat": False,
            "context": {"allowed_company_ids": self.agency.ids},
        }
        return self.url_open(
            "/web/export/xlsx",
            data={"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)},
        )

    def rows(self, **kwargs):
        answer = self.export(**kwargs)
        self.assertEqual(answer.status_code, 200)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]

    def test_what_one_reads(self):
        """The evaluator all about his people, each giver his own; without any right to export."""
        self.give("staff", name="Rapat jelas")
        self.give("kabid", name="Laporan rapi")
        for key, expected in (
            ("kabid", {"Rapat jelas", "Laporan rapi"}),
            ("staff", {"Rapat jelas"}),
            ("lain", set()),
        ):
            self.assertFalse(self.users[key].has_group("base.group_allow_export"))
            self.log_in(key)
            with self.subTest(key=key):
                self.assertEqual({row[4] for row in self.rows()}, expected)

    @mute_logger("odoo.addons.web.controllers.export")
    def test_what_one_does_not_read(self):
        """Naming somebody's entry by its number brings nothing out."""
        given = self.give("kabid", name="Rahasia kita")
        self.log_in("lain")
        answer = self.export(ids=given.ids)
        self.assertNotEqual(answer.status_code, 200)
        self.assertNotIn(b"Rahasia", answer.content)

    def test_own_fields_only(self):
        """What lies behind a link needs Odoo's own right."""
        given = self.give("kabid")
        for path in ("employee_id/name", "skp_id/result_ids/name", "employee_id.name"):
            with self.subTest(path=path), self.assertRaises(UserError):
                given.export_data([path])
