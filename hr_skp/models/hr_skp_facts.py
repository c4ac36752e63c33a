from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.plan_states import LIVE


class HrSkp(models.Model):
    """What a new plan takes over from the person's record, and whose plan it stands below."""

    _inherit = "hr.skp"

    # Plans that wait for their leader's are few: without it each batch would read all plans.
    _leaderless_idx = models.Index("(evaluator_id) WHERE parent_id IS NULL")

    # ------------------------------------------------------------
    # FROM THE RECORD
    # ------------------------------------------------------------

    def _complete_vals_list(self, vals_list):
        """Fill in what follows from the person: unit, post, form, evaluator, snapshot.

        Whatever a caller without system rights gives for these is ignored.
        """
        if not all(vals.get("period_id") and vals.get("employee_id") for vals in vals_list):
            raise UserError(self.env._("A plan is one person's, of one period: name both."))
        periods = self.env["hr.skp.period"].browse({vals["period_id"] for vals in vals_list})
        if closed := periods.filtered(lambda period: period.state == "closed"):
            raise UserError(
                self.env._("%s is closed: no plan can be added.", closed[0].display_name)
            )
        employees = self.env["hr.employee"].browse([vals["employee_id"] for vals in vals_list])
        # A transfer takes over the post of the day on which the new plan begins.
        facts = self._get_employee_facts(employees, self.env.context.get("skp_facts_date"))
        completed = [
            {
                **self._prepare_plan_vals(vals, facts[vals["employee_id"]]),
                **(vals if self.env.su else {"employee_id": vals["employee_id"]}),
            }
            for vals in vals_list
        ]
        return self._complete_links(completed)

    @api.model
    def _complete_links(self, vals_list):
        """Return the values with the leader's plan and the users behind the three people added.

        All of it the ORM or a later step would find as well, at the cost of an update of each plan.
        """
        parties = ("employee", "evaluator", "reviewer")
        people_ids = {vals[f"{party}_id"] for vals in vals_list for party in parties}
        people_sudo = self.env["hr.employee"].sudo().browse(filter(None, people_ids))
        users = {person.id: person.user_id.id for person in people_sudo}
        leaders = self._find_leader_plans(vals_list)
        for vals in vals_list:
            vals.setdefault("parent_id", leaders.get((vals["evaluator_id"], vals["period_id"])))
            vals |= {f"{party}_user_id": users.get(vals[f"{party}_id"]) for party in parties}
        return vals_list

    @api.model
    def _find_leader_plans(self, vals_list):
        """Return (evaluator's id, period's id) -> id of the plan below which a new one stands."""
        # Whose plan stands above whose is a fact, whoever makes the plan.
        plans_sudo = self.sudo().search_fetch(
            Domain("employee_id", "in", [vals["evaluator_id"] for vals in vals_list])
            & Domain("period_id", "in", [vals["period_id"] for vals in vals_list])
            & Domain("state", "in", list(LIVE)),
            ["employee_id", "period_id"],
            order="date_start, id",
        )
        return {(plan.employee_id.id, plan.period_id.id): plan.id for plan in plans_sudo}

    @api.model
    def _get_employee_facts(self, employees, date=None):
        """Return employee id -> dict of what a new plan takes over from the person's record.

        :param date: whose post, unit and evaluator count; today's if none
        """
        people = {}  # the org chart of that day is read once, for both questions
        evaluators = employees._get_skp_evaluators(date, people)
        superiors = self.env["hr.employee"].union(*evaluators.values())
        reviewers = superiors._get_skp_evaluators(date, people)
        top = superiors.union(*reviewers.values())
        identities = (employees | top)._get_skp_identities(date)
        versions, facts = employees._get_skp_versions(date), {}
        # Post and unit are on the dated version, which only the personnel office may read.
        for employee_sudo in employees.sudo():
            evaluator = evaluators[employee_sudo.id]
            # At the top the evaluator has nobody above: he reviews, a delegate decides objections.
            reviewer = reviewers.get(evaluator.id, evaluator) or evaluator
            facts[employee_sudo.id] = self._prepare_employee_facts(
                employee_sudo, versions[employee_sudo.id], evaluator, reviewer, identities
            )
        return facts

    @api.model
    def _prepare_employee_facts(self, employee_sudo, version_sudo, evaluator, reviewer, identities):
        department_sudo = version_sudo.department_id
        heads = department_sudo.is_independent_unit and department_sudo.manager_id == employee_sudo
        is_jpt = version_sudo.job_id.position_group == "jpt"
        return {
            "employee_name": employee_sudo.name,
            "department_id": department_sudo.id,
            "job_id": version_sudo.job_id.id,
            "company_id": employee_sudo.company_id.id,
            "form": "jpt" if is_jpt or heads else "ja_jf",
            "evaluator_id": evaluator.id,
            "reviewer_id": reviewer.id,
            "identity": {
                "employee": identities[employee_sudo.id],
                "evaluator": identities.get(evaluator.id, {}),
                "reviewer": identities.get(reviewer.id, {}),
            },
        }

    @api.model
    def _prepare_plan_vals(self, vals, facts):
        """Return the values of one new plan; a hook for agencies with fields of their own."""
        period = self.env["hr.skp.period"].browse(vals["period_id"])
        return {
            **facts,
            "period_id": period.id,
            "date_start": vals.get("date_start") or period.date_start,
            "date_end": vals.get("date_end") or period.date_end,
            "approach": vals.get("approach") or period.approach,
        }

    # ------------------------------------------------------------
    # LINKS
    # ------------------------------------------------------------

    def _link_leaders(self):
        """Link these plans to their leader's."""
        self._link(SQL("child.id IN %s", tuple(self.ids or [0])))

    def _link_subordinates(self):
        """Link plans of the subordinates, which are older or as new, to these."""
        self._link(
            SQL(
                "leader.id IN %s AND child.evaluator_id IN %s",
                tuple(self.ids or [0]),
                tuple(self.employee_id.ids or [0]),
            )
        )

    def _link(self, condition):
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE hr_skp child SET parent_id = leader.id
                  FROM hr_skp leader
                 WHERE leader.employee_id = child.evaluator_id
                   AND leader.period_id = child.period_id
                   AND leader.state IN %(live)s AND child.state IN %(live)s
                   AND child.parent_id IS NULL AND %(condition)s
                """,
                live=tuple(LIVE),
                condition=condition,
            )
        )
        self.invalidate_model(["parent_id", "child_ids"])
