"""Who gets which official document through the Print menu and its routes."""

import base64
import hashlib
import json
import re
from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import SkpCommon

PLAN_REPORTS = ["hr_skp.plan_pdf", "hr_skp.plan_xlsx"]


def pdf_text(content):
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


class ReportCase(SkpCommon):
    """Plans of the cast with a result each, and a way to print as somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key in ("kadis", "kabid", "kasi", "staff", "warga"):
            cls.add_result(key, f"Rahasia hasil {key}")

    def render(self, report, records, role):
        """Return what the report gives to the user ``role``."""
        reports = self.env["ir.actions.report"].with_user(self.users[role])
        return reports._render(report, records.ids)


@tagged("post_install", "-at_install", "hr_skp")
class TestReportAccess(ReportCase):
    """Whoever may read a plan may print it; to anybody else it does not exist."""

    def test_who_prints_a_plan(self):
        """kasi's plan, by everybody who may read it and everybody who may not."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        self.users["foreign"] = new_test_user(
            self.env,
            "uji_foreign",
            groups="hr_skp.group_skp_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        allowed = ["kasi", "kabid", "kadis", "unit_officer", "officer", "manager", "auditor"]
        refused = ["staff", "teman", "warga", "ketua", "hr", "foreign"]
        for report in PLAN_REPORTS:
            for role in allowed:
                content, extension = self.render(report, self.plans["kasi"], role)
                self.assertTrue(content.startswith(b"%PDF" if extension == "pdf" else b"PK"))
            for role in refused:
                with self.subTest(report=report, role=role), self.assertRaises(AccessError):
                    self.render(report, self.plans["kasi"], role)

    def test_portal_user_prints_his_own(self):
        content, _extension = self.render("hr_skp.plan_pdf", self.plans["warga"], "warga")
        self.assertIn("Rahasia hasil warga", pdf_text(content))
        with self.assertRaises(AccessError):
            self.render("hr_skp.plan_pdf", self.plans["kasi"], "warga")

    def test_one_unreadable_plan_refuses_all(self):
        with self.assertRaises(AccessError):
            self.render("hr_skp.plan_pdf", self.plans["staff"] | self.plans["teman"], "staff")

    def test_file_name_tells_nothing(self):
        """Not even the name of the person."""
        reports = self.env["ir.actions.report"].with_user(self.users["staff"])
        with self.assertRaises(AccessError):
            reports._get_skp_file_name("hr_skp.plan_pdf", self.plans["kasi"].ids)

    def test_groups_of_a_report(self):
        report = self.env.ref("hr_skp.hr_skp_report_pdf")
        report.group_ids = self.env.ref("hr_skp.group_skp_officer")
        self.assertTrue(self.render(report, self.plans["kasi"], "officer"))
        with self.assertRaises(AccessError):
            self.render(report, self.plans["kasi"], "kasi")

    def test_only_official_documents(self):
        """Our report types on a model that has none say so plainly."""
        report = self.env["ir.actions.report"].create(
            {
                "name": "Salah",
                "model": "res.partner",
                "report_type": "skp-pdf",
                "report_name": "hr_skp.wrong",
                "skp_kind": "plan",
            }
        )
        with self.assertRaisesRegex(UserError, "Salah"):
            self.render(report, self.env.user.partner_id, "kasi")
        with self.assertRaises(UserError):
            self.render("hr_skp.plan_pdf", self.env["hr.skp"], "kasi")

    def test_preview_checks_as_well(self):
        self.assertIn("Rahasia hasil kasi", self.plan("kasi", "kasi")._print_html("plan"))
        with self.assertRaises(AccessError):
            self.plan("kasi", "staff")._print_html("plan")


@tagged("post_install", "-at_install", "hr_skp")
class TestReportContent(ReportCase):
    """What is printed: the draft as it is, the agreed plan as it was issued."""

    def test_draft(self):
        content, _extension = self.render("hr_skp.plan_pdf", self.plans["kasi"], "kasi")
        text = pdf_text(content)
        self.assertIn("KONSEP", text)
        self.assertIn("Rahasia hasil kasi", text)
        self.assertIn("PEMERINTAH KOTA UJI", text)
        self.assertIn("Berorientasi Pelayanan", text)

    def test_agreed_prints_the_issued_file(self):
        """Byte for byte what was issued and hashed, whatever happened to the person since."""
        plan = self.bring_to("kasi", "agreed")
        self.agency.name = "Nama Baru"
        content, _extension = self.render("hr_skp.plan_pdf", plan, "kasi")
        self.assertEqual(base64.b64decode(plan.document_ids.file), content)
        self.assertEqual(plan.document_ids.sha256, hashlib.sha256(content).hexdigest())
        self.assertNotIn("KONSEP", pdf_text(content))

    def test_issued_file_also_where_only_sizes_are_asked(self):
        plan = self.bring_to("kasi", "agreed").with_context(bin_size=True)
        self.assertTrue(plan._print_pdf("plan").startswith(b"%PDF"))

    def test_revising_prints_a_draft(self):
        plan = self.bring_to("kasi", "revising")
        content, _extension = self.render("hr_skp.plan_pdf", plan, "kasi")
        self.assertIn("KONSEP", pdf_text(content))

    def test_copy_of_an_agreed_plan(self):
        """The workbook has the words of the agreed revision and says that it is a copy."""
        plan = self.bring_to("kasi", "agreed")
        content, extension = self.render("hr_skp.plan_xlsx", plan, "kasi")
        sheet = load_workbook(BytesIO(content))["SKP"]
        self.assertEqual(("xlsx", "SALINAN"), (extension, sheet["A1"].value))

    def test_many_in_one_file(self):
        """In the order chosen, page numbers beginning anew with each person."""
        plans = self.plans["staff"] | self.bring_to("kasi", "agreed") | self.plans["kabid"]
        content, _extension = self.render("hr_skp.plan_pdf", plans, "officer")
        text = pdf_text(content)
        found = re.findall(r"Rahasia hasil (\w+)", text)
        self.assertEqual(["staff", "kasi", "kabid"], list(dict.fromkeys(found)))
        self.assertEqual(3, len(re.findall(r"(?<!\d)1/\d", text)))

    def test_queries_do_not_grow_with_the_number_of_plans(self):
        def queries(plans):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.render("hr_skp.plan_pdf", plans, "officer")
            return self.env.cr.sql_log_count - before

        queries(self.plans["kasi"])
        one = queries(self.plans["kasi"])
        all_plans = self.env["hr.skp"].browse([plan.id for plan in self.plans.values()])
        self.assertLessEqual(queries(all_plans), one + 3)

    def test_always_in_indonesian(self):
        """Whatever the reader's language."""
        self.users["kasi"].lang = "en_US"
        content, _extension = self.render("hr_skp.plan_pdf", self.plans["kasi"], "kasi")
        self.assertIn("RENCANA HASIL KERJA", pdf_text(content))


@tagged("post_install", "-at_install", "hr_skp")
class TestMatrixReport(ReportCase):
    """The matrix prints two levels, each only for who may read it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Matrix = cls.env["hr.skp.matrix"]
        cls.matrix = Matrix.create({"skp_id": cls.plans["kabid"].id})
        cls.matrix.member_ids = cls.plans["kasi"] | cls.plans["ketua"]
        cls.team = Matrix.create({"skp_id": cls.plans["kasi"].id})
        cls.team.member_ids = cls.plans["staff"] | cls.plans["warga"]
        cls.add_result(
            "staff",
            "Rahasia sel tim",
            parent_id=cls.plans["kasi"].result_ids.id,
            matrix_id=cls.team.id,
        )

    def test_levels(self):
        content, _extension = self.render("hr_skp.matrix_pdf", self.matrix, "kabid")
        text = pdf_text(content)
        self.assertIn("MATRIKS PEMBAGIAN PERAN DAN HASIL", text)
        self.assertIn("Rahasia hasil kabid", text)
        self.assertIn("TIM KERJA: Kepala Seksi Uji", text)
        self.assertIn("Rahasia sel tim", text)

    def test_member_of_another_team_sees_the_first_level_alone(self):
        for report in ("hr_skp.matrix_pdf", "hr_skp.matrix_xlsx"):
            self.assertTrue(self.render(report, self.matrix, "ketua"))
        content, _extension = self.render("hr_skp.matrix_pdf", self.matrix, "ketua")
        text = pdf_text(content)
        self.assertIn("Rahasia hasil kabid", text)
        self.assertNotIn("Rahasia sel tim", text)

    def test_stranger(self):
        for role in ("teman", "hr"):
            with self.assertRaises(AccessError):
                self.render("hr_skp.matrix_pdf", self.matrix, role)


@tagged("post_install", "-at_install", "hr_skp")
class TestReportRoutes(ReportCase, HttpCase):
    """The routes behind the Print menu and the portal's links."""

    def _url(self, converter, report, plan):
        return f"/report/{converter}/{report}/{plan.id}"

    def _login(self, role):
        self.authenticate(self.users[role].login, self.users[role].login)

    def _download(self, converter, report, plan):
        """Ask as the web client does."""
        return self.url_open(
            "/report/download",
            data={
                "data": json.dumps([self._url(converter, report, plan), converter]),
                "context": "{}",
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_download(self):
        self._login("kasi")
        response = self._download("skp-pdf", "hr_skp.plan_pdf", self.plans["kasi"])
        self.assertEqual(200, response.status_code)
        self.assertEqual("application/pdf", response.headers["Content-Type"])
        self.assertIn("Kepala%20Seksi%20Uji.pdf", response.headers["Content-Disposition"])
        self.assertIn("Rahasia hasil kasi", pdf_text(response.content))
        response = self._download("skp-xlsx", "hr_skp.plan_xlsx", self.plans["kasi"])
        self.assertTrue(response.content.startswith(b"PK"))

    def test_download_refused(self):
        self._login("staff")
        with mute_logger("odoo.http", "odoo.addons.hr_skp.controllers.report"):
            response = self._download("skp-pdf", "hr_skp.plan_pdf", self.plans["kasi"])
        self.assertEqual(500, response.status_code)
        self.assertIn("AccessError", response.text)
        self.assertNotIn("Rahasia", response.text)

    def test_link(self):
        """A portal user follows a plain link to his own plan, and to no other."""
        self._login("warga")
        own = self.url_open(self._url("skp-pdf", "hr_skp.plan_pdf", self.plans["warga"]))
        self.assertIn("Rahasia hasil warga", pdf_text(own.content))
        with mute_logger("odoo.http"):
            other = self.url_open(self._url("skp-pdf", "hr_skp.plan_pdf", self.plans["kasi"]))
            missing = self.url_open("/report/skp-pdf/hr_skp.plan_pdf/999999999")
            nothing = self.url_open("/report/skp-pdf/hr_skp.plan_pdf")
        for response in (other, missing, nothing):
            self.assertNotEqual(200, response.status_code)
            self.assertNotIn(b"%PDF", response.content)

    def test_public(self):
        self.authenticate(None, None)
        response = self.url_open(self._url("skp-pdf", "hr_skp.plan_pdf", self.plans["kasi"]))
        self.assertIn("/web/login", response.url)

    def test_other_reports_are_not_ours(self):
        """Neither a report of another type nor an unknown one comes through our route."""
        self._login("kasi")
        with mute_logger("odoo.http"):
            for converter, report in (
                ("skp-xlsx", "hr_skp.plan_pdf"),
                ("skp-pdf", "hr.print_employee_badge"),
                ("skp-pdf", "no.such"),
            ):
                response = self.url_open(self._url(converter, report, self.plans["kasi"]))
                self.assertEqual(404, response.status_code)

    def test_odoo_reports_still_work(self):
        self._login("officer")
        badge = f"/report/html/hr.print_employee_badge/{self.people['kasi'].id}"
        response = self.url_open(badge)
        self.assertEqual(200, response.status_code)
        self.assertIn("Kepala Seksi Uji", response.text)
