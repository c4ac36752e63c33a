from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestAward(RewardCommon):
    """Proposed, approved, granted by decision; declined; proposed by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            for year in (2026, 2027):
                cls.final("staff", year, "sangat_baik")
            cls.follow_up()
        cls.pool = cls.awards("staff", benefit="talent_pool")
        cls.decided = cls.pool.with_user(cls.users["ppk"])

    def propose(self, key="officer", person="teman", **vals):
        return (
            self.env["hr.skp.award"]
            .with_user(self.users[key])
            .create(
                {
                    "employee_id": self.people[person].id,
                    "name": "Piagam Wali Kota",
                    "grounds": "Memangkas antrean",
                    "year": 2027,
                    **vals,
                }
            )
        )

    def test_granted_by_decision(self):
        """Approved, then granted by number and date; only then the person sees it."""
        own = self.pool.with_user(self.users["staff"])
        self.assertFalse(own.search([]))
        self.decided.action_approve()
        self.assertFalse(own.has_access("read"))
        with self.assertRaisesRegex(UserError, "number and a date"):
            self.decided.action_grant("", "2028-02-01")
        with self.assertRaisesRegex(UserError, "future"):
            self.decided.action_grant("SK 1", "2028-02-02")
        self.decided.action_grant("SK 1", "2028-02-01", "UERG", "sk.pdf")
        self.assertEqual(own.search([]).decision_number, "SK 1")
        self.assertTrue(self.pool.is_member)
        with self.assertRaisesRegex(UserError, "cannot be taken"):
            self.decided.action_grant("SK 2", "2028-02-01")
        steps = self.env["hr.skp.log"].search([("res_id", "=", self.pool.id)], order="id")
        self.assertEqual(
            steps.filtered(lambda s: s.res_model == "hr.skp.award").mapped("action"),
            ["award_approve", "award_grant"],
        )

    def test_declined_with_a_reason(self):
        with self.assertRaisesRegex(UserError, "say why"):
            self.decided.action_decline("")
        self.decided.action_decline("Sedang tugas belajar")
        self.follow_up()
        self.assertEqual(self.awards("staff", benefit="talent_pool").state, "declined")

    def test_only_the_decider_decides(self):
        for key in ("officer", "manager", "auditor", "kasi", "staff", "hr", "unit_officer"):
            award = self.pool.with_user(self.users[key])
            for method, args in (
                ("action_approve", ()),
                ("action_grant", ("SK 1", "2028-02-01")),
                ("action_decline", ("x",)),
                ("action_leave", ("x",)),
            ):
                with self.subTest(key=key, method=method), self.assertRaises(AccessError):
                    getattr(award, method)(*args)

    def test_nobody_decides_for_himself(self):
        self.users["staff"].group_ids += self.env.ref("hr_skp_reward.group_skp_decider")
        with self.assertRaises(AccessError):
            self.pool.with_user(self.users["staff"]).action_approve()
        with self.assertRaises(AccessError):
            self.propose("staff", "staff")

    def test_proposed_by_hand(self):
        """An officer proposes another award, words it, takes it back; a decided one stays."""
        award = self.propose()
        self.assertRecordValues(
            award,
            [{"state": "proposed", "origin": "hand", "benefit": "other", "year": 2027}],
        )
        self.assertEqual(award.department_id, self.seksi)
        award.write({"grounds": "Memangkas antrean menjadi sepuluh menit"})
        with self.assertRaises(AccessError):
            award.write({"employee_id": self.people["kasi"].id})
        with self.assertRaisesRegex(UserError, "found by the rule"):
            self.pool.with_user(self.users["officer"]).action_withdraw("x")
        award.action_withdraw("Keliru")
        self.assertEqual(award.state, "declined")
        with self.assertRaises(UserError):
            award.write({"grounds": "x"})
        with self.assertRaises(UserError):
            award.unlink()

    def test_steps_are_not_written(self):
        """Neither by create nor by defaults of a client's context does one skip the decision."""
        for vals in ({"state": "granted"}, {"origin": "rule"}, {"decision_number": "SK 1"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.propose(**vals)
            with self.assertRaises(AccessError):
                self.propose().write(vals)
        officer = (
            self.env["hr.skp.award"]
            .with_user(self.users["officer"])
            .with_context(default_state="granted", default_decision_number="SK 1")
        )
        award = officer.create({"employee_id": self.people["teman"].id, "name": "x"})
        self.assertEqual(award.state, "proposed")

    def test_member_leaves_by_decision(self):
        with self.assertRaises(UserError):
            self.decided.action_leave("x")
        self.decided.action_approve()
        self.decided.action_grant("SK 1", "2028-02-01")
        self.decided.action_leave("Menolak ditempatkan")
        self.assertFalse(self.pool.is_member)
        self.assertEqual((str(self.pool.left_on), self.pool.left_reason), ("2028-02-01", "decided"))

    def test_many_at_once(self):
        """Approve and grant by one decision for a whole list, by the wizard."""
        awards = self.awards("staff").with_user(self.users["ppk"])
        awards.action_approve()
        wizard = (
            self.env["hr.skp.award.step"]
            .with_user(self.users["ppk"])
            .with_context(active_ids=awards.ids)
            .create({"step": "grant", "decision_number": "SK 9", "decision_date": "2028-02-01"})
        )
        wizard.action_confirm()
        self.assertEqual(set(awards.mapped("state")), {"granted"})

    def test_skills_to_develop(self):
        """The priority for development names skills; the person's skills are one click away."""
        skill_type = self.env["hr.skill.type"].create({"name": "Teknis"})
        skill = self.env["hr.skill"].create({"name": "GIS", "skill_type_id": skill_type.id})
        award = self.awards("staff", benefit="competency").with_user(self.users["officer"])
        award.skill_ids = skill
        self.assertEqual(award.action_view_skills()["res_model"], "hr.employee.skill")
        level = self.env["hr.skill.level"].create(
            {"name": "Mahir", "skill_type_id": skill_type.id, "level_progress": 80}
        )
        self.env["hr.employee.skill"].create(
            {
                "employee_id": self.people["staff"].id,
                "skill_id": skill.id,
                "skill_type_id": skill_type.id,
                "skill_level_id": level.id,
                "valid_from": "2027-01-01",
            }
        )
        seen = self.awards("staff", benefit="competency").with_user(self.users["ppk"])
        self.assertEqual(seen.current_skill_text, "Teknis: GIS (Mahir)")

    def test_decider_is_reminded(self):
        """Once a month while awards wait, by a mail with a link and without a name or predicate."""
        reminders = self.env["hr.skp.reminder"]
        dues = reminders._collect_awards(self.agency, date(2028, 2, 1))
        self.assertEqual(
            [(due.user_id, due.res_id) for due in dues],
            [(self.users["ppk"].id, self.year(2027).id)],
        )
        sent = reminders._send([(self.agency, dues)])
        mail = self.env["mail.mail"].search([("model", "=", "hr.skp.reminder")], limit=1)
        self.assertEqual(sent.with_context(lang=self.users["ppk"].lang).name, mail.subject)
        for word in ("Staf Uji", "Very good", "Sangat baik", "sangat_baik"):
            self.assertNotIn(word, mail.body_html)
        later = [
            reminders.env["hr.skp.reminder.line"]._drop_told(
                reminders._collect_awards(self.agency, day)
            )
            for day in (date(2028, 2, 20), date(2028, 3, 1))
        ]
        self.assertEqual([len(dues) for dues in later], [0, 1])
        self.awards("staff").with_user(self.users["ppk"]).action_decline("x")
        self.assertFalse(reminders._collect_awards(self.agency, date(2028, 3, 1)))
