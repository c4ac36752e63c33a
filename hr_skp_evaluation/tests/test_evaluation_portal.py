from datetime import timedelta
from html import unescape

from odoo.tests import tagged

from .portal_common import EvaluationPortalCommon

#: What stands on no page of an employee before his result is let out, whatever his language.
SECRET = (
    "RAHASIA",
    "Very good",
    "Sangat baik",
    "sangat_baik",
    "Above expectation",
    "Di atas ekspektasi",
    "o_skp_predicate",
)


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestEvaluationPortal(EvaluationPortalCommon):
    """The employee's page: to report, receive, object; and nothing of the judgement before."""

    def line(self, key="warga"):
        return self.evaluation(key).line_ids[:1]

    def save(self, field, value, base="", kind="line", key="warga", record=None):
        record = record or self.line(key).id
        return self.ask(
            key, "save", kind=kind, record_id=record, field=field, value=value, base=base
        )

    # ------------------------------------------------------------
    # REPORTING
    # ------------------------------------------------------------

    def test_report_saves_itself(self):
        """Text, number and remark arrive; a number that is none is refused and changes nothing."""
        self.log_in("warga")
        self.assertEqual(self.save("realisation", "11 laporan")["value"], "11 laporan")
        self.assertEqual(self.save("realisation_value", "1.250,5")["value"], "1250,5")
        self.assertIn("error", self.save("realisation_value", "banyak", "1250,5"))
        note = self.save("self_note", "Cuti dua minggu", kind="evaluation")
        self.assertEqual(note["value"], "Cuti dua minggu")
        self.assertRecordValues(
            self.line(), [{"realisation": "11 laporan", "realisation_value": 1250.5}]
        )
        self.assertIn("11 laporan", self.page(self.path("warga")))

    def test_two_devices(self):
        """Who started from another text than the stored one is shown it, and overwrites nothing."""
        self.log_in("warga")
        self.save("realisation", "Dari telepon")
        answer = self.save("realisation", "Dari laptop", base="")
        self.assertEqual(answer, {"conflict": "Dari telepon"})
        self.assertEqual(self.line().realisation, "Dari telepon")

    def test_take_achievements(self):
        """One tap fills what is empty from the achievements of the term, which stand beside it."""
        line = self.line()
        self.env["hr.skp.progress"].with_user(self.users["warga"]).create(
            {
                "result_id": line.result_id.id,
                "name": "Semua usulan terkirim",
                "date": self.term.date_start + timedelta(days=20),
            }
        )
        self.log_in("warga")
        self.assertIn("Semua usulan terkirim", self.page(self.path("warga")))
        self.assertEqual(self.ask("warga", "take"), {"filled": 1})
        self.assertEqual(line.realisation, "Semua usulan terkirim")

    def test_hand_in(self):
        """An empty report is refused; handed in it is frozen, on the page and by the route."""
        self.log_in("warga")
        self.refused("warga", "hand_in")
        self.save("realisation", "11 laporan")
        self.assertEqual(self.ask("warga", "hand_in"), {})
        self.assertEqual(self.evaluation("warga").state, "self_reported")
        self.assertIn("error", self.save("realisation", "12 laporan", "11 laporan"))
        self.assertEqual(self.line().realisation, "11 laporan")
        page = self.page(self.path("warga"))
        self.assertNotIn("o_skp_hand_in", page)
        self.assertNotIn("data-skp-field", page)

    def test_returned(self):
        """What was returned comes with its reason, as a task and on the page."""
        self.report("warga")
        self.evaluation("warga", "kasi").action_return("Lengkapi bukti")
        self.log_in("warga")
        self.assertIn("Lengkapi bukti", self.page(self.path("warga")))
        home = self.page("/my/skp/content")
        self.assertIn('data-task="self_report"', home)
        self.assertIn("Lengkapi bukti", home)

    # ------------------------------------------------------------
    # SECRECY
    # ------------------------------------------------------------

    def rate_secretly(self):
        """Rate warga "very good", with notes, suggestion and a departure; recommend, too."""
        self.performance("dinas")
        self.report("warga")
        rating = self.evaluation("warga", "kasi").action_start_rating()
        rating.line_ids.write({"rating": "above", "note": "RAHASIA"})
        rating.write(
            {
                "contribution_note": "RAHASIA",
                "recommendation": "RAHASIA",
                "departure_reason": "RAHASIA",
            }
        )
        self.evaluation("warga", "kasi").action_rate("above", "above")

    def secrets_in(self, text):
        return {word for word in SECRET if word in text}

    def test_nothing_before_it_is_finalised(self):
        """Rated "very good": no page, list, strip, task or JSON answer of the employee says so."""
        self.rate_secretly()
        self.log_in("kasi")
        seen = unescape(self.page(self.path("warga")))
        self.assertTrue({"RAHASIA", "sangat_baik", "o_skp_predicate"} <= self.secrets_in(seen))
        self.assertTrue({"Above expectation", "Di atas ekspektasi"} & self.secrets_in(seen))
        self.log_in("warga")
        for path in (self.path("warga"), "/my/skp/evaluations", "/my/skp/content", "/my"):
            text = unescape(self.page(path))
            with self.subTest(path=path):
                self.assertFalse(self.secrets_in(text))
        rating = self.rating("warga")
        for kind, record, field in (
            ("rating", rating.id, "recommendation"),
            ("rating_line", rating.line_ids[:1].id, "note"),
            ("evaluation", self.evaluation("warga").id, "predicate"),
            ("line", self.line().id, "evaluation_id"),
        ):
            answer = self.save(field, "x", None, kind=kind, record=record)
            self.assertEqual(list(answer), ["error"])
            self.assertNotIn("RAHASIA", str(answer))
        for step in ("rate", "finalise", "return", "open", "decide", "explain", "unknown"):
            page = self.step("warga", step, text="x", recommendation="1")
            self.assertNotIn("RAHASIA", page)
        self.assertEqual(self.evaluation("warga").state, "rated")

    def test_tampered_ids(self):
        """A colleague, another portal user, another agency's user: the page is not there."""
        self.rate_secretly()
        self.evaluation("warga", "kasi").action_finalise()
        other = self._create_user_of_another_agency()
        for key in ("teman", "anggota", other):
            self.log_in(key)
            with self.subTest(key=key):
                answer = self.url_open(self.path("warga"))
                self.assertTrue(answer.url.endswith("/my/skp/evaluations"), answer.url)
                self.assertFalse(self.secrets_in(answer.text))
                self.refused("warga", "save", kind="line", record_id=self.line().id, field="remark")
                self.refused("warga", "take")
                self.refused("warga", "hand_in")
                self.step("warga", "accept")
                self.step("warga", "object", text="Bukan milik saya")
        self.assertEqual(self.evaluation("warga").state, "finalised")
        # A line of somebody else's under one's own evaluation is no line of it.
        self.log_in("teman")
        self.assertIn("error", self.save("remark", "x", "", key="teman", record=self.line().id))
        self.assertFalse(self.line().remark)

    def _create_user_of_another_agency(self):
        agency = self.env["res.company"].create({"name": "Kabupaten Lain"})
        self.users["lain"] = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": "Orang Lain",
                    "login": "uji_lain",
                    "password": "uji_lain",
                    "company_id": agency.id,
                    "company_ids": [(6, 0, agency.ids)],
                    "group_ids": [(6, 0, self.env.ref("hr_skp.group_skp_officer").ids)],
                }
            )
        )
        return "lain"

    def test_forms_need_their_token(self):
        """A form sent from a foreign page is refused."""
        self.evaluate_to("warga", "finalised")
        self.log_in("warga")
        answer = self.send(f"{self.path('warga')}/step/accept", csrf=False, text="x")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.evaluation("warga").state, "finalised")

    # ------------------------------------------------------------
    # THE RESULT
    # ------------------------------------------------------------

    def finalise_year(self, ratings=("below", "as")):
        self.open_term(self.final_term)
        return self.evaluate_to("warga", "finalised", term=self.final_term, ratings=ratings)

    def test_receive_and_read(self):
        """After finalisation: predicate in words, ratings, the unit's, and one tap to receive."""
        self.finalise_year()
        self.log_in("warga")
        self.assertIn('data-task="receive"', self.page("/my/skp/content"))
        page = self.page(self.path("warga", self.final_term))
        self.assertRegex(page, r'o_skp_predicate_butuh_perbaikan">\s*\w+', "colour and word")
        self.assertNotIn("o_skp_clock", page)
        page = self.step("warga", "receive", self.final_term)
        self.assertRegex(page, r"(?s)o_skp_clock.*?14 ")
        self.assertEqual(self.evaluation("warga", term=self.final_term).state, "received")

    def test_periodic_result_is_final_when_received(self):
        """A quarter can by default not be objected to: the page says so, and shows no clock."""
        self.evaluate_to("warga", "finalised")
        self.log_in("warga")
        self.assertIn("o_skp_receive", self.page(self.path("warga")))
        page = self.step("warga", "receive")
        self.assertNotIn("o_skp_clock", page)
        self.assertNotIn("o_skp_objecting", page)
        self.assertEqual(self.evaluation("warga").state, "final")

    def test_clock(self):
        """The clock counts down to the last day, which still counts; then it is gone."""
        self.finalise_year()
        own = self.evaluation("warga", "warga", self.final_term)
        own.action_receive()
        today = self.agency._get_skp_today()
        self.log_in("warga")
        for days, words in ((9, "9 days left"), (1, "1 day left"), (0, "last day to object")):
            own.sudo().objection_deadline = today + timedelta(days=days)
            own.flush_recordset()
            clock = own.with_context(lang="en_US")._get_portal_clock()
            self.assertTrue(clock.startswith(words), clock)
            self.assertIn('data-task="object"', self.page("/my/skp/content"))
        own.sudo().objection_deadline = today - timedelta(days=1)
        self.assertNotIn('data-task="object"', self.page("/my/skp/content"))

    def test_object_and_withdraw(self):
        """Without reasons it is refused and the page keeps what was typed; it can be withdrawn."""
        self.finalise_year()
        self.evaluation("warga", "warga", self.final_term).action_receive()
        self.log_in("warga")
        page = self.step("warga", "object", self.final_term, text=" ")
        self.assertIn("o_skp_step_error", page)
        self.step("warga", "object", self.final_term, text="Bukti tidak dihitung")
        objection = self.evaluation("warga", term=self.final_term).objection_ids
        self.assertRecordValues(objection, [{"state": "filed", "reason": "Bukti tidak dihitung"}])
        self.assertIn("Bukti tidak dihitung", self.page(self.path("warga", self.final_term)))
        self.step("warga", "withdraw", self.final_term)
        self.assertEqual(objection.state, "withdrawn")

    # ------------------------------------------------------------
    # THE YEAR
    # ------------------------------------------------------------

    def test_year_strip(self):
        """The strip says how far each term is, in words that tell nothing, and leads to it."""
        plan = self.plans["warga"].with_user(self.users["warga"]).with_context(lang="en_US")
        step = plan._get_portal_steps()[1]
        self.assertEqual(step["note"], "Report")
        self.assertEqual(step["url"], self.path("warga"))
        self.evaluate_to("warga", "rated")
        self.assertEqual(plan._get_portal_steps()[1]["note"], "With the evaluator")
        self.evaluate_to("warga", "final")
        steps = plan._get_portal_steps()
        self.assertEqual(steps[1]["note"], "Final")
        self.assertNotIn("note", steps[2])
        self.assertEqual([step["status"] for step in steps].count("current"), 1)

    def test_tasks_of_the_employee(self):
        """To report by its day, then nothing, then to receive; the counter follows."""
        plans = self.env["hr.skp"].with_user(self.users["warga"])

        def codes():
            self.env.invalidate_all()
            return [task["code"] for task in plans._prepare_portal_tasks()]

        self.assertIn("self_report", codes())
        task = next(t for t in plans._prepare_portal_tasks() if t["code"] == "self_report")
        self.assertEqual(task["deadline"], self.evaluation("warga").fill_deadline)
        self.evaluate_to("warga", "rated")
        self.assertNotIn("self_report", codes())
        self.evaluate_to("warga", "finalised")
        self.assertIn("receive", codes())
        self.evaluate_to("warga", "received")
        self.assertFalse({"receive", "object"} & set(codes()))

    def test_list_by_year(self):
        """One's own evaluations; of nobody else's."""
        self.log_in("warga")
        page = self.page("/my/skp/evaluations")
        self.assertIn(self.path("warga"), page)
        self.assertNotIn(self.path("teman"), page)

    def test_dialogs_speak_the_language(self):
        """What the scripts of the pages say is translated as the pages are, for all our addons."""
        self.log_in("warga")
        terms = self.url_open("/website/translations?lang=id_ID").text
        for said in ("Finalise and sign?", "Hand the report in?", "The conversation is empty."):
            self.assertIn(said, terms)
