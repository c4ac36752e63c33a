from odoo.tests import Form, tagged

from ..models.hr_skp_smart import SENTENCES
from ..rules import smart
from .common import SkpCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestSmart(SkpCommon):
    """The advice beside results and indicators: quiet, in sentences, and never in anybody's way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bad = cls.add_result(
            "staff",
            "Menyusun laporan keuangan",
            indicator_ids=[(0, 0, {"name": "Jumlah laporan", "target": "12 laporan"})],
        )
        cls.good = cls.add_result("staff", "Tersusunnya laporan keuangan yang akurat")

    def indicator(self, key="staff", **vals):
        result = self.add_result(key, indicator_ids=[(0, 0, {"name": "Jumlah surat", **vals})])
        return result.indicator_ids

    def test_result(self):
        """An activity is answered with its result; a result with nothing."""
        self.assertIn("“Menyusun”", self.bad.smart_advice)
        self.assertIn("“Tersusunnya …”", self.bad.smart_advice)
        self.assertFalse(self.good.smart_advice)

    def test_indicator(self):
        """An absolute target gets advice, a range none."""
        self.assertIn("“12 laporan” leaves no room", self.bad.indicator_ids.smart_advice)
        self.assertFalse(self.good.indicator_ids.smart_advice)

    def test_every_code_has_a_sentence(self):
        """No code can come without words, and every sentence takes its parameters."""
        self.assertEqual(set(SENTENCES), set(smart.CODES))
        for code in smart.CODES:
            word = "outcome" if code == smart.CONTROL_LEVEL else "kata 100%"
            better = "high_control" if code == smart.CONTROL_LEVEL else "lebih %(baik)s"
            text = self.bad._get_smart_text([smart.Advice(code, word, better)])
            self.assertNotIn("%(word)", text)

    def test_follows_what_is_typed(self):
        """The advice disappears while the form is still open."""
        form = Form(self.bad.with_user(self.users["staff"]))
        self.assertTrue(form.smart_advice)
        form.name = "Tersusunnya laporan keuangan yang akurat"
        self.assertFalse(form.smart_advice)
        with form.indicator_ids.edit(0) as line:
            self.assertTrue(line.smart_advice)
            line.target = "10 – 12 laporan"
            self.assertFalse(line.smart_advice)
        form.save()
        self.assertFalse(self.bad.smart_advice)

    def test_blocks_nothing(self):
        """A plan full of advice is proposed and agreed like any other."""
        self.bring_to("staff", "agreed")
        self.assertEqual(self.plans["staff"].state, "agreed")
        self.assertTrue(self.bad.smart_advice)

    def test_level_of_the_post(self):
        """The level is judged by the post; a JF who leads a team is measured as a leader."""
        level = {"target": "10 – 12", "control_level": "medium_control"}
        self.assertFalse(self.indicator("kasi", **level).smart_advice)
        indicator = self.indicator("ketua", **level)
        self.assertIn("High-control output", indicator.smart_advice)
        leader = self.plans["ketua"]
        matrix = leader.matrix_ids or self.env["hr.skp.matrix"].create({"skp_id": leader.id})
        matrix.member_ids = self.plans["anggota"]
        self.assertFalse(indicator.smart_advice)

    def test_form_of_the_plan_counts(self):
        """The head of an independent unit is measured as a JPT, whatever his post is called."""
        indicator = self.indicator("kabid", target="80", control_level="outcome")
        self.assertTrue(indicator.smart_advice)
        self.plans["kabid"].form = "jpt"
        self.assertFalse(indicator.smart_advice)

    def test_time_named_by_a_sibling(self):
        """A date in one measure of a result is enough for the others, as it is on the slides."""
        plan = self.plans["teman"]
        plan.approach = "qualitative"
        result = self.add_result(
            "teman",
            "Launching Core Value ASN",
            indicator_ids=[
                (0, 0, {"name": "Ada statement para Menteri dalam video singkat"}),
                (0, 0, {"name": "Core value diluncurkan tanggal 27 Juli 2021"}),
            ],
        )
        self.assertEqual(result.indicator_ids.mapped("smart_advice"), [False, False])
        result.indicator_ids[1].name = "Core value diluncurkan oleh Presiden"
        self.assertTrue(result.indicator_ids[0].smart_advice)

    def test_readers(self):
        """Whoever reads the result reads the advice: a portal user without access to posts too."""
        result = self.add_result("warga", "Mengikuti rapat")
        for role in ("warga", "kasi", "auditor"):
            with self.subTest(role=role):
                result.invalidate_recordset()
                self.assertTrue(result.with_user(self.users[role]).smart_advice)
                self.assertFalse(result.indicator_ids.with_user(self.users[role]).smart_advice)

    def test_language(self):
        """Two languages do not share one cache."""
        self.env["res.lang"]._activate_lang("id_ID")
        for lang in ("en_US", "id_ID"):
            result = self.bad.with_context(lang=lang)
            advice = smart.check_result(result.name, "pelaksana")
            self.assertEqual(result.smart_advice, result._get_smart_text(advice))

    def test_queries(self):
        """Fifty results cost as many queries as one."""
        for index in range(50):
            self.add_result("teman", f"Mengikuti rapat {index}")
        ids = self.plans["teman"].result_ids.ids
        counts = []
        for some in (ids[:1], ids):
            self.env.flush_all()
            self.env.invalidate_all()
            results = self.env["hr.skp.result"].browse(some)
            before = self.env.cr.sql_log_count
            self.assertEqual(len(results.filtered("smart_advice")), len(some))
            self.assertFalse(any(results.indicator_ids.mapped("smart_advice")))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
