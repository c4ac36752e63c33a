from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .giving_common import GivingCommon


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install", "hr_skp_feedback")
class TestFeedbackGiving(GivingCommon):
    def test_relation_follows_from_facts(self):
        """What the giver is to the person the server finds out, whatever he says himself."""
        expected = {
            "kasi": "self",
            "kabid": "evaluator",
            "wakil": "evaluator",
            "pemberi": "assigner",
            "ketua": "team_leader",
            "kadis": "team_leader",
            "staff": "subordinate",
            "warga": "subordinate",
            "lain": "peer",
        }
        for key, relation in expected.items():
            with self.subTest(key=key):
                self.assertEqual(self.give(key, relation="host").relation, relation)
        self.assertEqual(self.give("lain", relation="recipient").relation, "recipient")
        self.bring_to("staff", "agreed")
        self.assertEqual(self.give("teman", about="staff").relation, "peer")

    def test_source_is_what_documents_print(self):
        """The post of who speaks; of a delegate the office he acts for; of a survey its name."""
        label = lambda key, **vals: self.give(key, **vals).source_label  # noqa: E731
        self.assertEqual(label("kabid"), "Jabatan Kepala Bidang Uji")
        self.assertEqual(label("wakil"), "Plh. Jabatan Kepala Bidang Uji")
        self.assertEqual(label("staff"), "Jabatan Staf Uji")
        survey = self.give("kabid", source_name="Survei kepuasan penerima layanan 2026")
        self.assertRecordValues(
            survey,
            [
                {
                    "source_label": "Survei kepuasan penerima layanan 2026",
                    "relation": "outside",
                    "giver_id": self.people["kabid"].id,
                }
            ],
        )
        relayed = self.give("kabid", relayed_from="subordinate", tone="improve")
        self.assertRecordValues(
            relayed, [{"relation": "evaluator", "source_label": "Jabatan Kepala Bidang Uji"}]
        )

    def test_delegate_is_recorded_for_the_official(self):
        """What a delegate gives is his, for the official of the day."""
        given = self.give("wakil")
        self.assertEqual(given.giver_id.id, self.people["wakil"].id)
        self.assertEqual(given.official_id.id, self.people["kabid"].id)

    def test_only_the_evaluator_records_others(self):
        """Nobody but the evaluator or who acts for him speaks for a survey or for subordinates."""
        self.assertEqual(self.give("wakil", source_name="Surat warga").relation, "outside")
        for key in ("pemberi", "staff", "lain", "kadis"):
            for said in ({"source_name": "Surat"}, {"relayed_from": "peer"}):
                with self.subTest(key=key, said=said), self.assertRaises(AccessError):
                    self.give(key, **said)

    def test_about_what(self):
        """A result, one of the seven values, or the whole; of results only what one may read."""
        value = self.plans["kasi"].behaviour_ids[2].core_value_id
        self.assertEqual(self.give("staff").about, "whole")
        given = self.give("staff", core_value_id=value.id)
        self.assertEqual((given.about, given.core_value_id), ("behaviour", value))
        self.assertEqual(given.sudo().behaviour_id, self.plans["kasi"].behaviour_ids[2])
        # Below the leader one reads his results from the draft on; the portal user as well.
        for key in ("kabid", "staff", "warga"):
            self.assertEqual(self.give(key, result_id=self.result.id).about, "result")
        self.assertEqual(self.give("pemberi", result_id=self.assigned.id).about, "result")
        for key in ("pemberi", "lain"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                self.give(key, result_id=self.result.id)
        for wrong in (
            {"result_id": self.result.id, "core_value_id": value.id},
            {"result_id": self.add_result("staff").id},
        ):
            with self.assertRaises(UserError):
                self.give("kabid", **wrong)
        with self.assertRaises(UserError):
            self.give("kabid", result_id=self.result.id).core_value_id = value
        moved = self.give("kabid", result_id=self.result.id)
        moved.write({"core_value_id": value.id, "result_id": False})
        self.assertEqual((moved.about, moved.core_value_id), ("behaviour", value))

    def test_result_not_agreed_yet(self):
        """A result that was never agreed can still vanish: nothing is said on it yet."""
        fresh = self.add_result("kasi", "Belum disepakati")
        with self.assertRaises(ValidationError):
            self.give("kabid", result_id=fresh.id)

    def test_plan_must_be_agreed(self):
        """A plan never agreed, or closed, takes none; one being revised does."""
        with self.assertRaises(UserError):
            self.give("kasi", about="staff")
        plan = self.plans["kasi"].with_user(self.users["kabid"])
        plan.action_revise("Penugasan")
        self.assertTrue(self.give("kabid"))
        self.plans["kasi"].state = "closed"
        for vals in ({}, {"skp_id": plan.id}):
            with self.assertRaises(UserError):
                self.give("kabid", **vals)

    def test_other_agency(self):
        """People of another agency are nobody's to speak about."""
        for vals in ({}, {"skp_id": self.plans["kasi"].id}):
            with self.assertRaises(UserError):
                self.give("tamu", **vals)

    def test_no_future_no_past_before_the_plan(self):
        """Feedback is of today or earlier, and of the plan's own time."""
        for day in ("2026-06-16", "2025-12-31"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                self.give("kabid", date=day)
        self.assertTrue(self.give("kabid", date="2026-03-01"))

    def test_account_of_nobody(self):
        """An account without an employee has no source to print."""
        with self.assertRaises(UserError):
            self.give("hr")

    def test_made_up_facts_are_refused(self):
        """Neither values nor a client's defaults decide who gave it or what became of it."""
        for name, value in (
            ("giver_id", self.people["kabid"].id),
            ("source_label", "Wali Kota"),
            ("follow_up", "full"),
            ("response", "Siap"),
            ("is_anonymous", True),
            ("official_id", self.people["kabid"].id),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.give("staff", **{name: value})
        given = (
            self.as_user("staff")
            .with_context(default_follow_up="full", default_source_label="Wali Kota")
            .create({"employee_id": self.people["kasi"].id, "name": "Baik"})
        )
        self.assertRecordValues(given, [{"follow_up": False, "source_label": "Jabatan Staf Uji"}])

    def test_people_to_choose(self):
        """Who looks for a colleague finds name and post; those close to him stand first."""
        people = self.env["hr.skp"].with_user(self.users["staff"])._get_feedback_people()
        self.assertEqual(people[0]["name"], "Kepala Seksi Uji")
        self.assertEqual(set(people[0]), {"employee_id", "name", "position", "relation"})
        found = self.env["hr.skp"].with_user(self.users["lain"])._get_feedback_people("seksi")
        self.assertEqual([person["relation"] for person in found], [""])
        plans = self.as_user("tamu").env["hr.skp"]
        self.assertFalse(plans._get_feedback_people("seksi"))

    def test_notices_carry_a_link_only(self):
        """The person hears of it; of an assigner's feedback the evaluator too; no word of it."""
        text = "Rahasia: perbaiki koordinasi dengan kecamatan"
        cases = {"staff": ["kasi"], "pemberi": ["kasi", "kabid", "wakil"], "kabid": ["kasi"]}
        for key, expected in cases.items():
            before = self.env["mail.message"].search([], order="id desc", limit=1).id
            given = self.give(key, name=text, tone="improve")
            sent = self.env["mail.message"].search([("id", ">", before)])
            self.assertEqual(
                set(sent.partner_ids), {self.users[name].partner_id for name in expected}
            )
            for message in sent:
                self.assertNotIn("Rahasia", f"{message.subject}{message.body}")
                self.assertNotIn(self.users[key].name, f"{message.subject}{message.body}")
                self.assertIn(f"res_id={given.id}", message.body)

    def test_giving_many_costs_as_much_as_one(self):
        """Fifty people at once ask the database no more questions about who they are."""
        for key in ("staff", "teman", "warga"):
            self.bring_to(key, "agreed")
        evaluator = self.env["hr.skp"].with_user(self.users["kasi"])
        one = evaluator.browse(self.plans["staff"].id)
        many = evaluator.browse([self.plans[k].id for k in ("staff", "teman", "warga")])
        one._get_giver_facts()
        counts = []
        for plans in (one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            plans._get_giver_facts()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)
