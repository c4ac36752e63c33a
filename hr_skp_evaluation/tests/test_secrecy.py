from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .evaluation_common import EvaluationCommon

#: Of the people, who may know nothing of staff's result, finalised or not.
STRANGERS = ("teman", "warga", "ketua", "hr")
RATING_MODELS = (
    "hr.skp.rating",
    "hr.skp.rating.line",
    "hr.skp.rating.change",
    "hr.skp.rating.proposal",
)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestSecrecy(EvaluationCommon):
    """Predicates by every door of the ORM: shut to colleagues, and before finalisation to oneself.

    Staff is rated "sangat baik" here, with notes and reasons; ketua is his team leader.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.skp.team"].create(
            {
                "name": "Tim",
                "leader_id": cls.people["ketua"].id,
                "period_id": cls.period.id,
                "member_ids": [(0, 0, {"employee_id": cls.people["staff"].id})],
            }
        )
        for user in cls.users.values():
            if not user.share:
                user.group_ids |= cls.env.ref("base.group_allow_export")
        cls.evaluation("staff")._refresh_from_plan()
        cls.performance("dinas")
        cls.report("staff")
        kasi = cls.evaluation("staff", "kasi")
        rating = kasi.action_start_rating()
        rating.line_ids.write({"rating": "above", "note": "RAHASIA"})
        rating.write({"contribution_note": "RAHASIA", "recommendation": "RAHASIA"})
        kasi.action_rate("above", "above", "RAHASIA")
        cls.subject, cls.rated = cls.evaluation("staff"), cls.rating("staff")

    def as_user(self, key, model):
        return self.env[model].with_user(self.users[key]).with_context(active_test=False)

    # ------------------------------------------------------------
    # THE RATING
    # ------------------------------------------------------------

    def test_rating_by_no_door(self):
        """Search, count, groups, names, export, read, onchange: nothing for employee or others."""
        self.evaluate_to("teman", "rated")
        # Something was proposed, and is no longer the superior's to read.
        self.subject.with_user(self.users["kasi"]).action_share()
        superior = self.subject.with_user(self.users["kabid"])
        superior.action_propose_rating("as", "above", "RAHASIA").action_withdraw()
        self.subject.with_user(self.users["kasi"]).action_share(False)
        for key in ("staff", *STRANGERS, "kabid", "kadis", "officer", "manager"):
            for name in RATING_MODELS:
                with self.subTest(key=key, model=name):
                    self._check_shut(key, name)

    def _check_shut(self, key, name):
        model = self.as_user(key, name)
        records = self.env[name].search([]).with_user(self.users[key])
        self.assertTrue(records)
        self.assertFalse(model.search([]))
        self.assertEqual(model.search_count([("id", ">", 0)]), 0)
        self.assertFalse(model.name_search(""))
        self.assertEqual(model._read_group([], [], ["__count"]), [(0,)])
        self.assertEqual(model.formatted_read_group([], [], ["__count"])[0]["__count"], 0)
        self.assertFalse(model.search_read([], ["display_name"]))
        self.assertEqual(model.web_search_read([], {"display_name": {}})["length"], 0)
        for step in (
            lambda: records.read(["display_name"]),
            lambda: records.export_data(["id", "display_name"]),
            lambda: records.web_read({"display_name": {}}),
            lambda: records[0].onchange({}, [], {"display_name": {}}),
        ):
            with self.assertRaises(UserError if self.users[key].share else AccessError):
                step()

    def test_rating_is_no_field_of_what_others_read(self):
        """No relation leads from the evaluation, plan, term or person to the rating."""
        for name in ("hr.skp.evaluation", "hr.skp", "hr.skp.term", "hr.employee", "res.users"):
            linked = [
                field.name
                for field in self.env[name]._fields.values()
                if field.comodel_name in RATING_MODELS
            ]
            self.assertFalse(linked, name)

    # ------------------------------------------------------------
    # THE EVALUATION BEFORE FINALISATION
    # ------------------------------------------------------------

    def test_employee_learns_nothing_before_finalisation(self):
        """His own evaluation holds no outcome, by any way of asking."""
        own = self.subject.with_user(self.users["staff"])
        names = [
            "predicate",
            "result_rating",
            "behaviour_rating",
            "unit_predicate",
            "recommendation",
        ]
        self.assertEqual(set(own.read(names)[0].values()), {own.id, False})
        model = self.as_user("staff", "hr.skp.evaluation")
        for name in names:
            self.assertFalse(model.search([(name, "!=", False)]))
        self.assertEqual(model._read_group([], ["predicate"], ["__count"]), [(False, 1)])
        self.assertNotIn("RAHASIA", str(own.read()))
        self.assertNotIn("RAHASIA", str(own.export_data(["predicate", "recommendation"])))
        self.assertFalse(own.revision_ids)
        self.assertFalse(self.as_user("staff", "hr.skp.recommendation").search([]))

    def test_log_says_what_was_done_not_what_was_judged(self):
        """The employee reads no log; who does finds neither predicates nor reasons of ratings."""
        self.assertFalse(self.as_user("staff", "hr.skp.log").search([]))
        lines = self.env["hr.skp.log"].search([("res_model", "=", "hr.skp.evaluation")])
        self.assertTrue(lines)
        words = str(lines.read(["reason", "state_from", "state_to", "action", "display_name"]))
        for secret in ("RAHASIA", "sangat_baik", "above"):
            self.assertNotIn(secret, words)

    def test_no_mail_and_no_chatter(self):
        """Nothing of it is posted or mailed anywhere."""
        self.evaluate_to("staff", "finalised")
        models = ["hr.skp.evaluation", *RATING_MODELS, "hr.skp.recommendation", "hr.skp.objection"]
        for name in models:
            self.assertFalse(hasattr(self.env[name], "message_post"), name)
            self.assertFalse(
                [
                    field
                    for field in self.env[name]._fields.values()
                    if getattr(field, "tracking", 0)
                ]
            )
        self.assertFalse(self.env["mail.message"].search([("body", "ilike", "RAHASIA")]))
        self.assertFalse(self.env["mail.message"].search([("model", "in", models)]))

    # ------------------------------------------------------------
    # AFTER FINALISATION
    # ------------------------------------------------------------

    def test_colleagues_learn_nothing_ever(self):
        """Neither before nor after, directly or through what they may read."""
        for state in ("rated", "finalised", "final"):
            self.evaluate_to("staff", state)
            for key in STRANGERS:
                with self.subTest(state=state, key=key):
                    self._check_stranger(key)

    def _check_stranger(self, key):
        for name in ("evaluation", "evaluation.line", "evaluation.revision", "objection"):
            model = self.as_user(key, f"hr.skp.{name}")
            path = "" if name == "evaluation" else "evaluation_id."
            theirs = [(f"{path}employee_id", "=", self.people["staff"].id)]
            self.assertFalse(model.search(theirs), name)
        model = self.as_user(key, "hr.skp.evaluation")
        found = model._read_group([], ["employee_id"], ["__count"])
        self.assertNotIn(self.people["staff"], [employee.sudo(False) for employee, _n in found])
        self.assertFalse(model.name_search("Staf Uji"))
        with self.assertRaises(AccessError):
            self.subject.with_user(self.users[key]).read(["display_name"])

    def test_no_guessing_through_related_records(self):
        """A domain through something readable (term, recommendation) filters by nothing secret."""
        self.evaluate_to("staff", "final")
        for value in ("sangat_baik", "kurang"):
            secret = [("evaluation_ids.predicate", "=", value)]
            for key in STRANGERS:
                self.assertFalse(self.as_user(key, "hr.skp.term").search(secret))
            given = self.as_user("ketua", "hr.skp.recommendation")
            self.assertTrue(given.search([]))
            self.assertFalse(given.search([("evaluation_id.predicate", "=", value)]))
            self.assertFalse(given.search([("evaluation_id.state", "=", "final")]))

    def test_head_reads_what_is_final(self):
        """The unit head reads predicates below him once they are final, and never the report."""
        model = self.as_user("kadis", "hr.skp.evaluation")
        self.assertTrue(model.search([("id", "=", self.subject.id), ("predicate", "=", False)]))
        self.evaluate_to("staff", "finalised")
        self.assertFalse(model.search([("id", "=", self.subject.id)]))
        self.evaluate_to("staff", "final")
        self.assertEqual(
            model.search([("predicate", "=", "sangat_baik")]).employee_name, "Staf Uji"
        )
        lines = self.as_user("kadis", "hr.skp.evaluation.line")
        self.assertFalse(lines.search([("evaluation_id", "=", self.subject.id)]))

    def test_employee_reads_his_result_and_no_more(self):
        """After finalisation: outcome and note, yet neither ratings by line nor reasons."""
        self.evaluate_to("staff", "finalised")
        own = self.subject.with_user(self.users["staff"])
        self.assertEqual((own.predicate, own.recommendation), ("sangat_baik", "RAHASIA"))
        self.assertFalse(self.as_user("staff", "hr.skp.rating.line").search([]))
        content = own.revision_ids.content
        self.assertEqual(content["recommendation"], "RAHASIA")
        self.assertNotIn("RAHASIA", str({**content, "recommendation": ""}))
        with self.assertRaises(AccessError):
            own.action_open_rating()

    def test_former_delegate_learns_nothing(self):
        """Rights end with the delegation, in the same process, cached rules or not."""
        delegation = self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people["kasi"].id,
                "delegate_id": self.people["ketua"].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )
        self.assertTrue(self.as_user("ketua", "hr.skp.rating").search([]))
        delegation.date_end = "2000-02-01"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.as_user("ketua", "hr.skp.rating").search([]))
        with self.assertRaises(AccessError):
            self.rated.with_user(self.users["ketua"]).read(["predicate"])

    # ------------------------------------------------------------
    # WHAT ANSWERS AND REFUSALS TELL
    # ------------------------------------------------------------

    def test_a_sum_does_not_tell_one_s_own_rating(self):
        """Who evaluates others sees how the unit is spread, and not by it how he was rated."""
        [before] = self.evaluation("staff", "kasi").get_distribution()
        self.evaluate_to("kasi", "rated")
        [after] = self.evaluation("staff", "kasi").get_distribution()
        self.assertEqual(after, before)
        self.evaluate_to("kasi", "finalised")
        [after] = self.evaluation("staff", "kasi").get_distribution()
        self.assertEqual(after["total"], before["total"] + 1)

    def test_a_sum_does_not_tell_what_others_rated(self):
        """What one does not read of a rating no sum tells: one more would be that one."""
        self.evaluate_to("kasi", "rated")
        for key in ("kabid", "kadis"):
            below = self.evaluation("kasi" if key == "kabid" else "kabid", key)
            before = below.get_distribution()
            self.evaluate_to("warga", "rated", ratings=("below", "below"))
            self.assertEqual(below.get_distribution(), before)
            self.evaluation("warga", "kasi").action_rate("above", "above")
            self.assertEqual(below.get_distribution(), before)

    def test_a_refusal_names_nobody(self):
        """Who has no part in an evaluation is not told whose it is, whatever became of its plan."""
        self.bring_to("staff", "cancelled")
        moves = ("self_report", "return", "rate", "finalise", "receive", "object", "reopen")
        for key in STRANGERS:
            theirs = self.subject.with_user(self.users[key])
            for move in moves:
                args = ["x"] if move in ("return", "object", "reopen") else []
                with self.subTest(key=key, move=move), self.assertRaises(AccessError) as refused:
                    getattr(theirs, f"action_{move}")(*args)
                self.assertNotIn("Staf", str(refused.exception))

    def test_a_unit_of_another_agency_is_not_named(self):
        """A refusal tells the leader of no other agency's unit."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        stranger = self._create_user("asing", "Asing", "base.group_user")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        theirs = self.performance("bidang", confirm=False).with_user(stranger)
        for step in (
            theirs.action_confirm,
            lambda: theirs.action_correct("kurang", "x"),
            lambda: theirs.write({"predicate": "kurang"}),
        ):
            with self.assertRaises(AccessError) as refused:
                step()
            self.assertNotIn("Uji", str(refused.exception))

    def test_values_of_a_wrong_kind_are_refused(self):
        """A client's nonsense meets a plain sentence."""
        kasi = self.evaluation("teman", "kasi")
        walikota = self.performance("seksi", role="kabid")
        for step in (
            lambda: kasi.action_rate(["above"], {"as": 1}),
            lambda: kasi.action_return(5),
            lambda: kasi.set_rating(["below"]),
            lambda: kasi.set_rating_line(1, "below"),
            lambda: kasi.action_return({"x": "y"}),
            lambda: walikota.action_correct(["kurang"], "x"),
            lambda: walikota.action_correct("kurang", 5),
        ):
            with self.assertRaises(UserError):
                step()
