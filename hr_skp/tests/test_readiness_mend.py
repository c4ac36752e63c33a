from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.hr_skp.wizard import hr_skp_readiness_users as users_wizard

from .test_readiness import ReadinessCommon

REFUSAL = "Data tidak lengkap"


@tagged("post_install", "-at_install", "hr_skp")
class TestReadinessMend(ReadinessCommon, CronMixinCase):
    """Each problem is mended for many people at once, with the officer's own rights."""

    def test_mend_values(self):
        """A post, unit, grade, superior or evaluator is given to everybody chosen."""
        staff, teman = self.people["staff"], self.people["teman"]
        cases = [
            ("no_post", "job_id", staff.job_id, "job_id"),
            ("no_unit", "department_id", self.seksi, "department_id"),
            ("no_grade", "asn_grade_id", self.grade, "asn_grade_id"),
            ("no_evaluator", "parent_id", self.people["kasi"], "parent_id"),
            (
                "no_evaluator",
                "skp_evaluator_override_id",
                self.people["kabid"],
                "skp_evaluator_override_id",
            ),
        ]
        for problem, field, value, emptied in cases:
            with self.subTest(problem=problem, field=field):
                (staff | teman).write({emptied: False})
                if problem == "no_evaluator":
                    (staff | teman).write({"parent_id": False})
                lines = self._check()[problem]
                self.assertEqual(lines.employee_id, staff | teman)
                form = self._mend(lines)
                form[field] = value
                action = form.save().action_apply()
                self.assertIn("2 people", action["params"]["message"])
                self.assertEqual((staff | teman)[field], value)
                self.assertNotIn(problem, self._found())

    def test_mend_positions(self):
        """Posts get their ASN position, the title's suggestion filled in."""
        jobs = self.people["kasi"].job_id | self.people["staff"].job_id
        jobs.asn_position = False
        jobs[0].name = "Kepala Seksi Uji"
        form = self._mend(self._check()["no_position"])
        with form.post_ids.edit(0) as post:
            first = post.job_id
            suggestion = post.asn_position
        wizard = form.save()
        posts = {post.job_id: post for post in wizard.post_ids}
        self.assertEqual(posts[jobs[0]].asn_position, "pengawas")
        self.assertFalse(posts[jobs[1]].asn_position)
        self.assertEqual(suggestion, posts[first].asn_position)
        posts[jobs[1]].asn_position = "pelaksana"
        wizard.action_apply()
        self.assertEqual(jobs.mapped("asn_position"), ["pengawas", "pelaksana"])
        self.assertNotIn("no_position", self._found())

    def test_mixed_problems_are_refused(self):
        """One wizard mends one kind of problem; a mixed choice is told so."""
        self.people["staff"].asn_grade_id = False
        self.people["teman"].department_id = False
        found = self._check()
        with self.assertRaisesRegex(UserError, "different problems"):
            (found["no_grade"] | found["no_unit"]).action_mend()
        with self.assertRaisesRegex(UserError, "Choose the people"):
            found["no_grade"].browse().action_mend()

    def test_mend_all_of_a_problem(self):
        """The problem's own button takes everybody who has it."""
        (self.people["staff"] | self.people["teman"]).asn_grade_id = False
        problem = self._check()["no_grade"].problem_id
        action = problem.action_mend()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard.people_count, 2)
        self.assertEqual(wizard.people_text, "Staf Uji, Teman Uji")

    def test_views_of_the_people(self):
        """From the table of problems one gets to the people of one, or to everybody by unit."""
        self.people["staff"].asn_grade_id = False
        lines = self._check()["no_grade"]
        problem = lines.problem_id
        self.assertEqual(problem.people_count, 1)
        self.assertTrue(problem.consequence)
        Lines = lines.browse()
        self.assertEqual(Lines.search(problem.action_view_people()["domain"]), lines)
        action = problem.with_context(skp_period_id=self.year.id).action_view_everybody()
        self.assertIn(lines, Lines.search(action["domain"]))
        self.people["staff"].asn_grade_id = self.grade
        # As the list's own button calls it: on no record in particular.
        context = {"skp_period_id": self.year.id}
        call_kw(problem, "action_check_again", [[]], {"context": context})
        self.assertFalse(problem.people_count)

    def test_officer_does_not_raise_himself(self):
        """Mending gives an officer no way to become somebody's evaluator."""
        officer = self._create_person("officer", "Petugas", "pengawas", "kabid", "bidang", 91)
        self.people["staff"].parent_id = False
        form = self._mend(self._check()["no_evaluator"])
        form.parent_id = officer
        with self.assertRaisesRegex(UserError, "You cannot make yourself"):
            form.save().action_apply()

    def test_edit_in_a_list(self):
        """Where no single value fits, the people open in a list that can be edited."""
        self.people["staff"].nip = False
        lines = self._check()["no_nip"]
        action = lines.action_open_people()
        self.assertEqual(self.env["hr.employee"].search(action["domain"]), self.people["staff"])
        self.assertEqual(lines.action_open_employee()["res_id"], self.people["staff"].id)

    # ------------------------------------------------------------
    # KINDS
    # ------------------------------------------------------------

    def test_kinds_by_number(self):
        """The shape of the number tells PNS from PPPK; whose says nothing stays as he is."""
        staff, teman, warga = (self.people[key] for key in ("staff", "teman", "warga"))
        (staff | teman | warga).asn_kind = False
        teman.nip = "199012312022212014"
        warga.nip = False
        form = self._mend(self._check()["no_kind"])
        self.assertIn("PNS: 1", form.preview)
        self.assertIn("PPPK: 1", form.preview)
        self.assertIn("Stay as they are: Warga Uji", form.preview)
        action = form.save().action_apply()
        self.assertEqual([staff.asn_kind, teman.asn_kind, warga.asn_kind], ["pns", "pppk", False])
        self.assertIn("2 people", action["params"]["message"])
        self.assertEqual(self._found()["no_kind"], {"warga"})

    def test_kinds_by_unit_and_post(self):
        """A fixed kind for a unit or a post; a number that cannot be of it leaves its owner out."""
        Mapping = self.env["hr.skp.kind.mapping"].with_user(self.users["officer"])
        form = Form(Mapping.with_company(self.agency))
        form.source = "fixed"
        form.asn_kind = "cpns"
        form.is_only_missing = False
        form.department_ids.add(self.seksi)
        form.job_ids.add(self.people["staff"].job_id)
        form.save().action_apply()
        self.assertEqual(self.people["staff"].asn_kind, "cpns")
        self.assertEqual(self.people["teman"].asn_kind, "pns")
        self.people["teman"].nip = False
        self.people["teman"].asn_kind = "pppk"
        self.people["teman"].nip = "199012312022212014"
        form = Form(Mapping.with_company(self.agency))
        form.source = "fixed"
        form.asn_kind = "pns"
        form.is_only_missing = False
        form.job_ids.add(self.people["teman"].job_id)
        self.assertEqual(form.preview, "Stay as they are: Teman Uji")
        form.save().action_apply()
        self.assertEqual(self.people["teman"].asn_kind, "pppk")

    def test_kinds_of_chosen_employees(self):
        """From a list of employees the wizard takes whoever was chosen there, kind set or not."""
        staff = self.people["staff"]
        form = Form(
            self.env["hr.skp.kind.mapping"]
            .with_user(self.users["officer"])
            .with_company(self.agency)
            .with_context(active_model="hr.employee", active_ids=staff.ids)
        )
        form.source = "fixed"
        form.asn_kind = "cpns"
        self.assertEqual(form.preview, "CPNS: 1")
        form.save().action_apply()
        self.assertEqual(staff.asn_kind, "cpns")

    def test_kinds_nobody(self):
        """A choice that fits nobody says so."""
        form = Form(
            self.env["hr.skp.kind.mapping"]
            .with_user(self.users["officer"])
            .with_company(self.agency)
        )
        self.assertEqual(form.preview, "Nobody fits this choice.")

    # ------------------------------------------------------------
    # USERS
    # ------------------------------------------------------------

    def _without_users(self, *keys):
        people = self.env["hr.employee"].union(*(self.people[key] for key in keys))
        for key, person in zip(keys, people, strict=True):
            self.users[key].login = f"lama_{key}"
            person.user_id = False
        return people

    def test_users_need_the_administrator(self):
        """An officer who is not the SKP administrator cannot create accounts."""
        self._without_users("staff")
        form = self._mend(self._check()["no_user"])
        self.assertFalse(form.can_create_users)
        with self.assertRaisesRegex(AccessError, "SKP administrator"):
            form.save().action_apply()

    def test_users_by_number(self):
        """Portal accounts by number, without mail and without a password; the link is logged."""
        staff, teman = self._without_users("staff", "teman")
        teman.nip = False
        form = self._mend(self._check("manager")["no_user"], "manager")
        form.login_from = "nip"
        with self.mock_mail() as mails:
            action = form.save().action_apply()
        self.assertFalse(mails)
        self.assertIn("1 accounts", action["params"]["message"])
        self.assertIn("Teman Uji: has nothing to log in with", action["params"]["message"])
        user = staff.user_id
        self.assertEqual(user.login, staff.nip)
        self.assertTrue(user.share)
        self.assertEqual(user.company_id, self.agency)
        self.assertEqual(self.plans["staff"].employee_user_id, user)
        self.assertEqual(self.plans["staff"].log_ids[0].action, "relink_user")
        self.assertFalse(teman.user_id)

    def test_users_by_email(self):
        """Internal accounts by e-mail; a taken login is never linked, whosever it is."""
        staff, teman = self._without_users("staff", "teman")
        staff.work_email = "Staf@uji.example"
        teman.work_email = self.users["manager"].login
        form = self._mend(self._check("manager")["no_user"], "manager")
        form.user_kind = "internal"
        action = form.save().action_apply()
        self.assertEqual(staff.user_id.login, "staf@uji.example")
        self.assertFalse(staff.user_id.share)
        self.assertFalse(teman.user_id)
        self.assertIn("is taken", action["params"]["message"])

    def test_users_invited(self):
        """With the box ticked each gets one mail with a link to set the password."""
        (staff,) = self._without_users("staff")
        staff.work_email = "staf@uji.example"
        form = self._mend(self._check("manager")["no_user"], "manager")
        form.send_invitation = True
        with self.mock_mail() as mails:
            form.save().action_apply()
        self.assertEqual(mails, [staff.user_id])

    def test_users_in_the_background(self):
        """Many accounts are made in batches by the scheduled action, which wakes itself."""
        self.patch(users_wizard, "AT_ONCE", 1)
        self.patch(users_wizard, "BATCH_SIZE", 1)
        people = self._without_users("staff", "teman", "kasi")
        form = self._mend(self._check("manager")["no_user"], "manager")
        form.login_from = "nip"
        wizard = form.save()
        with self.capture_triggers("hr_skp.ir_cron_create_users") as captured:
            action = wizard.action_apply()
        self.assertEqual(len(captured.records), 1)
        self.assertIn("in the background", action["params"]["message"])
        self.assertFalse(people.user_id)
        self._run_cron([0])
        self.assertEqual(len(people.user_id), 1)
        self._run_cron([9, 9, 9])
        self.assertEqual(len(people.user_id), 3)
        self.assertFalse(wizard.is_queued)
        self.assertEqual(people.user_id.create_uid, self.users["manager"])

    def test_users_in_the_background_one_fails(self):
        """One account that cannot be made does not keep the others from theirs."""
        self.patch(users_wizard, "AT_ONCE", 1)
        people = self._without_users("staff", "teman")
        form = self._mend(self._check("manager")["no_user"], "manager")
        form.login_from = "nip"
        form.save().action_apply()
        Wizard = type(self.env["hr.skp.readiness.mend"])
        original = Wizard._prepare_user_vals

        def refuse(wizard, employee, login):
            if employee == self.people["teman"]:
                raise UserError(REFUSAL)
            return original(wizard, employee, login)

        with (
            patch.object(Wizard, "_prepare_user_vals", refuse),
            self.assertLogs("odoo.addons.hr_skp.wizard.hr_skp_readiness_users", "WARNING"),
        ):
            self._run_cron([9, 9, 9])
        self.assertEqual([bool(person.user_id) for person in people], [True, False])

    def _run_cron(self, seconds):
        self.env.flush_all()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", side_effect=seconds):
            self.env["hr.skp.readiness.mend"]._cron_create_users()
        self.env.invalidate_all()

    @contextmanager
    def mock_mail(self):
        """Catch to whom invitations would go."""
        mails = []
        Users = type(self.env["res.users"])
        with patch.object(
            Users,
            "_action_reset_password",
            lambda users, signup_type="reset": mails.extend(users.sudo(False)),
        ):
            yield mails
