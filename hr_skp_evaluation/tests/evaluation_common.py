from unittest.mock import patch

from odoo.addons.hr_skp.tests.common import SkpCommon

#: Ratings in one letter, for many people at once.
LETTERS = {"a": "above", "s": "as", "b": "below"}


class EvaluationCommon(SkpCommon):
    """The agency of ``SkpCommon`` with its first term open, and every plan agreed but anggota's.

    The first term is opened by the officer and its evaluations are made as the scheduled action
    makes them; walikota sets the Dinas, kadis the Bidang, kabid the Seksi.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open_first_term()

    @classmethod
    def _open_first_term(cls):
        cls.period.sudo().write({"state": "open"})
        cls.terms = cls.period.term_ids.sorted("sequence")
        cls.term, cls.final_term = cls.terms[0], cls.terms[-1]
        for key in cls.plans:
            if key != "anggota":
                cls.bring_to(key, "agreed")
        cls.open_term(cls.term)

    @classmethod
    def open_term(cls, term):
        term.with_user(cls.users["officer"]).action_open()
        cls.run_cron("_cron_open_terms", "hr.skp.term")

    @classmethod
    def run_cron(cls, method, model="hr.skp.evaluation"):
        """Run a scheduled action as the scheduler does, which a test may not let commit."""
        with patch.object(type(cls.env["ir.cron"]), "_commit_progress", return_value=60):
            getattr(cls.env[model], method)()
        cls.env.invalidate_all()

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    @classmethod
    def evaluation(cls, key, role=None, term=None):
        """Return the evaluation of person ``key``, as the user ``role``."""
        evaluation = cls.env["hr.skp.evaluation"].search(
            [
                ("employee_id", "=", cls.people[key].id),
                ("term_id", "=", (term or cls.term).id),
            ]
        )
        return evaluation.with_user(cls.users[role]) if role else evaluation

    @classmethod
    def performance(cls, unit="dinas", predicate="baik", term=None, role=None, confirm=True):
        """The leader above sets the performance of a unit, and confirms it."""
        role = role or {"dinas": "walikota", "bidang": "kadis", "seksi": "kabid"}[unit]
        performance = (
            cls.env["hr.skp.unit.performance"]
            .with_user(cls.users[role])
            .create(
                {
                    "department_id": getattr(cls, unit).id,
                    "term_id": (term or cls.term).id,
                    "predicate": predicate,
                }
            )
        )
        if confirm:
            performance.action_confirm()
        return performance

    @classmethod
    def report(cls, key, term=None):
        own = cls.evaluation(key, term=term)
        own = own.with_user(own.employee_user_id)
        own.line_ids[:1].write({"realisation": "11 laporan"})
        own.action_self_report()
        return own

    @classmethod
    def evaluate_to(cls, key, state, term=None, ratings=("as", "as")):
        """Bring an evaluation into ``state`` by the steps of the people concerned."""
        evaluation = cls.evaluation(key, term=term)
        own = evaluation.with_user(evaluation.employee_user_id)
        above = evaluation.with_user(evaluation.evaluator_user_id)
        unit_is_set = evaluation._get_effective_performances()[evaluation.id]
        steps = [
            ("self_reported", lambda: cls.report(key, term)),
            ("rated", lambda: above.action_rate(*ratings)),
            (
                "finalised",
                lambda: (unit_is_set or cls.performance(term=term)) and above.action_finalise(),
            ),
            ("received", own.action_receive),
            ("final", own.action_accept),
        ]
        for reached, step in steps:
            if state == "open" or evaluation.state == state:
                break
            if [code for code, _s in steps].index(reached) >= cls._place(evaluation.state):
                step()
        return evaluation

    @classmethod
    def _place(cls, state):
        return ["open", "self_reported", "rated", "finalised", "received", "final"].index(state)

    @classmethod
    def rating(cls, key, role=None, term=None):
        rating = cls.evaluation(key, term=term)._get_ratings_sudo()
        return rating.with_user(cls.users[role]).sudo(False) if role else rating

    def crowd(self, results, behaviour="s"):
        """Add people to the section, one a letter, and rate them; return their evaluations."""
        staff = self.people["staff"]
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pegawai {number:02d}",
                    "company_id": self.agency.id,
                    "job_id": staff.job_id.id,
                    "department_id": self.seksi.id,
                    "parent_id": self.people["kasi"].id,
                    "asn_kind": "pns",
                    "asn_grade_id": self.grade.id,
                }
                for number, _letter in enumerate(results)
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        self.env["hr.skp.result"].create(
            [
                {
                    "skp_id": plan.id,
                    "name": "Laporan",
                    "indicator_ids": [(0, 0, {"name": "Jumlah", "target": "12"})],
                }
                for plan in plans
            ]
        )
        plans.with_user(self.users["kasi"]).action_set("Belum punya akun")
        evaluations = plans.evaluation_ids.sorted("id").with_user(self.users["kasi"])
        evaluations.sudo().write({"fill_deadline": "2020-01-01"})
        for letter, chosen in evaluations.grouped(
            lambda e: results[evaluations.ids.index(e.id)]
        ).items():
            chosen.action_rate(LETTERS[letter], LETTERS[behaviour])
        return evaluations
