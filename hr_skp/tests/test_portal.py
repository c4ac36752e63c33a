import json
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .portal_common import PortalCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalPages(PortalCommon):
    """What each person finds under /my/skp."""

    def test_entry_on_my_page(self):
        """The card and its counters come for whom plans concern, and count only when asked."""
        self.log_in("warga")
        self.assertIn("/my/skp", self.page("/my"))
        answer = self.url_open(
            "/my/counters",
            data=json.dumps({"params": {"counters": ["skp_count", "skp_task_count"]}}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]
        self.assertEqual(answer, {"skp_count": 1, "skp_task_count": 1})
        answer = self.url_open(
            "/my/counters",
            data=json.dumps({"params": {"counters": []}}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]
        self.assertEqual(answer, {})

    def test_home_of_portal_and_internal_employee(self):
        """Both see the task, the year and their plan, and nobody else's."""
        for key in ("warga", "staff"):
            with self.subTest(user=key):
                self.log_in(key)
                text = self.page("/my/skp/content")
                self.assertIn('data-task="propose"', text)
                self.assertEqual(text.count("o_skp_step_current"), 1)
                self.assertIn(f"/my/skp/{self.plans[key].id}", text)
                for other in ("teman", "kasi", "kabid"):
                    self.assertNotIn(f'/my/skp/{self.plans[other].id}"', text)

    def test_home_of_a_leader(self):
        """What waits for his answer comes first, the rest of his people after it."""
        self.bring_to("warga", "proposed")
        self.log_in("kasi")
        text = self.page("/my/skp/content")
        self.assertIn('data-task="agree"', text)
        self.assertLess(
            text.index(f'/my/skp/{self.plans["warga"].id}"'),
            text.index(f'/my/skp/{self.plans["staff"].id}"'),
        )

    def test_nothing_yet(self):
        """An employee without a plan reads how he gets one."""
        self.plans["warga"].unlink()
        self.log_in("warga")
        text = self.page("/my/skp/content")
        self.assertIn("o_skp_empty", text)

    def test_plan_of_portal_employee(self):
        """He reads wording, indicator, target, the leader's result, behaviours; and can edit."""
        above = self.add_result("kasi", "Layanan kepegawaian terselenggara")
        self.add_result("warga", "Berkas lengkap", parent_id=above.id)
        self.plan("warga").behaviour_ids[0].expectation = "Menjawab dalam satu hari"
        self.log_in("warga")
        text = self.page(f"/my/skp/{self.plans['warga'].id}")
        for part in (
            "Berkas lengkap",
            "Jumlah laporan",
            "10 – 12",
            "Layanan kepegawaian terselenggara",
            "Menjawab dalam satu hari",
            'data-skp-field="name"',
            'data-move="propose"',
            "(SKP)</title>",
        ):
            self.assertIn(part, text)
        self.assertNotIn('data-skp-field="expectation"', text)
        # Only what is special stands open.
        self.assertEqual(len(re.findall(r"<details[^>]*o_skp_fold[^>]*open", text)), 1)

    def test_proposed_plan_is_read_only_for_its_employee(self):
        """He can withdraw it, nothing else."""
        self.bring_to("warga", "proposed")
        self.log_in("warga")
        text = self.page(f"/my/skp/{self.plans['warga'].id}")
        self.assertIn('data-move="withdraw"', text)
        self.assertNotIn("data-skp-field", text)

    def test_evaluator_reads_first(self):
        """He agrees or returns what he reads; editing is asked for."""
        self.bring_to("warga", "proposed")
        self.log_in("kasi")
        path = f"/my/skp/{self.plans['warga'].id}"
        text = self.page(path)
        self.assertIn('data-move="agree"', text)
        self.assertIn('data-move="return"', text)
        self.assertIn('data-skp-field="expectation"', text)
        self.assertNotIn('data-skp-field="target"', text)
        self.assertIn('data-skp-field="target"', self.page(f"{path}?edit=1"))

    def test_returned_plan_shows_the_reason(self):
        """Reason on the plan and as the task, until it is proposed again; withdrawing is none."""
        self.bring_to("warga", "proposed")
        self.plan("warga", "kasi").action_return("Target belum ada waktunya")
        self.log_in("warga")
        self.assertIn("Target belum ada waktunya", self.page(f"/my/skp/{self.plans['warga'].id}"))
        home = self.page("/my/skp/content")
        self.assertIn('data-task="returned"', home)
        self.assertIn("Target belum ada waktunya", home)
        self.plan("warga", "warga").action_propose()
        self.plan("warga", "warga").action_withdraw()
        self.assertIn('data-task="propose"', self.page("/my/skp/content"))

    def test_agreed_plan_waits_to_be_read(self):
        """The task goes when the page tells that it was opened."""
        plan = self.bring_to("warga", "agreed")
        self.log_in("warga")
        self.assertIn('data-task="read"', self.page("/my/skp/content"))
        self.assertIn('data-unseen="1"', self.page(f"/my/skp/{plan.id}"))
        self.ask(plan, "seen")
        self.assertEqual(plan.seen_revision, 1)
        self.assertNotIn('data-task="read"', self.page("/my/skp/content"))

    def test_changes_since_the_last_agreement_are_marked(self):
        """New, changed with the former wording, removed."""
        first = self.add_result("warga", "Semula")
        gone = self.add_result("warga", "Hilang")
        plan = self.bring_to("warga", "revising")
        first.with_user(self.users["warga"]).name = "Diubah"
        gone.with_user(self.users["warga"])._remove()
        self.add_result("warga", "Tambahan baru")
        self.log_in("warga")
        text = self.page(f"/my/skp/{plan.id}")
        self.assertEqual(text.count("o_skp_changed"), 1)
        self.assertEqual(text.count("o_skp_added"), 1)
        self.assertIn("<del>Semula</del>", text)
        self.assertIn("<del>Hilang</del>", text)

    def test_queries_of_home_do_not_grow(self):
        """/my/skp of a leader costs the same for his first plan and for fifty."""
        (self.plans["staff"] | self.plans["teman"]).unlink()
        self.log_in("kasi")
        one = self._count_queries("/my/skp/content")
        self._create_crowd(49)
        fifty = self._count_queries("/my/skp/content")
        self.assertGreater(self.page("/my/skp/content").count("/my/skp/"), 40)
        self.assertGreater(one, 10, "counted at all")
        self.assertEqual(one, fifty)

    def test_frame_of_home(self):
        """/my/skp itself asks no more than Odoo's /my; its content is fetched, page by page."""
        self.log_in("kasi")
        self.assertLessEqual(self._count_queries("/my/skp"), self._count_queries("/my"))
        frame = self.page("/my/skp/page/2")
        self.assertIn('data-url="/my/skp/content?page=2"', frame)
        self.assertNotIn(f"/my/skp/{self.plans['staff'].id}", frame)
        for page in ("2", "0", "-1", "x", "9" * 40):
            with self.subTest(page=page):
                self.page(f"/my/skp/content?page={page}")

    def test_queries_of_a_plan_do_not_grow(self):
        """A plan with twelve results, each supporting one of the leader's, costs what one does."""
        path = f"/my/skp/{self.plans['warga'].id}"
        above = self.add_result("kasi", "Milik atasan 0")
        self.add_result("warga", "Hasil 0", parent_id=above.id)
        self.log_in("warga")
        one = self._count_queries(path)
        for number in range(1, 12):
            above = self.add_result("kasi", f"Milik atasan {number}")
            self.add_result("warga", f"Hasil {number}", parent_id=above.id)
        self.assertEqual(self.page(path).count("o_skp_result "), 12)
        self.assertEqual(one, self._count_queries(path))

    def _count_queries(self, path):
        """Return how many queries a page takes once its templates are compiled."""
        self.page(path)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.page(path)
        return self.env.cr.sql_log_count - before

    def _create_crowd(self, number):
        job = self.people["staff"].job_id
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Orang {index:02d}",
                    "company_id": self.agency.id,
                    "job_id": job.id,
                    "department_id": self.seksi.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                }
                for index in range(number)
            ]
        )
        self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )


@tagged("post_install", "-at_install", "hr_skp")
class TestPortalSuperior(PortalCommon):
    """ "My superior is wrong": the officers are told, once while it is open."""

    def reports(self):
        activity_type = self.env.ref("hr_skp.mail_activity_skp_superior")
        return self.plans["warga"].activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )

    def test_report_reaches_the_officers_once(self):
        """Each officer of the agency gets it with the reason; a second report is refused."""
        plan = self.plans["warga"]
        self.log_in("warga")
        self.refused(plan, "superior", reason=" ")
        self.assertEqual(self.ask(plan, "superior", reason="Atasan saya <b>Kepala Bidang</b>"), {})
        self.assertIn(self.users["officer"], self.reports().user_id)
        self.assertNotIn(self.users["warga"], self.reports().user_id)
        self.assertIn("&lt;b&gt;", str(self.reports()[0].note))
        self.assertEqual(plan.log_ids[0].action, "report_superior")
        count = len(self.reports())
        self.refused(plan, "superior", reason="Sekali lagi")
        self.assertEqual(len(self.reports()), count)
        self.assertNotIn("o_skp_superior", self.page(f"/my/skp/{plan.id}"))

    def test_steps_of_the_plan_leave_the_report_open(self):
        """Proposing answers nothing; refreshing from the personnel record does."""
        self.plan("warga", "warga").action_report_superior("Kepala Bidang")
        self.bring_to("warga", "proposed")
        self.assertTrue(self.reports())
        self.plan("warga", "officer").action_refresh()
        self.assertFalse(self.reports())

    def test_only_the_employee_reports(self):
        """Neither evaluator nor colleague, and not on a closed plan."""
        for key in ("kasi", "teman", "officer"):
            with self.subTest(user=key), self.assertRaises(AccessError):
                self.plan("warga", key).action_report_superior("x")
        self.bring_to("warga", "cancelled")
        with self.assertRaises(UserError):
            self.plan("warga", "warga").action_report_superior("x")
