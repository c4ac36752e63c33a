from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import SkpCommon


class AssignmentCommon(SkpCommon):
    """kadis2, head of another Dinas, asks for people; kasi and kabid decide about their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dinas2 = cls.env["hr.department"].create(
            {"name": "Dinas Lain", "company_id": cls.agency.id}
        )
        cls._add_person("kadis2", "Kepala Dinas Lain", "jpt_pratama", "walikota", "dinas2", 70)
        cls._add_person("staff2", "Staf Lain", "pelaksana", "kadis2", "dinas2", 71)
        cls._add_person("wakil", "Wakil Uji", "pengawas", "kadis", "dinas", 90)
        cls.dinas2.manager_id = cls.people["kadis2"]
        cls.assignments = cls.env["hr.skp.assignment"]

    @classmethod
    def _add_person(cls, key, name, position, superior, unit, index, group="base.group_user"):
        cls.users[key] = cls._create_user(key, name, group)
        cls.people[key] = cls._create_person(key, name, position, superior, unit, index)
        cls.plans[key] = cls.env["hr.skp"].create(
            {"employee_id": cls.people[key].id, "period_id": cls.period.id}
        )

    @classmethod
    def _delegate(cls, official, delegate, start="2000-01-01", end="2100-01-01"):
        return cls.env["hr.skp.delegation"].create(
            {
                "official_id": cls.people[official].id,
                "delegate_id": cls.people[delegate].id,
                "date_start": start,
                "date_end": end,
            }
        )

    def ask(self, *named, sender="kadis2", send=True, **vals):
        """kadis2 asks for these people; return the assignment as the system."""
        assignment = self.assignments.with_user(self.users[sender]).create(
            {
                "name": "Tim Perda kebersihan",
                "description": "Rancangan Perda kebersihan siap dibahas",
                "period_id": self.period.id,
                "nominee_ids": [(0, 0, {"employee_id": self.people[key].id}) for key in named],
                **vals,
            }
        )
        if send:
            assignment.action_request()
        return assignment.sudo()

    def seen_by(self, record, key):
        """Return the record as somebody sees it who opens it now, with nothing of others cached."""
        self.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(self.users[key])

    def nominee(self, assignment, key, actor=None):
        found = self.env["hr.skp.assignment.nominee"].search(
            [("assignment_id", "=", assignment.id), ("employee_id", "=", self.people[key].id)]
        )
        return self.seen_by(found, actor) if actor else found

    def finds(self, record, key):
        """Whether this user finds and reads the record; both or neither."""
        record = self.seen_by(record, key)
        found = bool(record.search([("id", "=", record.id)]))
        self.assertEqual(record.has_access("read"), found, key)
        return found


@tagged("post_install", "-at_install", "hr_skp")
class TestAssignment(AssignmentCommon):
    # ------------------------------------------------------------
    # THE WAY OF A REQUEST
    # ------------------------------------------------------------

    def test_approved_adds_a_result_with_the_assigner_named(self):
        """Approved by the evaluator: an additional result, with who assigned it, in the plan."""
        assignment = self.ask("staff")
        self.assertEqual(assignment.state, "requested")
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertRecordValues(
            self.plan("staff").result_ids,
            [
                {
                    "name": "Rancangan Perda kebersihan siap dibahas",
                    "kind": "additional",
                    "assigner_name": "Kepala Dinas Lain, Jabatan Kepala Dinas Lain",
                    "assignment_id": assignment.id,
                    "assigner_id": self.people["kadis2"].id,
                    "running_year": False,
                }
            ],
        )
        self.assertEqual(assignment.state, "decided")
        self.assertEqual(self.plan("staff").state, "draft")

    def test_evaluator_chooses_the_kind(self):
        """What the assigner asks as additional the evaluator may give as a main result."""
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve("main")
        self.assertEqual(self.plan("staff").result_ids.kind, "main")

    def test_dialog_is_about_the_people_it_was_opened_on(self):
        """Also while only some defaults are asked for, a person's number is no request's."""
        assignment = self.ask("staff")
        nominee = self.nominee(assignment, "staff", "kasi")
        steps = (
            self.env["hr.skp.assignment.step"]
            .with_user(self.users["kasi"])
            .with_context(default_step="approve", active_ids=nominee.ids)
        )
        self.assertEqual(
            steps.default_get(["assignment_id", "nominee_ids"]),
            {"nominee_ids": [(6, 0, nominee.ids)]},
        )
        with Form(steps) as dialog:
            self.assertEqual(dialog.assignment_id, assignment)
            dialog.result_kind = "main"
        dialog.record.action_confirm()
        self.assertEqual(self.plan("staff").result_ids.kind, "main")

    def test_agreed_plan_is_clarified(self):
        """An agreed plan starts its revision; agreed again it says: of the running year."""
        self.bring_to("staff", "agreed")
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        plan = self.plan("staff")
        self.assertEqual(plan.state, "revising")
        self.assertIn("Tim Perda", plan.state_reason)
        result = plan.result_ids.filtered("assignment_id")
        self.assertTrue(result.running_year)
        with self.assertRaisesRegex(UserError, "no indicator"):
            self.plan("staff", "staff").action_propose()
        result.with_user(self.users["staff"]).indicator_ids = [
            (0, 0, {"name": "Rancangan", "target": "1"})
        ]
        self.plan("staff", "staff").action_propose()
        self.plan("staff", "kasi").action_agree()
        lines = plan.revision_ids[0].content["results"]
        self.assertEqual([line["running_year"] for line in lines], [False, True])
        self.assertEqual(lines[1]["assigner"], "Kepala Dinas Lain, Jabatan Kepala Dinas Lain")

    def test_proposed_plan_goes_back(self):
        """Nobody agrees to a plan with an assignment that the person has not worked out."""
        self.bring_to("staff", "proposed")
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertEqual(self.plan("staff").state, "draft")

    def test_declined_adds_nothing(self):
        """Declining needs a reason, which the assigner reads; the plan stays as it is."""
        assignment = self.ask("staff")
        nominee = self.nominee(assignment, "staff", "kasi")
        with self.assertRaises(UserError):
            nominee.action_decline(" ")
        nominee.action_decline("Sedang cuti")
        self.assertFalse(self.plan("staff").result_ids)
        self.assertEqual(self.nominee(assignment, "staff", "kadis2").reason, "Sedang cuti")
        self.assertEqual(assignment.state, "decided")
        nominee.action_approve()
        self.assertTrue(self.plan("staff").result_ids, "the evaluator may think again")

    def test_answer_after_reading_only_ones_own(self):
        """What an evaluator could read before, in one go, does not make his answer the last."""
        assignment = self.ask("staff", "anggota")
        mine = self.seen_by(assignment, "kasi").nominee_ids
        mine.action_approve()
        self.assertEqual(assignment.state, "requested")

    def test_several_people_of_several_evaluators(self):
        """Each evaluator answers about his own, and does not see who else is asked for."""
        assignment = self.ask("staff", "anggota")
        for key, evaluator in (("staff", "kasi"), ("anggota", "kabid")):
            with self.subTest(key=key):
                seen = self.seen_by(assignment, evaluator).nominee_ids
                self.assertEqual(seen.employee_name, self.people[key].name)
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertEqual(assignment.state, "requested")
        self.nominee(assignment, "anggota", "kabid").action_decline("Tidak dapat")
        self.assertEqual(assignment.state, "decided")
        self.ask_again(assignment)

    def ask_again(self, assignment):
        """Another name makes it a request again."""
        mine = self.seen_by(assignment, "kadis2")
        mine.nominee_ids = [(0, 0, {"employee_id": self.people["teman"].id})]
        self.assertEqual(assignment.state, "requested")
        self.nominee(assignment, "teman", "kasi").action_approve()
        mine.action_done()
        self.assertEqual(assignment.state, "done")

    def test_request_to_an_official_who_names(self):
        """A request without names: its addressee gives people of his own, or declines."""
        assignment = self.ask(addressee_id=self.people["kabid"].id)
        asked = self.seen_by(assignment, "kabid")
        self.assertTrue(asked.is_to_me)
        with self.assertRaisesRegex(UserError, "not one of your people"):
            asked.nominee_ids = [(0, 0, {"employee_id": self.people["staff2"].id})]
        asked.nominee_ids = [(0, 0, {"employee_id": self.people["anggota"].id})]
        self.nominee(assignment, "anggota", "kabid").action_approve()
        self.assertTrue(self.plan("anggota").result_ids)
        other = self.ask(addressee_id=self.people["kabid"].id)
        with self.assertRaises(UserError):
            self.seen_by(other, "kabid").action_decline()
        self.seen_by(other, "kabid").action_decline("Tidak ada yang tersedia")
        self.assertRecordValues(
            other, [{"state": "decided", "state_reason": "Tidak ada yang tersedia"}]
        )

    def test_supporting_unit_suggests(self):
        """Coordinating: the head of the supporting unit reads, suggests; the evaluator decides."""
        assignment = self.ask("anggota")
        self.assertFalse(self.finds(assignment, "kasi"))
        self.seen_by(assignment, "kabid").action_coordinate(self.seksi.id)
        self.assertEqual(assignment.state, "coordinating")
        self.assertTrue(self.finds(assignment, "kasi"))
        support = self.seen_by(assignment, "kasi")
        self.assertTrue(support.is_to_me)
        with self.assertRaises(UserError):
            support.nominee_ids = [(0, 0, {"employee_id": self.people["staff2"].id})]
        support.nominee_ids = [(0, 0, {"employee_id": self.people["warga"].id})]
        with self.assertRaises(AccessError):
            self.nominee(assignment, "anggota", "kasi").action_approve()
        self.nominee(assignment, "warga", "kasi").action_approve()
        self.assertTrue(self.plan("warga").result_ids)

    def test_open_call(self):
        """Volunteers of the chosen unit; their evaluators approve one and decline another."""
        assignment = self.ask(is_open_call=True, call_department_id=self.seksi.id)
        for key, open_to in (
            ("staff", True),
            ("warga", True),
            ("anggota", False),
            ("staff2", False),
        ):
            with self.subTest(key=key):
                self.assertEqual(self.finds(assignment, key), open_to)
                if not open_to:
                    with self.assertRaises(UserError):
                        self.seen_by(assignment, key).action_volunteer()
        self.seen_by(assignment, "staff").action_volunteer("Berpengalaman")
        self.seen_by(assignment, "warga").action_volunteer()
        with self.assertRaises(UserError):
            self.seen_by(assignment, "staff").action_volunteer()
        self.assertFalse(self.seen_by(assignment, "teman").nominee_ids, "who else offered himself")
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.nominee(assignment, "warga", "kasi").action_decline("Beban kerja")
        self.assertEqual(assignment.state, "requested", "a call stays open")
        self.assertEqual(self.nominee(assignment, "warga", "warga").reason, "Beban kerja")
        self.assertFalse(self.plan("warga").result_ids)
        self.seen_by(assignment, "teman").action_volunteer()
        self.seen_by(assignment, "kadis2").action_end()
        self.assertEqual(self.nominee(assignment, "teman").state, "declined")
        self.assertFalse(self.finds(assignment, "anggota"))
        self.assertTrue(self.finds(assignment, "warga"), "who answered keeps reading it")

    def test_late_for_a_call(self):
        """After its day an open call takes nobody any more."""
        assignment = self.ask(is_open_call=True, answer_deadline="2020-01-01")
        self.assertFalse(self.seen_by(assignment, "staff").can_volunteer)

    def test_offer_is_taken_back(self):
        """A volunteer withdraws while nobody answered; an answer stays."""
        assignment = self.ask(is_open_call=True)
        self.seen_by(assignment, "staff").action_volunteer()
        self.seen_by(assignment, "staff").action_withdraw()
        self.assertFalse(assignment.nominee_ids)
        self.seen_by(assignment, "staff").action_volunteer()
        self.nominee(assignment, "staff", "kasi").action_decline("Tidak")
        with self.assertRaises(UserError):
            self.seen_by(assignment, "staff").action_withdraw()

    def test_outside_official(self):
        """An officer records the request of somebody outside; the evaluator decides as always."""
        vals = {
            "is_outside": True,
            "assigner_id": False,
            "outside_name": "Sari",
            "outside_position": "Direktur",
            "outside_agency": "Kementerian Lingkungan Hidup",
        }
        with self.assertRaises(AccessError):
            self.ask("staff", sender="kadis2", **vals)
        assignment = self.ask("staff", sender="officer", **vals)
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertEqual(
            self.plan("staff").result_ids.assigner_name,
            "Sari, Direktur, Kementerian Lingkungan Hidup",
        )

    def test_supports_the_assigners_result(self):
        """The result may support one of the assigner's own, whose text is printed with it."""
        above = self.add_result("kadis2", "Perda kebersihan berlaku")
        other = self.add_result("kadis", "Hasil orang lain")
        below = self.add_result("staff2", "Hasil bawahan")
        with self.assertRaises(AccessError):
            self.ask("staff", supports_id=other.id)
        with self.assertRaises(ValidationError):
            # What his own people achieve he reads; it is not his.
            self.ask("staff", supports_id=below.id)
        assignment = self.ask("staff", supports_id=above.id)
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertEqual(self.plan("staff").result_ids.parent_id, above)

    def test_request_follows_the_person(self):
        """A new evaluator is asked what the former one has not answered; a transfer carries it."""
        waiting, given = self.ask("staff"), self.ask("staff", name="Sudah disetujui")
        self.nominee(given, "staff", "kasi").action_approve()
        self.people["staff"].parent_id = self.people["kabid"]
        self.plan("staff", "officer").action_refresh()
        self.assertTrue(self.seen_by(waiting, "kabid").is_to_me)
        self.assertEqual(waiting.activity_ids.user_id, self.users["kabid"])
        self.people["staff"].parent_id = self.people["kadis2"]
        following = self.plan("staff", "officer").action_transfer("2026-07-01", "Mutasi", True)
        self.assertEqual(self.nominee(waiting, "staff").skp_id, following)
        self.assertEqual(waiting.activity_ids.user_id, self.users["kadis2"])
        self.assertFalse(self.finds(waiting, "kabid"))
        self.assertEqual(following.sudo().result_ids.assignment_id, given)

    def test_matrix_does_not_move_it_to_another(self):
        """An assignment is the person's: his leader does not drag its result to somebody else."""
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        with self.assertRaises(UserError):
            self.plan("staff").result_ids.write({"skp_id": self.plans["teman"].id})

    # ------------------------------------------------------------
    # WHAT STAYS FIXED
    # ------------------------------------------------------------

    def test_person_works_it_out_but_keeps_it(self):
        """The person details it; he neither removes nor re-points it, nor renames who asked."""
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        above = self.add_result("kasi")
        mine = self.plan("staff").result_ids.with_user(self.users["staff"])
        mine.write(
            {"name": "Dirinci", "indicator_ids": [(0, 0, {"name": "Naskah", "target": "1"})]}
        )
        refused = (
            {"parent_id": above.id},
            {"active": False},
            {"assigner_name": "Orang lain"},
            {"assignment_id": False},
            {"running_year": True},
        )
        for vals in refused:
            with self.subTest(vals=vals), self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(UserError):
            mine.unlink()
        with self.assertRaises(UserError):
            self.plan("staff", "staff")._portal_remove("result", mine.id)

    def test_nobody_makes_up_an_assignment(self):
        """Neither values nor a client's defaults put an assignment on a result of one's own."""
        assignment = self.ask("teman")
        results = self.env["hr.skp.result"].with_user(self.users["staff"])
        vals = {"skp_id": self.plans["staff"].id, "name": "Dibuat-buat"}
        with self.assertRaises(AccessError):
            results.create({**vals, "assignment_id": assignment.id})
        for default in ({"default_assignment_id": assignment.id}, {"default_running_year": True}):
            with self.subTest(default=default), self.assertRaises(AccessError):
                results.with_context(**default).create(vals)

    def test_giving_the_revision_up(self):
        """The person does not shed it by giving the revision up; the evaluator does, on record."""
        self.bring_to("staff", "agreed")
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        with self.assertRaisesRegex(UserError, "evaluator approved"):
            self.plan("staff", "staff").action_cancel_revision()
        self.plan("staff", "kasi").action_cancel_revision()
        self.assertEqual(len(self.plan("staff").result_ids), 1)
        self.assertEqual(self.nominee(assignment, "staff").state, "declined")

    def test_removed_before_agreement_is_declined(self):
        """What the evaluator takes out of a draft again was not given."""
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.plan("staff").result_ids.with_user(self.users["kasi"]).unlink()
        self.assertEqual(self.nominee(assignment, "staff").state, "declined")

    # ------------------------------------------------------------
    # NOTICES, LOG, QUERIES
    # ------------------------------------------------------------

    def test_activities_come_and_go(self):
        """The evaluator is asked once; his answer closes it and tells the assigner."""
        assignment = self.ask("staff", "teman")
        self.assertEqual(assignment.activity_ids.user_id, self.users["kasi"])
        self.assertEqual(len(assignment.activity_ids), 1)
        self.assertNotIn("Staf", assignment.activity_ids.summary)
        self.nominee(assignment, "staff", "kasi").action_approve()
        self.assertEqual(assignment.activity_ids.user_id, self.users["kasi"])
        self.nominee(assignment, "teman", "kasi").action_decline("Tidak")
        self.assertEqual(assignment.activity_ids.user_id, self.users["kadis2"])
        self.assertIn("New assignment", self.plan("staff").activity_ids.summary)

    def test_log_tells_the_way(self):
        """Who asked, who answered, with the reason; the plan's log holds the answer."""
        assignment = self.ask("staff")
        self.nominee(assignment, "staff", "kasi").action_decline("Cuti")
        self.assertEqual(
            assignment.log_ids.sorted("id").mapped("action"),
            ["assignment_request", "assignment_answer"],
        )
        self.assertRecordValues(
            self.plan("staff").log_ids[0],
            [
                {
                    "user_id": self.users["kasi"].id,
                    "action": "assignment_decline",
                    "reason": "Cuti",
                    "res_model": "hr.skp.assignment.nominee",
                }
            ],
        )
        for key in ("kadis2", "kasi", "auditor", "manager"):
            with self.subTest(key=key):
                self.assertEqual(len(self.seen_by(assignment, key).log_ids), 2)

    def test_portal_tasks(self):
        """An evaluator's request and a person's new assignment are tasks; read, it is none."""
        assignment = self.ask("warga")
        tasks = self.env["hr.skp"].with_user(self.users["kasi"])._get_portal_tasks()
        task = next(task for task in tasks if task["code"] == "answer_assignment")
        self.assertIn("Warga Uji", task["title"])
        self.nominee(assignment, "warga", "kasi").action_approve()
        plans = self.env["hr.skp"].with_user(self.users["warga"])
        codes = [task["code"] for task in plans._get_portal_tasks()]
        self.assertIn("read_assignment", codes)
        self.nominee(assignment, "warga", "warga").action_mark_seen()
        codes = [task["code"] for task in plans._get_portal_tasks()]
        self.assertNotIn("read_assignment", codes)

    def test_lists_cost_the_same_for_one_and_many(self):
        """Reading what a list shows takes the same number of queries for 1 and 30 assignments."""
        for index in range(30):
            self.ask("staff", name=f"Permintaan {index}")
        self.env.flush_all()
        counts = []
        names = ["name", "assigner_label", "is_to_me", "is_mine", "state", "can_request"]
        for limit in (1, 1, 30):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assignments.with_user(self.users["kadis2"]).search_read([], names, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
