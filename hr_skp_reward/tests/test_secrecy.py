from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_skp.tests.portal_common import PortalCommon

from .reward_common import RewardCommon

#: Who knows of ketua's case, and a choice of those who must not.
KNOWING = ("ketua", "kabid", "ppk", "auditor")
IGNORANT = (
    "officer",
    "manager",
    "unit_officer",
    "hr",
    "kadis",
    "kasi",
    "staff",
    "warga",
    "walikota",
    "foreign",
)
MODELS = (
    "hr.skp.sanction",
    "hr.skp.sanction.step",
    "hr.skp.sanction.pause",
    "hr.skp.improvement",
    "hr.skp.improvement.check",
    "hr.skp.competency.test",
)


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-03-01 03:00:00")
class TestSecrecy(RewardCommon):
    """That a case exists is known to four, at whichever door somebody knocks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2028-02-01 03:00:00"):
            cls.result = cls.final("ketua", 2027, "kurang")
            cls.follow_up()
        case = cls.case("ketua", "ppk")
        with freeze_time("2028-02-15 03:00:00"):
            case.action_record("start", "begin", "SK RAHASIA", "2028-02-15", file="UERG")
            case.action_pause("RAHASIA")
            case.action_resume()
        cls.line = cls.env["hr.skp.improvement"].create(
            {
                "sanction_id": case.id,
                "name": "RAHASIA",
                "target": "RAHASIA",
                "date_due": "2028-06-01",
            }
        )
        cls.env["hr.skp.improvement.check"].create(
            {"improvement_id": cls.line.id, "party": "evaluator", "note": "RAHASIA"}
        )
        cls.env["hr.skp.competency.test"].create({"sanction_id": case.id, "assessor": "RAHASIA"})
        other = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["foreign"] = cls._create_user(
            "foreign", "Asing", "hr_skp_reward.group_skp_decider"
        )
        cls.users["foreign"].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        with freeze_time("2028-08-01 03:00:00"):
            cls.follow_up()

    def env_of(self, key):
        # His own companies, not those of the test.
        return self.env(user=self.users[key], context={})

    def test_doors_of_the_models(self):
        """Search, count, group, name, read, export: the four find it, others nothing at all."""
        for key in (*KNOWING, *IGNORANT):
            for name in MODELS:
                model, record = self.env_of(key)[name], self.env[name].search([], limit=1)
                knows = key in KNOWING
                with self.subTest(key=key, model=name):
                    self.assertTrue(record)
                    self.assertEqual(bool(model.search_count([])), knows)
                    self.assertEqual(bool(model.search([("id", "=", record.id)])), knows)
                    groups = model._read_group([], [], ["__count"])
                    self.assertEqual(bool(groups[0][0]), knows)
                    self.assertEqual(bool(model.name_search("")), knows)
                    self.assertEqual(model.browse(record.id).has_access("read"), knows)
                    if not knows:
                        with self.assertRaises(AccessError):
                            model.browse(record.id).read(["display_name"])

    def test_no_activity_for_others(self):
        """Deciders and the evaluator are reminded; others see no activity, nor a count of them."""
        every = self.env["mail.activity"].search([("res_model", "=", "hr.skp.sanction")])
        self.assertEqual(every.user_id, self.users["ppk"] | self.users["kabid"])
        for key in IGNORANT:
            if self.users[key].share:
                continue
            env = self.env_of(key)
            found = env["mail.activity"].search([("res_model", "=", "hr.skp.sanction")])
            self.assertFalse(found, key)
            models = [group["model"] for group in env["res.users"]._get_activity_groups()]
            self.assertNotIn("hr.skp.sanction", models)

    def test_no_mail_no_message_no_log(self):
        """Nothing is mailed, posted or logged; followers would be told, so there are none else."""
        case = self.case("ketua")
        mails = self.env["mail.mail"].search([("model", "=", "hr.skp.sanction")])
        self.assertFalse(mails)
        self.assertFalse(self.env["hr.skp.log"].search([("res_model", "=", "hr.skp.sanction")]))
        followers = case.message_follower_ids.partner_id
        self.assertLessEqual(followers, (self.users["ppk"] | self.users["kabid"]).partner_id)
        self.assertFalse(
            self.env["hr.skp.reminder.line"].search([("res_model", "=", "hr.skp.sanction")])
        )
        texts = self.env["hr.skp.log"].search([]).mapped("reason")
        self.assertFalse([text for text in texts if text and "RAHASIA" in text])

    def test_attachments(self):
        """The file of a decision is read with the case."""
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "hr.skp.sanction.step"), ("res_field", "=", "decision_file")]
        )
        self.assertTrue(attachment)
        for key in (*KNOWING, *IGNORANT):
            own = attachment.with_env(self.env_of(key))
            with self.subTest(key=key):
                self.assertEqual(own.has_access("read"), key in KNOWING)
                domain = [("id", "=", attachment.id), ("res_field", "!=", False)]
                self.assertEqual(bool(own.search(domain)), key in KNOWING)

    def test_open_dialogs(self):
        """What a decider has typed into a dialog and not sent yet nobody else reads or changes."""
        case, award = self.case("ketua"), {"step": "grant", "reason": "RAHASIA", "file": "UERG"}
        award["award_ids"] = [(6, 0, [])]
        decision = {"sanction_id": case.id, "decision_number": "RAHASIA", "file": "UERG"}
        self.users["officer"].group_ids |= self.env.ref("hr_skp_reward.group_skp_decider")
        for model, vals in (("hr.skp.sanction.decision", decision), ("hr.skp.award.step", award)):
            dialog = self.env_of("ppk")[model].create(vals)
            self.assertEqual(dialog.search([]), dialog)
            file = self.env["ir.attachment"].search(
                [("res_model", "=", model), ("res_field", "=", "file"), ("res_id", "=", dialog.id)]
            )
            self.assertTrue(file)
            self.env.flush_all()
            for key in ("foreign", "officer"):
                env = self.env_of(key)
                with self.subTest(key=key, model=model):
                    self.assertFalse(env[model].search([]))
                    self.assertFalse(dialog.with_env(env).has_access("read"))
                    self.assertFalse(file.with_env(env).has_access("read"))
                    with self.assertRaises(AccessError):
                        dialog.with_env(env).write({"file_name": "PALSU"})

    def test_nothing_points_to_it(self):
        """No field of a model that others read leads to a case, unless its group knows of cases."""
        for name, model in self.env.registry.items():
            if name in MODELS or model._transient:
                continue
            for field in model._fields.values():
                if field.relational and field.comodel_name in MODELS:
                    self.assertEqual(
                        field.groups,
                        "hr_skp_reward.group_skp_decider,hr_skp.group_skp_auditor",
                        f"{name}.{field.name}",
                    )

    def test_search_around_the_corner(self):
        """Neither the person nor his evaluation is found by what his case says."""
        for key in ("officer", "manager", "hr"):
            env = self.env_of(key)
            for path in ("skp_sanction_ids", "skp_sanction_ids.state"):
                with self.subTest(key=key, path=path), self.assertRaises(AccessError):
                    env["hr.employee"].search([(path, "!=", False)])

    def test_refusals_tell_nothing(self):
        """Who tries a step on a guessed number is not told whether there is such a case."""
        case = self.case("ketua")
        for key in ("officer", "kadis", "staff"):
            missing, there = (
                self.env_of(key)["hr.skp.sanction"].browse(number)
                for number in (case.id + 1000, case.id)
            )
            for step in (
                lambda c: c.action_cancel("error", "x"),
                lambda c: c.action_record("improve", "improved", "SK 1", "2028-03-01"),
                lambda c: c.action_pause("x"),
                lambda c: c.action_resume(),
            ):
                with self.assertRaises(AccessError) as told:
                    step(there)
                with self.assertRaises(UserError) as other:
                    step(missing)
                self.assertEqual(str(told.exception), str(other.exception))
                self.assertNotIn("Ketua", str(told.exception))

    def test_personnel_office_learns_nothing_by_deleting(self):
        """A person with a case is refused to be deleted like anybody else who was evaluated."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as told,
            self.env.cr.savepoint(),
        ):
            self.people["ketua"].with_env(self.env_of("hr")).unlink()
        self.assertNotIn("sanction", str(told.exception))

    def test_removed_decider_knows_nothing_more(self):
        """Who leaves the office loses the cases at once."""
        case = self.case("ketua", "ppk")
        self.assertTrue(case.search([]))
        self.users["ppk"].group_ids -= self.env.ref("hr_skp_reward.group_skp_decider")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(case.search([]))

    def test_delegate_of_the_evaluator(self):
        """Who acts for the evaluator sees it between the dates, and not after."""
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kabid"].id,
                "delegate_id": self.people["kasi"].id,
                "date_start": "2028-03-01",
                "date_end": "2028-03-31",
            }
        )
        self.assertTrue(self.case("ketua", "kasi").has_access("read"))
        delegation.date_end = "2028-03-02"
        with freeze_time("2028-03-03"):
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertFalse(self.case("ketua", "kasi").has_access("read"))

    def test_menus(self):
        """The list of all cases is in the menu of those who may see all."""
        menu = self.env.ref("hr_skp_reward.hr_skp_menu_sanctions")
        for key, shown in (("ppk", True), ("auditor", True), ("officer", False), ("kabid", False)):
            visible = self.env_of(key)["ir.ui.menu"]._visible_menu_ids()
            self.assertEqual(menu.id in visible, shown, key)


@tagged("post_install", "-at_install", "hr_skp_reward")
class TestSecrecyPortal(PortalCommon, RewardCommon):
    """On the portal's pages."""

    def test_pages_of_others(self):
        with freeze_time("2028-02-01 03:00:00"):
            self.final("warga", 2027, "kurang")
            self.follow_up()
            self.decide("warga", "start", "begin", "2028-02-01")
        self.env["hr.skp.improvement"].create(
            {
                "sanction_id": self.case("warga").id,
                "name": "RAHASIA",
                "target": "RAHASIA",
                "date_due": "2028-06-01",
            }
        )
        self.env.flush_all()
        for key, knows in (("warga", True), ("teman", False), ("anggota", False)):
            self.log_in(key)
            for path in ("/my/skp/history", "/my/skp/content"):
                page = self.page(path)
                if path.endswith("history"):
                    self.assertEqual("RAHASIA" in page, knows, key)
                else:
                    self.assertNotIn("RAHASIA", page)
