"""E7 and E8: a year that does not stay as it began – moved, seconded, on study leave."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .evaluating import EvaluatingCase


@tagged("post_install", "-at_install", "journey")
class TestE7(EvaluatingCase):
    """One person of the example agency, and a second agency to move to."""

    def open_other_agency(self):
        """Kementerian Y with its minister's deputy, and an open period of the same year."""
        other = self.env["res.company"].create(
            {"name": "Kementerian Y", "agency_kind": "central", "signing_city": "Jakarta"}
        )
        self.admin.company_ids |= other
        unit = self.env["hr.department"].create({"name": "Biro SDM Y", "company_id": other.id})
        job = self.env["hr.job"].create(
            {"name": "Kepala Subbagian Y", "asn_position": "pengawas", "company_id": other.id}
        )
        head = self.env["hr.employee"].create(
            {
                "name": "Kepala Subbagian Y",
                "company_id": other.id,
                "job_id": job.id,
                "department_id": unit.id,
                "asn_kind": "pns",
            }
        )
        period = self.env["hr.skp.period"].create({"year": self.year, "company_id": other.id})
        # Opening it is that agency's own journey.
        period.sudo().write({"state": "open"})
        return other, unit, head, period

    def move(self, person, day, other, unit, head):
        """The personnel office records the move: dated post, new agency, new superior."""
        job = self.env["hr.job"].create(
            {"name": "Analis Y", "asn_position": "pelaksana", "company_id": other.id}
        )
        agencies = (self.agency | other).ids
        person = self.env["hr.employee"].browse(person.id)
        person = person.with_context(allowed_company_ids=agencies)
        person.write({"company_id": other.id, "parent_id": head.id})
        person.create_version(
            {
                "date_version": day,
                "job_id": job.id,
                "job_title": job.name,
                "department_id": unit.id,
            }
        )

    def test_moved_to_another_agency_in_april(self):
        """E7 a: until March with X and its evaluator, from April with Y alone, nothing merged."""
        old = self.agreed()
        evaluator, document = old.evaluator_id, old.document_ids.sha256
        other, unit, head, period = self.open_other_agency()
        self.move(old.employee_id, f"{self.year}-04-01", other, unit, head)
        officer_plan = old.with_user(self.admin).with_context(allowed_company_ids=self.agency.ids)
        new = officer_plan.action_transfer(f"{self.year}-04-01", "SK Mutasi 7").sudo()
        spans = [(str(plan.date_start), str(plan.date_end), plan.state) for plan in old | new]
        self.assertEqual(
            spans,
            [
                (f"{self.year}-01-01", f"{self.year}-03-31", "closed"),
                (f"{self.year}-04-01", f"{self.year}-12-31", "draft"),
            ],
        )
        self.assertEqual((old.company_id, new.company_id), (self.agency, other))
        self.assertEqual((old.evaluator_id, new.evaluator_id), (evaluator, head))
        self.assertEqual(new.period_id, period)
        self.assertEqual(new.identity["employee"]["position"], "Analis Y")
        self.assertEqual(old.document_ids.sha256, document, "what was signed stays")
        self.assertEqual(new.employee_user_id.login, "staf.pangkat")
        actions = (old | new).log_ids.sorted("id").mapped("action")
        self.assertEqual(actions, ["propose", "agree", "transfer", "begin"])

    def test_seconded_on_one_plan(self):
        """E7 b: seconded to an international body: one SKP, the home evaluator stays."""
        plan = self.agreed()
        evaluator = plan.evaluator_user_id
        situation = (
            self.env["hr.skp.situation"]
            .with_user(evaluator)
            .create(
                {
                    "skp_id": plan.id,
                    "kind": "seconded",
                    "date_start": f"{self.year}-05-01",
                    "institution": "ASEAN Secretariat",
                    "contact": "Direktur SDM",
                }
            )
        )
        self.assertEqual((plan.state, plan.evaluator_user_id), ("agreed", evaluator))
        own = situation.with_user(self.user("staf.pangkat"))
        self.assertEqual(own.institution, "ASEAN Secretariat")
        with self.assertRaises(AccessError):
            own.write({"institution": "Lain"})

    def test_study_leave_within_one_plan(self):
        """E8 a–c: leave that begins, ends or lasts the whole year stays on one SKP of the year."""
        plan = self.agreed()
        spans = (
            (f"{self.year}-09-01", False),
            (f"{self.year}-01-01", f"{self.year}-09-30"),
            (f"{self.year}-01-01", False),
        )
        for start, end in spans:
            with self.subTest(start=start, end=end):
                situation = self.env["hr.skp.situation"].create(
                    {
                        "skp_id": plan.id,
                        "kind": "study_leave",
                        "date_start": start,
                        "date_end": end,
                        "institution": "Universitas Indonesia",
                    }
                )
                content = plan._get_snapshot()[plan.id]
                self.assertEqual(
                    (content["date_start"], content["date_end"]),
                    (f"{self.year}-01-01", f"{self.year}-12-31"),
                )
                last = end or f"{self.year}-12-31"
                self.assertEqual(content["situations"][0]["date_end"], last)
                situation.unlink()

    def test_moved_person_is_judged_by_the_last_unit_alone(self):
        """E7 a: closing evaluation by X on its unit's predicate, the year by Y on its own."""
        old = self.agreed()
        other, unit, head, period = self.open_other_agency()
        with freeze_time(f"{self.year}-04-01"):
            self.move(old.employee_id, f"{self.year}-04-01", other, unit, head)
            officer_plan = old.with_user(self.admin).with_context(
                allowed_company_ids=self.agency.ids
            )
            new = officer_plan.action_transfer(f"{self.year}-04-01", "SK Mutasi 7").sudo()
        evaluations = self.env["hr.skp.evaluation"].sudo()
        closing = evaluations.search([("skp_id", "=", old.id)])
        self.assertRecordValues(
            closing,
            [
                {
                    "term_id": self.term(0).id,
                    "company_id": self.agency.id,
                    "evaluator_id": old.evaluator_id.id,
                    "state": "open",
                }
            ],
        )
        final = self.term(-1)
        self.open_term(final)
        self.assertFalse(evaluations.search([("skp_id", "=", old.id), ("term_id", "=", final.id)]))
        new.write({"revision": 1, "state": "agreed"})
        annual_term = period.term_ids.filtered(lambda term: term.kind == "final")
        plans = self.env["hr.skp"].sudo().search(annual_term.sudo()._get_missing_domain())
        self.assertEqual(plans, new)
        annual = evaluations._open_for(plans, annual_term).sudo()
        self.assertEqual((annual.company_id, annual.evaluator_id), (other, head))

    def test_bases_of_the_terms(self):
        """E7 b and E8: home evaluator throughout; host, academic records or the unit by term."""
        cases = [
            ("seconded", "05-01", False, ["unit", "host", "host", "host", "host"]),
            ("study_leave", "09-01", False, ["unit", "unit", "unit", "academic", "whole_year"]),
            (
                "study_leave",
                "01-01",
                "09-30",
                ["academic", "academic", "academic", "unit", "whole_year"],
            ),
            ("study_leave", "01-01", False, ["academic"] * 4 + ["whole_year"]),
        ]
        plan = self.agreed()
        for kind, start, end, expected in cases:
            with self.subTest(kind=kind, start=start), self.env.cr.savepoint() as savepoint:
                self.env["hr.skp.situation"].create(
                    {
                        "skp_id": plan.id,
                        "kind": kind,
                        "date_start": f"{self.year}-{start}",
                        "date_end": end and f"{self.year}-{end}",
                        "institution": "Universitas Indonesia",
                    }
                )
                terms = self.period.term_ids.sorted("sequence")
                made = [self.env["hr.skp.evaluation"]._open_for(plan, term) for term in terms]
                self.assertEqual([evaluation.sudo().basis for evaluation in made], expected)
                self.assertEqual({e.sudo().evaluator_id for e in made}, {plan.evaluator_id})
                savepoint.rollback()
            self.env.invalidate_all()
