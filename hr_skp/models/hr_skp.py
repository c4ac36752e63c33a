from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.codes import APPROACHES, FORMS
from ..rules.plan_states import LIVE, STATES
from .frozen_json import FrozenJson
from .hr_skp_content_mixin import without_defaults

#: Stored computed fields that a new plan is given, so that nothing of it is computed again.
GIVEN_FIELDS = ("employee_user_id", "evaluator_user_id", "reviewer_user_id", "waiting_on_id")


class HrSkp(models.Model):
    """One person's performance plan (SKP) for a year or a part of it.

    Who may what (facts of the data, not groups; see :meth:`_get_role_domains`):

    * the employee reads his plan and edits results, indicators and commitments while it is a draft
      or being revised; he proposes and withdraws;
    * the evaluator, or who acts for him on the day, edits likewise, sets special expectations,
      agrees, returns, opens a revision, sets the plan of one who does not propose;
    * a direct subordinate or matrix member reads the leader's results and indicators, nothing else;
    * a unit head and the officers of a unit read what is below; officers of the agency read all,
      cancel and refresh; auditors read all;
    * a colleague sees nothing, and nobody decides on his own plan whatever groups he has.

    State, revision, dates, evaluator and snapshots move through the methods only: a write of them
    by anybody is refused in :meth:`write`.
    """

    _name = "hr.skp"
    _description = "SKP"
    _inherit = ["mail.thread", "hr.skp.activity.mixin", "hr.skp.link.guard", "hr.skp.role.mixin"]
    # The latest year first: periods are ordered so.
    _order = "period_id, employee_name, id"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]
    _check_company_auto = True

    # Who evaluates follows from the rules, and may be the official of another agency.
    _completed_links = frozenset({"evaluator_id", "reviewer_id"})
    _completed_columns = frozenset(GIVEN_FIELDS)

    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_name = fields.Char("Name", readonly=True, index="trigram")
    employee_user_id = fields.Many2one(
        "res.users",
        "Employee's user",
        related="employee_id.user_id",
        store=True,
        index="btree_not_null",
    )
    period_id = fields.Many2one(
        "hr.skp.period", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("Until", required=True, readonly=True)
    approach = fields.Selection(APPROACHES, required=True)
    form = fields.Selection(FORMS, required=True, readonly=True)
    evaluator_id = fields.Many2one("hr.employee", readonly=True, index=True, ondelete="restrict")
    evaluator_user_id = fields.Many2one(
        "res.users",
        "Evaluator's user",
        related="evaluator_id.user_id",
        store=True,
        index="btree_not_null",
    )
    reviewer_id = fields.Many2one(
        "hr.employee", "Evaluator's superior", readonly=True, index=True, ondelete="restrict"
    )
    reviewer_user_id = fields.Many2one(
        "res.users",
        "Reviewer's user",
        related="reviewer_id.user_id",
        store=True,
        index="btree_not_null",
    )
    parent_id = fields.Many2one(
        "hr.skp", "Leader's SKP", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    child_ids = fields.One2many("hr.skp", "parent_id", "Plans of the subordinates")
    department_id = fields.Many2one("hr.department", "Unit", readonly=True, index=True)
    job_id = fields.Many2one("hr.job", "Post", readonly=True, index=True)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True, index=True)
    identity = FrozenJson(
        readonly=True,
        help="What documents print of employee, evaluator and reviewer, as it was when set.",
    )
    state = fields.Selection(STATES, default="draft", required=True, readonly=True, index=True)
    revision = fields.Integer(readonly=True, help="How often this plan has been agreed.")
    state_reason = fields.Text("Reason", readonly=True)
    proposed_on = fields.Datetime("Proposed", readonly=True)
    agreed_on = fields.Datetime("Agreed", readonly=True)

    result_ids = fields.One2many("hr.skp.result", "skp_id", "Results")
    behaviour_ids = fields.One2many("hr.skp.behaviour", "skp_id", "Behaviours")
    commitment_ids = fields.One2many("hr.skp.commitment", "skp_id", "Annex")
    matrix_ids = fields.One2many("hr.skp.matrix", "skp_id", "Role-result matrices")
    revision_ids = fields.One2many("hr.skp.revision", "skp_id", "Revisions", readonly=True)
    document_ids = fields.One2many("hr.skp.document", "skp_id", readonly=True)
    log_ids = fields.One2many("hr.skp.log", "skp_id", readonly=True)
    result_count = fields.Integer(compute="_compute_result_count")
    employee_position = fields.Char("Position", compute="_compute_employee_position")
    evaluator_label = fields.Char("Evaluator (as printed)", compute="_compute_evaluator_label")

    _employee_period_uniq = models.UniqueIndex(
        "(employee_id, period_id, date_start) WHERE state != 'cancelled'",
        "This employee already has an SKP that starts on this day.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A plan cannot end before it starts."
    )
    _evaluator_check = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id != employee_id)", "Nobody evaluates himself."
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("employee_name", "period_id.year")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"SKP {plan.period_id.year or ''} · {plan.employee_name or ''}"

    @api.depends("identity")
    def _compute_employee_position(self):
        for plan in self:
            employee = (plan.identity or {}).get("employee") or {}
            plan.employee_position = employee.get("position")

    @api.depends("identity")
    def _compute_evaluator_label(self):
        for plan in self:
            evaluator = (plan.identity or {}).get("evaluator") or {}
            plan.evaluator_label = " · ".join(
                filter(None, (evaluator.get("name"), evaluator.get("position")))
            )

    @api.depends("result_ids")
    def _compute_result_count(self):
        # Who reads a plan reads its results.
        groups = (
            self.env["hr.skp.result"]
            .sudo()
            ._read_group([("skp_id", "in", self.ids)], ["skp_id"], ["__count"])
        )
        counts = {plan.id: count for plan, count in groups}
        for count, plans in self.grouped(lambda plan: counts.get(plan.id, 0)).items():
            plans.result_count = count

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        return super(HrSkp, without_defaults(self)).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(self._complete_vals_list(vals_list))
        for name in GIVEN_FIELDS:
            self.env.remove_to_compute(self._fields[name], plans)
        plans._create_behaviours()
        plans._link_subordinates()
        return plans

    def write(self, vals):
        if not self.env.su:
            self._check_write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_never_agreed(self):
        if any(plan.revision or plan.state not in ("draft", "cancelled") for plan in self):
            raise UserError(
                self.env._("A plan that was proposed or agreed is cancelled, never deleted.")
            )

    def _check_write(self, vals):
        """Refuse every field that only the plan's own steps may change."""
        allowed = self._get_writable_fields()
        refused = [name for name in vals if name not in allowed]
        if refused:
            labels = [self._fields[name]._description_string(self.env) for name in refused]
            raise AccessError(
                self.env._(
                    "%(fields)s of an SKP is changed by its own steps only (propose, agree, …).",
                    fields=", ".join(labels),
                )
            )
        if allowed & set(vals):
            self._check_editable()

    @api.model
    def _get_writable_fields(self):
        """Return the fields that people may write directly; lines guard themselves."""
        return {"approach", "result_ids", "behaviour_ids", "commitment_ids", "matrix_ids"}

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

    def _create_behaviours(self):
        """Give each plan its seven behaviour lines, in one statement."""
        if not self:
            return
        self.env["hr.skp.behaviour"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO hr_skp_behaviour
                       (skp_id, core_value_id, sequence, create_uid, create_date,
                        write_uid, write_date)
                SELECT p.id, c.id, c.sequence, %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM hr_skp p, hr_skp_core_value c
                 WHERE p.id IN %(ids)s AND c.active
                """,
                uid=self.env.uid,
                ids=tuple(self.ids),
            )
        )
        self.invalidate_recordset(["behaviour_ids"])

    def _link_leaders(self):
        """Link these plans to their leader's."""
        self._link(SQL("child.id IN %s", tuple(self.ids or [0])))

    def _link_subordinates(self):
        """Link plans of the subordinates, which are older or as new, to these."""
        self._link(SQL("leader.id IN %s", tuple(self.ids or [0])))

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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_open_mine(self):
        """Open my newest living plan, or the list with its hint where there is none."""
        plan = self.search(
            Domain("employee_user_id", "=", self.env.uid) & Domain("state", "!=", "cancelled"),
            order="date_start desc",
            limit=1,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action_mine")
        if plan:
            action |= {"res_id": plan.id, "view_mode": "form", "views": [(False, "form")]}
        return action

    def action_renew(self):
        """Officer: make a new draft in place of plans that were cancelled by mistake."""
        roles = self._get_roles()
        if any("officer" not in roles[plan.id] or plan.state != "cancelled" for plan in self):
            raise UserError(
                self.env._("Only an officer renews a plan, a cancelled one, and never his own.")
            )
        new = self.create(
            [
                {
                    "employee_id": plan.employee_id.id,
                    "period_id": plan.period_id.id,
                    "date_start": plan.date_start,
                    "date_end": plan.date_end,
                }
                for plan in self
            ]
        )
        self.env["hr.skp.log"]._append(new, "renew")
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        return action | {"res_id": new[:1].id, "view_mode": "form", "views": [(False, "form")]}

    def action_refresh(self):
        """Take over name, rank, post, unit and evaluator anew from the personnel record.

        For the officers, on plans that are still open and not their own: a change in HR never
        rewrites an open plan by itself.
        """
        self._check_officer_step()
        facts = self._get_employee_facts(self.employee_id)
        # The officer may refresh, not write: the values come from the record, not from him.
        for plan_sudo in self.sudo():
            plan_sudo.write({**facts[plan_sudo.employee_id.id], "parent_id": False})
        self._link_leaders()
        self.env["hr.skp.log"]._append(self, "refresh")
        return True
