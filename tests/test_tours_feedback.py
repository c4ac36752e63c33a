"""The feedback halves of E4 and E5 in a browser: each person on the screen that is his."""

from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .test_journeys_feedback import FeedbackJourney

TEAM = "/odoo/action-hr_skp.hr_skp_action_team"
TEAM_FEEDBACK = "/odoo/action-hr_skp_feedback.hr_skp_feedback_action_team"
GIVE = "/odoo/action-hr_skp_feedback.hr_skp_feedback_action_give"


class FeedbackTour(HttpCase, FeedbackJourney):
    year = agency_today().year

    def tour(self, url, name, login, phone=False):
        """Walk through a tour as ``login``, on a phone or at a desk; return what he is."""
        self.browser_size, self.touch_enabled = ("390x844", True) if phone else ("1366x768", False)
        self.start_tour(url, name, login=login)
        self.env.invalidate_all()

    def said(self, owner):
        return self.plan(owner).sudo().feedback_ids.sorted("id")


@tagged("post_install", "-at_install", "journey")
class TestE4Tour(FeedbackTour):
    def test_year_of_dialogue(self):
        """Evaluator, survey and subordinate speak; the person answers; the answer is marked."""
        example = self.read_example("e4-umpan-balik")
        owner, evaluator = example["employee"], example["evaluator"]
        self.plan(owner).approach = "qualitative"
        for content in example["results"]:
            self.add_result(owner, content)
        self.agree(owner, evaluator)
        self.agree_own(example["subordinate"], owner)

        self.tour(TEAM, "hr_skp_e4_evaluator", evaluator)
        self.tour("/my/skp/feedback/give", "hr_skp_e4_subordinate", example["subordinate"], True)
        self.check_said(owner)
        self.tour("/my/skp", "hr_skp_e4_answer", owner, phone=True)
        self.tour(TEAM_FEEDBACK, "hr_skp_e4_mark", evaluator)
        self.check_answered(owner, evaluator)
        text = self.print_form(owner, evaluator)
        for expected in example["expected"]["printed"][:4]:
            with self.subTest(expected=expected):
                self.assertIn(expected, text)

    def agree_own(self, login, evaluator):
        """Who speaks as a subordinate has a plan of his own below the person's."""
        content = {"name": "Mutasi tertib", "indicators": [{"name": "Usulan", "target": "95%"}]}
        self.add_result(login, content)
        self.agree(login, evaluator)

    def check_said(self, owner):
        survey = "Survei kepuasan penerima layanan kepegawaian"
        post = "Kepala Bidang Mutasi dan Promosi"
        expected = [
            ("result", "good", "evaluator", False, "Walikota"),
            ("behaviour", "improve", "evaluator", "subordinate", "Walikota"),
            ("behaviour", "good", "outside", False, survey),
            ("behaviour", "good", "subordinate", False, post),
        ]
        names = ("about", "tone", "relation", "relayed_from", "source_label")
        self.assertRecordValues(
            self.said(owner), [dict(zip(names, row, strict=True)) for row in expected]
        )
        self.assertEqual(
            self.said(owner).mapped("core_value_id.code"), ["kompeten", "harmonis", "kolaboratif"]
        )
        self.assertEqual(
            [entry.evidence_names or [] for entry in self.said(owner)],
            [[], [], ["Survei.pdf"], []],
        )

    def check_answered(self, owner, evaluator):
        relayed = self.said(owner)[1]
        self.assertRecordValues(
            relayed,
            [
                {
                    "response": "Bimbingan staf saya jadwalkan setiap Senin pagi mulai pekan depan",
                    "follow_up": "partial",
                    "follow_up_note": "Tiga sesi sudah berjalan",
                    "follow_up_by_id": self.employee(evaluator).sudo().id,
                }
            ],
        )
        self.assertRecordValues(
            self.plan(owner).sudo().development_ids,
            [
                {
                    "name": "Sesi bimbingan staf setiap Senin pagi",
                    "kind": "guidance",
                    "feedback_id": relayed.id,
                    "state": "open",
                }
            ],
        )


@tagged("post_install", "-at_install", "journey")
class TestE5Tour(FeedbackTour):
    def test_assigner_feeds_back(self):
        """The person reports to Dirjen 2, who speaks; Direktur a has a copy of both."""
        own = {"name": "Alat kebersihan tersedia", "indicators": [{"name": "Alat", "target": "40"}]}
        added = {
            "name": "Rancangan peraturan bersama siap ditandatangani",
            "indicators": [{"name": "Rancangan disepakati kedua kota"}],
        }
        self.add_result("ani.b", own)
        self.agree("ani.b", "kadis.b")
        result = self.assign("ani.b", "kadis.b", "kadis.a", added)

        self.tour("/my/skp", "hr_skp_e5_report", "ani.b", phone=True)
        entry = result.sudo().progress_ids
        self.assertRecordValues(
            entry, [{"name": "Naskah pertama selesai", "reported_to": "assigner"}]
        )
        for login in ("kadis.a", "kadis.b"):
            self.assertTrue(self.seen(entry, login).has_access("read"), login)
        self.assertFalse(self.seen(entry, "ketua1.b").has_access("read"))

        self.tour(GIVE, "hr_skp_e5_assigner", "kadis.a")
        self.assertRecordValues(
            self.said("ani.b"),
            [
                {
                    "name": "Lengkapi lampiran peta",
                    "tone": "improve",
                    "relation": "assigner",
                    "result_id": result.id,
                    "giver_id": self.employee("kadis.a").sudo().id,
                    "source_label": "Kepala Dinas Kebersihan",
                }
            ],
        )
        self.tour(TEAM_FEEDBACK, "hr_skp_e5_copy", "kadis.b")
        told = self.env["mail.message"].search([("model", "=", "hr.skp")], order="id desc", limit=1)
        self.assertEqual(told.partner_ids, self.user("kadis.b").partner_id, "the copy, by a link")
        self.assertNotIn("peta", told.body)
