from odoo.tests import HttpCase, tagged

from .common import SkpCommon

CASCADE = (
    "Tersedianya layanan pengangkutan sampah rutin",
    "Tersedianya petugas kebersihan (pasukan kuning) sesuai kebutuhan",
    "Tersedianya Perda kebersihan",
    "Makin banyak masyarakat yang mengetahui Perda kebersihan",
)


@tagged("post_install", "-at_install", "hr_skp")
class TestMatrixTour(HttpCase, SkpCommon):
    """Worked example E2 (Kota B, cascade by product and service), driven in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for index, (key, name) in enumerate(
            (("satu", "Ketua Tim Satu"), ("dua", "Ketua Tim Dua")), 60
        ):
            cls.users[key] = cls._create_user(key, name, "base.group_user")
            cls.people[key] = cls._create_person(key, name, "jf_ahli_muda", "kadis", "dinas", index)
            cls.plans[key] = cls.env["hr.skp"].create(
                {"employee_id": cls.people[key].id, "period_id": cls.period.id}
            )
        cls.column = cls.add_result("kadis", "Indeks kebersihan Kota B")

    def test_e2(self):
        """The leader divides, the member works it out, the leader agrees, the document is there."""
        self.start_tour("/odoo", "hr_skp_matrix_leader", login="uji_kadis")
        matrix = self.plans["kadis"].matrix_ids
        self._check_division(matrix)
        self._divide_the_rest(matrix)
        self.start_tour("/odoo", "hr_skp_matrix_member", login="uji_satu")
        self.assertEqual(self.plans["satu"].state, "proposed")
        self.start_tour("/odoo", "hr_skp_matrix_agree", login="uji_kadis")
        self._check_document()
        self._check_print(matrix)

    def _check_division(self, matrix):
        self.assertEqual(matrix.state, "confirmed")
        self.assertRecordValues(
            (self.plans["satu"] | self.plans["dua"]).result_ids.sorted("name"),
            [
                {
                    "skp_id": self.plans["dua"].id,
                    "name": "Meningkatnya kapasitas petugas kebersihan",
                    "parent_id": self.column.id,
                    "matrix_id": matrix.id,
                },
                {
                    "skp_id": self.plans["satu"].id,
                    "name": "Tersedianya alat kebersihan sesuai kebutuhan",
                    "parent_id": self.column.id,
                    "matrix_id": matrix.id,
                },
            ],
        )
        self.assertEqual(self.plans["satu"].activity_ids.user_id, self.users["satu"])

    def _divide_the_rest(self, matrix):
        """The other products and services of the example; each is non-direct."""
        leader = matrix.with_user(self.users["kadis"])
        for name in CASCADE:
            change = leader.cell_add(self.plans["dua"].id, f"{self.column.id}-0", name)
            basis = "service" if "layanan" in name else "product"
            leader.cell_choose(
                change["result_id"], {"cascade": "non_direct", "cascade_basis": basis}
            )

    def _check_document(self):
        plan = self.plans["satu"]
        self.assertRecordValues(plan, [{"state": "agreed", "revision": 1}])
        self.assertEqual(plan.result_ids.indicator_ids.target, "90 – 95")
        content = plan.revision_ids.content
        self.assertEqual(content["results"][0]["parent"]["name"], "Indeks kebersihan Kota B")
        self.assertEqual(len(plan.document_ids), 1)
        self.authenticate("uji_satu", "uji_satu")
        answer = self.url_open(f"/web/content/hr.skp.document/{plan.document_ids.id}/file")
        self.assertTrue(answer.content.startswith(b"%PDF"))

    def _check_print(self, matrix):
        """The matrix prints; who has no contribution to a column prints N/A (an empty cell)."""
        level = matrix._get_snapshot()[matrix.id]
        cells = {row["name"]: row["cells"] for row in level["rows"]}
        self.assertEqual(cells["Kepala Bidang Uji"], [[]])
        self.assertEqual(len(cells["Ketua Tim Dua"][0]), 5)
        answer = self.url_open(f"/report/skp-pdf/hr_skp.matrix_pdf/{matrix.id}")
        self.assertTrue(answer.content.startswith(b"%PDF"), answer.status_code)
