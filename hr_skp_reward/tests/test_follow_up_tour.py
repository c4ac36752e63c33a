from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.tests.common import agency_today

from .reward_common import RewardCommon

LAST = agency_today().year - 1


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestFollowUpTour(HttpCase, RewardCommon):
    """In a browser: an award from candidate to decision, a case from its opening to its end.

    warga is a portal user on a phone, kasi evaluates, ppk decides.  Browsers do not stand still,
    so the years are the last ones of whatever day it is.
    """

    def test_award(self):
        """A candidate of the rule is approved and granted with number, date and file."""
        self.final("warga", LAST - 1, "sangat_baik")
        self.final("warga", LAST, "sangat_baik")
        self.follow_up()
        award = self.awards("warga", benefit="talent_pool")
        self.assertEqual(award.state, "proposed")
        self.start_tour("/odoo", "hr_skp_reward_award", login="uji_ppk")
        self.env.invalidate_all()
        self.assertRecordValues(
            award,
            [
                {
                    "state": "granted",
                    "decision_number": "SK 800/12/BKPSDM",
                    "decision_file_name": "SK.pdf",
                    "decided_by_id": self.users["ppk"].id,
                    "is_member": True,
                }
            ],
        )
        self.assertTrue(award.decision_date and award.decision_file)
        self.assertEqual(self.awards("warga", benefit="competency").state, "proposed")

    def test_case(self):
        """Opened, begun by decision, planned by the evaluator, checked in on a phone, improved."""
        self.final("warga", LAST - 1, "sangat_baik")
        self.final("warga", LAST, "kurang")
        self.follow_up()
        self._grant_by_hand()
        case = self.case("warga")
        self.start_tour("/odoo", "hr_skp_reward_case_begin", login="uji_ppk")
        self.env.invalidate_all()
        self.assertRecordValues(case, [{"state": "improving", "step": "improve"}])
        self.assertTrue(case.deadline)
        self.start_tour("/odoo", "hr_skp_reward_case_plan", login="uji_kasi")
        self.env.invalidate_all()
        self.assertRecordValues(
            case.improvement_ids, [{"name": "Laporan bulanan", "target": "Enam laporan"}]
        )
        self.browser_size = "390x844"
        self.start_tour("/my/skp", "hr_skp_reward_portal", login="uji_warga")
        self.env.invalidate_all()
        self.assertRecordValues(
            case.improvement_ids.check_ids,
            [
                {
                    "party": "employee",
                    "progress": "partial",
                    "user_id": self.users["warga"].id,
                    "note": "Dua laporan tepat waktu",
                }
            ],
        )
        self.browser_size = "1366x768"
        self.start_tour("/odoo", "hr_skp_reward_case_decide", login="uji_ppk")
        self.env.invalidate_all()
        self.assertRecordValues(case, [{"state": "closed", "outcome": "improved", "step": False}])
        self.assertEqual(case.step_ids.mapped("outcome"), ["begin", "improved"])
        self.assertEqual(case.step_ids.mapped("decision_number"), ["SK 1", "SK 2"])

    def test_overview(self):
        """The dashboard of the year: the decider goes from a number to its cases, officers not."""
        for key, first, second in (
            ("warga", "sangat_baik", "sangat_baik"),
            ("teman", "baik", "kurang"),
        ):
            self.final(key, LAST - 1, first)
            self.final(key, LAST, second)
        self.follow_up()
        self.start_tour("/odoo", "hr_skp_reward_overview", login="uji_ppk")
        self.start_tour("/odoo", "hr_skp_reward_overview_officer", login="uji_officer")
        self.assertEqual(self.case("teman").state, "open", "looking changes nothing")
        self.assertEqual(len(self.awards("warga", state="proposed")), 2)

    def _grant_by_hand(self):
        awards = self.env["hr.skp.award"].with_user(self.users["ppk"])
        award = awards.create({"employee_id": self.people["warga"].id, "name": "Piagam"})
        award.action_approve()
        award.action_grant("SK 7", agency_today())
