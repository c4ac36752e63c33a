from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Words and choices that a page may give; all else follows from facts.
PORTAL_TEXTS = ("name", "obstacle", "alternative", "source_name")
PORTAL_CODES = ("tone", "channel", "relation", "relayed_from")
PORTAL_LINKS = ("result_id", "core_value_id")
#: As many days before its day as an agreed action stands among the tasks.
TASK_DAYS = 14


class HrSkpFeedback(models.Model):
    """Giving, answering and marking from the portal; every step may be sent twice."""

    _inherit = "hr.skp.feedback"

    @api.model
    def _portal_give(self, employee_id, vals):
        """Give feedback from a page; the very same again is the same.

        :param vals: texts by field, as a browser sends them
        """
        given = {"employee_id": self._to_id(employee_id), **self._prepare_portal_vals(vals)}
        if not given["employee_id"]:
            raise UserError(self.env._("Choose the person first."))
        given.setdefault("date", self.env.company.sudo()._get_skp_today())
        twin = self.search(
            Domain("is_given", "=", True)
            & Domain.AND(
                Domain(name, "=", given.get(name, False))
                for name in ("employee_id", "date", "name", "tone", *PORTAL_LINKS)
            ),
            limit=1,
        )
        return twin or self.create(given)

    def _portal_edit(self, vals, base=None):
        """Change what one said; ``base`` are the words from which the page started.

        :return: ``{"conflict": stored}`` where they were changed elsewhere meanwhile
        """
        self.ensure_one()
        prepared = self._prepare_portal_vals(vals)
        stored = self._clean(self.name)
        if base is not None and stored not in (self._clean(base), prepared["name"]):
            return {"conflict": self.name}
        changed = {
            name: value
            for name, value in prepared.items()
            if self._fields[name].convert_to_write(self[name], self) != value
        }
        if changed:
            self.write(changed)
        return {}

    @api.model
    def _prepare_portal_vals(self, vals):
        """Return what a page sent as values: texts trimmed, no unknown code, no blank words."""
        prepared = {name: self._clean(vals[name]) or False for name in PORTAL_TEXTS if name in vals}
        if not prepared.get("name"):
            raise UserError(self.env._("Write what you want to say."))
        for name in PORTAL_CODES:
            code = vals.get(name)
            if code and code not in self._fields[name].get_values(self.env):
                raise UserError(self.env._("This cannot be changed here."))
            if code:
                prepared[name] = code
        prepared.update(self._prepare_portal_about(vals.get("about")))
        if day := vals.get("date"):
            prepared["date"] = self._to_date(day)
        return prepared

    @api.model
    def _prepare_portal_about(self, about):
        """Return the links of what a page chose: ``result:5``, ``value:3``, or the whole."""
        kind, _colon, number = (about or "").partition(":")
        names = {"result": "result_id", "value": "core_value_id"}
        links = dict.fromkeys(PORTAL_LINKS, False)
        if kind in names:
            links[names[kind]] = self._to_id(number)
        return links

    @api.model
    def _to_id(self, value):
        return int(value) if str(value or "").isdecimal() else False

    @api.model
    def _to_date(self, value):
        try:
            return fields.Date.to_date(value)
        except ValueError as error:
            raise UserError(self.env._("This is no day of the calendar.")) from error

    def _get_portal_offer(self, employee_id):
        """Return what the page of giving offers for a person: his name, his results, my place.

        :return: dict ``employee_id name position results facts``, or None for nobody to choose
        """
        plan_id = self.env["hr.skp"]._get_feedback_plans([employee_id]).get(employee_id)
        if not plan_id:
            return None
        plan = self.env["hr.skp"].browse(plan_id)
        facts = plan._get_giver_facts()[plan_id]
        # Name and post of whom one chose, as everywhere in the agency's list of people.
        person = plan.sudo()._prepare_feedback_person(next(iter(facts), ""))
        results = plan._get_readable_agreed_results().get(plan_id, [])
        return {**person, "results": results, "facts": facts}


class HrSkp(models.Model):
    """Tasks of the portal: to read, to answer, to speak, to develop."""

    _inherit = "hr.skp"

    @api.model
    def _prepare_portal_tasks(self):
        tasks = super()._prepare_portal_tasks()
        if not self.env["hr.skp.feedback"].has_access("read"):
            return tasks
        return (
            tasks
            + self._prepare_reading_tasks()
            + self._prepare_speaking_tasks()
            + self._prepare_development_tasks()
        )

    @api.model
    def _prepare_reading_tasks(self):
        """To answer what is to be improved; else to read what is new."""
        _, entries = self.env._, self.env["hr.skp.feedback"]
        open_plans = Domain("period_id.state", "!=", "closed")
        waiting = entries.search(Domain("is_to_answer", "=", True) & open_plans, order="date, id")
        fresh = entries.search(
            Domain("is_mine", "=", True)
            & Domain("seen_on", "=", False)
            & Domain("relation", "!=", "self")
            & Domain("id", "not in", waiting.ids)
            & open_plans
        )
        tasks = []
        if waiting:
            first = waiting[0]
            title = (
                _("Answer the feedback of %s", first.source_label)
                if len(waiting) == 1
                else _("Answer %s pieces of feedback", len(waiting))
            )
            url = f"/my/skp/feedback/{first.id}" if len(waiting) == 1 else "/my/skp/feedback"
            tasks.append(self._prepare_feedback_task("answer_feedback", title, url))
        if fresh:
            title = (
                _("Read the feedback of %s", fresh.source_label)
                if len(fresh) == 1
                else _("Read %s new pieces of feedback", len(fresh))
            )
            tasks.append(self._prepare_feedback_task("read_feedback", title, "/my/skp/feedback"))
        return tasks

    @api.model
    def _prepare_speaking_tasks(self):
        silent = self.search(Domain("is_feedback_due", "=", True), order="employee_name")
        if not silent:
            return []
        if len(silent) == 1:
            title = self.env._("Give feedback to %s", silent.employee_name)
            url = f"/my/skp/feedback/give?person={silent.employee_id.id}"
        else:
            title = self.env._("%s of your people wait for your feedback", len(silent))
            url = "/my/skp/feedback?tab=team"
        return [self._prepare_feedback_task("give_feedback", title, url)]

    @api.model
    def _prepare_development_tasks(self):
        soon = self.env.company.sudo()._get_skp_today() + relativedelta(days=TASK_DAYS)
        due = self.env["hr.skp.development"].search(
            Domain("is_owned", "=", True)
            & Domain("state", "=", "open")
            & Domain("date_due", "<=", soon)
        )
        tasks = []
        for action in due:
            task = self.new()._prepare_task(
                "development",
                self.env._("Development: %s", action.name),
                action.employee_name if not action.is_mine else "",
                action.date_due,
            )
            tasks.append({**task, "url": f"/my/skp/development#action-{action.id}"})
        return tasks

    @api.model
    def _prepare_feedback_task(self, code, title, url):
        return {**self.new()._prepare_task(code, title), "url": url}
