from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..rules import nip as nip_rules
from ..rules.evaluator import Agency, Person, find_evaluator


class HrEmployee(models.Model):
    """A person (pegawai).

    What we add to the person is for the personnel office only; what a plan shows of him is a
    snapshot on the plan.  Linking a user to somebody who has a plan is for the SKP administrator.
    """

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.skp.acting"]

    nip = fields.Char(
        "NIP / NI PPPK",
        copy=False,
        index="btree_not_null",
        groups="hr.group_hr_user",
        tracking=True,
    )
    nip_warning = fields.Char(compute="_compute_nip_warning", groups="hr.group_hr_user")
    siasn_id = fields.Char("SIASN id", copy=False, groups="hr.group_hr_user")
    nip_former = fields.Char(
        "Former numbers", copy=False, groups="hr.group_hr_user", help="Separated by commas."
    )
    skp_code = fields.Char(
        "Employee code",
        copy=False,
        index="btree_not_null",
        groups="hr.group_hr_user",
        help="The agency's own key, by which imports find who has no NIP.",
    )
    skp_evaluator_override_id = fields.Many2one(
        "hr.employee",
        "Evaluator (override)",
        groups="hr.group_hr_user",
        help="Evaluates this person whatever the org chart and the rule table say.",
    )
    skp_delegation_ids = fields.One2many(
        "hr.skp.delegation", "official_id", "Delegations given", groups="hr.group_hr_user"
    )
    skp_ids = fields.One2many("hr.skp", "employee_id", "SKP", groups="hr.group_hr_user")
    skp_count = fields.Integer(compute="_compute_skp_count", groups="hr.group_hr_user")

    _skp_code_uniq = models.UniqueIndex(
        "(company_id, skp_code) WHERE skp_code != ''",
        "This code belongs to another employee of the agency.",
    )

    @api.depends("nip", "asn_kind", "birthday", "sex")
    def _compute_nip_warning(self):
        sentences = self._get_nip_sentences()
        for employee in self:
            codes = nip_rules.number_warnings(
                employee.nip, employee.asn_kind, employee.birthday, employee.sex
            )
            employee.nip_warning = " ".join(sentences[code] for code in codes)

    def _compute_skp_count(self):
        groups = self.env["hr.skp"]._read_group(
            [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
        )
        counts = {employee.id: count for employee, count in groups}
        for employee in self:
            employee.skp_count = counts.get(employee.id, 0)

    def _get_nip_sentences(self):
        """Return the sentence for every code of ``rules.nip``."""
        _ = self.env._
        return {
            nip_rules.NOT_18_DIGITS: _("It must have 18 digits."),
            nip_rules.IMPOSSIBLE_BIRTH_DATE: _("Its first eight digits are no date of birth."),
            nip_rules.IMPOSSIBLE_START: _("Its start year and month do not exist."),
            nip_rules.WRONG_SEX_DIGIT: _("Its sex digit must be 1 or 2."),
            nip_rules.WRONG_SEQUENCE: _("Its sequence cannot be 000."),
            nip_rules.BIRTHDAY_DIFFERS: _("The number disagrees with the birthday."),
            nip_rules.SEX_DIFFERS: _("The number disagrees with the sex."),
            nip_rules.TOO_YOUNG_AT_START: _("By the number, very young at the start."),
            nip_rules.TOO_OLD_AT_START: _("By the number, very old at the start."),
        }

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("nip", "asn_kind", "company_id")
    def _check_nip(self):
        """Refuse impossible numbers and numbers taken in the agency, all offenders at once."""
        sentences = self._get_nip_sentences()
        problems = []
        for employee in self.filtered("nip"):
            codes = nip_rules.check_number(employee.nip, employee.asn_kind)
            problems += [f"{employee.name} ({employee.nip}): {sentences[code]}" for code in codes]
        problems += [
            self.env._("%(nip)s belongs to more than one employee: %(names)s", nip=nip, names=names)
            for nip, names in self._get_duplicate_nips()
        ]
        if problems:
            raise ValidationError("\n".join(problems))

    def _get_duplicate_nips(self):
        groups = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            ._read_group(
                [("nip", "in", self.filtered("nip").mapped("nip"))],
                ["company_id", "nip"],
                ["id:recordset"],
                having=[("__count", ">", 1)],
            )
        )
        return [(nip, ", ".join(people.mapped("name"))) for _company, nip, people in groups]

    @api.constrains("skp_evaluator_override_id")
    def _check_evaluator_override(self):
        for employee in self:
            if employee.skp_evaluator_override_id == employee:
                raise ValidationError(self.env._("Nobody evaluates himself: %s", employee.name))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._normalise_nip(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._normalise_nip(vals)
        if "resource_id" in vals:
            # A person is whose resource it is: whose user that has, whatever one reads of it.
            resource_sudo = self.env["resource.resource"].sudo().browse(vals["resource_id"])
            self._check_user_link(resource_sudo.user_id.id)
        if "user_id" in vals:
            self._check_user_link(vals["user_id"])
        if "parent_id" in vals or "skp_evaluator_override_id" in vals:
            self._check_not_raising_oneself(vals)
        return super().write(vals)

    def _normalise_nip(self, vals):
        if vals.get("nip"):
            vals["nip"] = nip_rules.normalise_number(vals["nip"])

    def _check_user_link(self, user_id):
        """Whoever holds the user holds the person's plan: the SKP administrator decides, logged.

        Of himself another one does: linked to somebody he would read and judge in his name, cut off
        from his own file he would be a stranger to it.
        """
        changed = self.filtered(lambda employee: (employee.user_id.id or False) != user_id)
        # The check must see plans that the acting user himself may not read.
        plans_sudo = self.env["hr.skp"].sudo()
        concerned_sudo = plans_sudo.search(
            ["|", ("employee_id", "in", changed.ids), ("evaluator_id", "in", changed.ids)]
        )
        if self.env.su or not (concerned_sudo or changed._hold_a_place()):
            return
        if not self.env.user.has_group("hr_skp.group_skp_manager"):
            raise AccessError(
                self.env._(
                    "%(names)s already have or evaluate an SKP: only the SKP administrator may "
                    "link another user to them.",
                    names=", ".join(changed.mapped("name")),
                )
            )
        if self.env.uid == user_id or self.env.user in changed.user_id:
            raise AccessError(
                self.env._(
                    "You cannot change whom your own account belongs to: another SKP administrator "
                    "has to do it."
                )
            )
        self.env["hr.skp.log"]._append(concerned_sudo, "relink_user")

    def _hold_a_place(self):
        """Tell whether one of these reads or decides on others' plans: by unit, chart or order."""
        # Places count whether or not the acting user may see them.
        return any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count(["|", (left, "in", self.ids), (right, "in", self.ids)], limit=1)
            for model, left, right in (
                ("hr.department", "manager_id", "manager_id"),
                ("hr.employee", "parent_id", "skp_evaluator_override_id"),
                ("hr.skp.delegation", "official_id", "delegate_id"),
                ("hr.skp.team", "leader_id", "leader_id"),
            )
        )

    def _check_not_raising_oneself(self, vals):
        """Nobody of the personnel office becomes somebody's evaluator by his own hand."""
        if self.env.su:
            return
        own_ids = self._get_own_ids()
        if "skp_evaluator_override_id" in vals and own_ids & set(self.ids):
            raise UserError(self.env._("Who evaluates you is for somebody else to say."))
        raised = [
            name
            for name in ("parent_id", "skp_evaluator_override_id")
            if vals.get(name) in own_ids and any(person[name].id != vals[name] for person in self)
        ]
        if not raised:
            return
        raise UserError(
            self.env._(
                "You cannot make yourself the superior or evaluator of somebody: "
                "somebody else of the personnel office has to do it."
            )
        )

    @api.model
    def _get_own_ids(self):
        """Return the ids of the acting user's own records, archived ones too: they come back."""
        own_sudo = self.sudo().with_context(active_test=False)
        return set(own_sudo.search([("user_id", "=", self.env.uid)])._ids)

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_skp_evaluators(self, date=None, people=None):
        """Return who evaluates each of these employees on ``date``.

        :param people: what was read of the org chart on that day so far; grows by what is missing
        :return: mapping employee id -> ``hr.employee`` (empty where the rules find nobody)
        """
        findings = self._get_skp_evaluator_findings(date, people)
        return {
            employee.id: self.browse(findings[employee.id].evaluator or []) for employee in self
        }

    def _get_skp_evaluator_findings(self, date=None, people=None):
        """Return id -> :class:`~..rules.evaluator.Finding`; one query a level of the org chart."""
        date = date or self.env.company.sudo()._get_skp_today()
        people = self._load_superiors(date, people)
        findings = {}
        # The rule table's officials are facts of the agency, whoever asks.
        people_sudo = self.sudo()._fetch_for_plans()
        for company_sudo, employees in people_sudo.grouped("company_id").items():
            agency = Agency(
                company_sudo.agency_kind,
                company_sudo.agency_head_id.id or None,
                company_sudo.coordinating_minister_id.id or None,
            )
            findings.update({e: find_evaluator(e, people, agency) for e in employees.ids})
        return findings

    def _load_superiors(self, date, people=None):
        """Return id -> :class:`~..rules.evaluator.Person` of these employees and all above.

        :param people: such a mapping of the same day, completed instead of read anew
        """
        people = {} if people is None else people
        wanted = set(self.ids) - people.keys()
        if wanted:
            self.env.flush_all()
        while wanted:
            rows = self.env.execute_query(self._superiors_sql(tuple(wanted), date))
            level = {row[0]: Person(*row) for row in rows}
            people.update(level)
            wanted = {p.manager for p in level.values() if p.manager} - people.keys()
        return people

    def _superiors_sql(self, employee_ids, date):
        return SQL(
            """
            SELECT e.id, e.parent_id, e.skp_evaluator_override_id, j.asn_position, v.asn_kind,
                   EXISTS (SELECT 1 FROM hr_department d
                            WHERE d.manager_id = e.id AND d.is_independent_unit AND d.active),
                   EXISTS (SELECT 1 FROM hr_skp_delegation g
                            WHERE g.delegate_id = e.id AND g.kind = 'delegate'
                              AND g.date_start <= %(date)s AND g.date_end >= %(date)s)
              FROM hr_employee e
         LEFT JOIN LATERAL (
                   SELECT job_id, asn_kind FROM hr_version
                    WHERE employee_id = e.id AND active
                 ORDER BY date_version <= %(date)s DESC, abs(date_version - %(date)s)
                    LIMIT 1) v ON TRUE
         LEFT JOIN hr_job j ON j.id = v.job_id
             WHERE e.id IN %(ids)s
            """,
            date=date,
            ids=employee_ids,
        )

    def _get_skp_versions(self, date=None):
        """Return id -> the version that holds post, unit and rank on ``date`` (else: today's).

        Before the first one recorded, that first one.
        """
        # Post and unit are on the dated version, which only the personnel office may read.
        if not date or not self:
            return {member_sudo.id: member_sudo.current_version_id for member_sudo in self.sudo()}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (employee_id) employee_id, id FROM hr_version
                 WHERE employee_id IN %(ids)s AND active
              ORDER BY employee_id, date_version <= %(date)s DESC, abs(date_version - %(date)s)
                """,
                ids=tuple(self.ids),
                date=date,
            )
        )
        versions_sudo = self.env["hr.version"].sudo().browse([row[1] for row in rows])
        return dict(zip([row[0] for row in rows], versions_sudo, strict=True))

    def _fetch_for_plans(self):
        """Read what plans need of these people: their records have ten times as many columns."""
        self.fetch(["name", "nip", "company_id", "user_id", "current_version_id"])
        return self

    def _get_skp_identities(self, date=None):
        """Return id -> what official documents print of the person (NAMA … UNIT KERJA).

        Plain values for a snapshot: ``name number number_label rank position unit``.
        """
        # Rank, number and post are private to the personnel office, yet printed on every plan.
        people_sudo = self.sudo()._fetch_for_plans()
        identities, versions = {}, self._get_skp_versions(date)
        versions_sudo = self.env["hr.version"].sudo().union(*versions.values())
        versions_sudo.fetch(["asn_grade_id", "asn_kind", "job_title", "job_id", "department_id"])
        for employee_sudo in people_sudo:
            version_sudo = versions[employee_sudo.id]
            grade = version_sudo.asn_grade_id
            identities[employee_sudo.id] = {
                "name": employee_sudo.name or "",
                "number": nip_rules.normalise_number(employee_sudo.nip),
                "number_label": nip_rules.number_label(version_sudo.asn_kind, employee_sudo.nip),
                "rank": grade._get_label() if grade else "",
                "position": version_sudo.job_title or version_sudo.job_id.name or "",
                "unit": version_sudo.department_id.name or "",
            }
        return identities

    def action_open_skp(self):
        """Open the plans of this employee that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_skp.hr_skp_action")
        return {**action, "domain": [("employee_id", "=", self.id)], "context": {}}
