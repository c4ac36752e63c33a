from unittest.mock import patch

from odoo.addons.hr_skp.tests.common import SkpCommon


class RewardCommon(SkpCommon):
    """The agency of ``SkpCommon`` with final annual predicates of years, and a deciding official.

    ``ppk`` decides and evaluates nobody.  Of the people, kadis is JPT, ketua and anggota are JF,
    the others JA; all are PNS.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["ppk"] = cls._create_user(
            "ppk",
            "Pejabat Pembina Kepegawaian",
            "base.group_user,hr_skp_reward.group_skp_decider",
        )

    @classmethod
    def year(cls, year, closed=True):
        """Return the period of ``year``, its final term closed."""
        period = cls.env["hr.skp.period"].search(
            [("year", "=", year), ("company_id", "=", cls.agency.id)]
        ) or cls._create_period(year)
        if closed:
            period.term_ids.filtered(lambda term: term.kind == "final").state = "closed"
        return period

    @classmethod
    def final_term_of(cls, year):
        return cls.year(year, closed=False).term_ids.filtered(lambda term: term.kind == "final")

    @classmethod
    def final(cls, key, year, predicate, state="final", **vals):
        """Give somebody a final annual evaluation, as the system keeps it after all its steps."""
        period, person = cls.year(year), cls.people[key]
        vals_of_plan = {"employee_id": person.id, "period_id": period.id}
        plan = cls.env["hr.skp"].search(
            [(name, "=", value) for name, value in vals_of_plan.items()]
        ) or cls.env["hr.skp"].create(vals_of_plan)
        term = vals.pop("term", cls.final_term_of(year))
        ratings = {
            "sangat_baik": ("above", "above"),
            "baik": ("as", "as"),
            "butuh_perbaikan": ("below", "as"),
            "kurang": ("as", "below"),
            "sangat_kurang": ("below", "below"),
        }[predicate]
        return cls.env["hr.skp.evaluation"].create(
            {
                "skp_id": plan.id,
                "term_id": term.id,
                "employee_id": person.id,
                "employee_name": person.name,
                "evaluator_id": plan.evaluator_id.id,
                "department_id": plan.department_id.id,
                "job_id": plan.job_id.id,
                "company_id": cls.agency.id,
                "date_start": plan.date_start,
                "date_end": plan.date_end,
                "state": state,
                "predicate": predicate,
                "result_rating": ratings[0],
                "behaviour_rating": ratings[1],
                "final_on": f"{year + 1}-01-20 03:00:00",
                "final_by": "accepted",
                "revision": 1,
                **vals,
            }
        )

    @classmethod
    def follow_up(cls):
        """Run the nightly search as the scheduler does, which a test may not let commit."""
        with patch.object(type(cls.env["ir.cron"]), "_commit_progress", return_value=60):
            cls.env["hr.skp.period"]._cron_follow_up()
        cls.env.invalidate_all()

    @classmethod
    def awards(cls, key=None, **vals):
        people = cls.people[key] if key else cls.env["hr.employee"]
        domain = [("company_id", "=", cls.agency.id)]
        domain += [("employee_id", "=", people.id)] if key else []
        return cls.env["hr.skp.award"].search(
            domain + [(name, "=", value) for name, value in vals.items()], order="benefit"
        )

    @classmethod
    def case(cls, key, role=None):
        case = cls.env["hr.skp.sanction"].search(
            [("employee_id", "=", cls.people[key].id)], limit=1
        )
        return case.with_user(cls.users[role]) if role else case

    @classmethod
    def decide(cls, key, step, outcome, date, number="SK 1", **options):
        cls.case(key, "ppk").action_record(step, outcome, number, date, **options)
        return cls.case(key)
