"""The worked examples of planning as journeys: public methods, as the people concerned."""

import base64
import hashlib
import io

from pypdf import PdfReader

from odoo.tests import tagged

from .agency import AgencyCase


def pdf_text(content):
    """Return the text of a PDF with white space folded, as a reader takes it in."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


class MatrixJourney(AgencyCase):
    def assert_expected(self, example):
        """Every cell is a result in the right person's plan, and what is empty prints N/A."""
        for login, count in example["expected"]["results"].items():
            with self.subTest(login=login):
                self.assertEqual(len(self.plan(login).sudo().result_ids), count)
        rows = {leader: rows for leader, rows in self.levels(example)}
        for leader, matrix in self.matrices.items():
            grid = matrix.get_grid()
            names = {row["id"]: self.env["hr.skp"].browse(row["id"]) for row in grid["rows"]}
            for row in rows[leader]:
                plan = self.plan(row["employee"]).sudo()
                self.assertIn(plan.id, names)
                for column, cell in zip(grid["columns"], row["cells"], strict=True):
                    found = plan.result_ids.filtered(
                        lambda result, key=column["id"]: f"{result.parent_id.id}-0" == key
                    )
                    self.assertEqual(found.mapped("name"), [content["name"] for content in cell])
                    self.assertEqual(set(found.mapped("cascade")) - {example["cascade"]}, set())

    @staticmethod
    def levels(example):
        yield example["leader"]["employee"], example["rows"]
        for team in example["teams"]:
            yield team["leader"], team["rows"]

    def print_matrix(self, leader):
        matrix = self.matrices[leader]
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.user(leader))
            ._render("hr_skp.hr_skp_matrix_report_pdf", matrix.ids)
        )
        self.assertEqual(kind, "pdf")
        return pdf_text(content)


@tagged("post_install", "-at_install", "journey")
class TestE1(MatrixJourney):
    """Kota A: one index split by area, over two levels."""

    def test_cascade_by_area(self):
        example = self.play_example("e1-kota-a")
        self.assert_expected(example)
        leader_result = self.plan("kadis.a").result_ids
        team = self.plan("ketua1.a").result_ids
        self.assertEqual(team.parent_id, leader_result)
        self.assertRecordValues(team, [{"cascade": "direct", "cascade_basis": "area"}])
        self.assertEqual(self.plan("oki.a").sudo().result_ids.parent_id, team.sudo())
        text = self.print_matrix("kadis.a")
        for name in ("Indeks kebersihan Kota A", "Indeks kebersihan Kecamatan III dan IV", "N/A"):
            self.assertIn(name, text)


@tagged("post_install", "-at_install", "journey")
class TestE2(MatrixJourney):
    """Kota B: one index through products and services of two team leaders, agreed and printed."""

    def test_cascade_by_product_and_service(self):
        example = self.play_example("e2-kota-b")
        self.assert_expected(example)
        text = self.print_matrix("kadis.b")
        self.assertIn("MATRIKS PEMBAGIAN PERAN DAN HASIL", text)
        for row in example["rows"] + [row for team in example["teams"] for row in team["rows"]]:
            for cell in row["cells"]:
                for content in cell:
                    self.assertIn(content["name"], text)
        self.assertEqual(text.count("N/A"), len(example["expected"]["not_applicable"]))

    def test_proposed_agreed_issued(self):
        """The member proposes, the leader agrees: the document is frozen and says just that."""
        self.play_example("e2-kota-b")
        self.plan("ani.b").action_propose()
        evaluator = self.plan("ani.b").sudo().evaluator_user_id.login
        self.plan("ani.b", evaluator).action_agree()
        document = self.plan("ani.b").document_ids
        content = base64.b64decode(document.file)
        self.assertEqual(hashlib.sha256(content).hexdigest(), document.sha256)
        text = pdf_text(content)
        for part in (
            "SASARAN KINERJA PEGAWAI",
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
            *self.plan("ani.b").result_ids.mapped("name"),
            "Berorientasi Pelayanan",
            "LAMPIRAN SASARAN KINERJA PEGAWAI",
        ):
            self.assertIn(part, text)
        self.assertNotIn("KONSEP", text)

    def test_subordinate_plans_before_the_leader(self):
        """Nobody waits: a member reads and supports results of a leader's draft, and proposes."""
        self.play_example("e2-kota-b")
        self.assertEqual(self.plan("kadis.b").state, "draft")
        self.plan("dodi.b").action_propose()
        self.assertEqual(self.plan("dodi.b").state, "proposed")
        leader_result = self.plan("dodi.b").result_ids[0].parent_id
        self.assertTrue(leader_result.has_access("read"))
        self.assertFalse(self.plan("kadis.b", "dodi.b").has_access("read"))


@tagged("post_install", "-at_install", "journey")
class TestE3(AgencyCase):
    """One staff result on the quantitative and on the qualitative form."""

    def play(self, approach):
        plan = self.plan("staf.pangkat")
        plan.approach = approach
        for content in self.read_example("e3-usulan-kenaikan-pangkat")[approach]["results"]:
            self.add_result("staf.pangkat", content)
        plan.action_propose()
        self.plan("staf.pangkat", plan.sudo().evaluator_user_id.login).action_agree()
        return pdf_text(base64.b64decode(plan.document_ids.file))

    def test_quantitative(self):
        """Aspect, target range and data source stand in their columns."""
        text = self.play("quantitative")
        for part in (
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "90 – 95%",
            "Surat pengajuan nota dinas usulan kenaikan pangkat",
            "SUMBER DATA",
        ):
            self.assertIn(part, text)

    def test_qualitative(self):
        """The two measures stand as descriptive text under the result."""
        text = self.play("qualitative")
        for part in (
            "PENDEKATAN HASIL KERJA KUALITATIF",
            "Ukuran keberhasilan/ Indikator Kinerja dan Target:",
            "disampaikan kepada BKN tidak melebihi 25 Juli",
        ):
            self.assertIn(part, text)
