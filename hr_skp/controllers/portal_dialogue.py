from datetime import datetime

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..rules.dialogue_states import APPOINTMENT
from ..rules.plan_states import LIVE

#: What a page may ask for; who may is decided by the dialogue.
STEPS = frozenset({"hold", "replan", "cancel", "confirm", "move", "carry"})
#: As many as one still reads on a phone.
SHOWN = 40
#: Hours to choose from.
DURATIONS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


class SkpDialoguePortal(CustomerPortal):
    """``/my/skp/dialogues``, ``/my/skp/<plan>/dialogue/…``: plan, write, hold, confirm.

    Plain forms with the user's own rights; only the texts save themselves (skp_dialogue.js).
    What somebody may not read does not exist for him: he lands on the list.
    """

    @http.route("/my/skp/dialogues", type="http", auth="user", website=True, readonly=True)
    def portal_skp_dialogues(self, **kw):
        dialogues = request.env["hr.skp.dialogue"]
        if not dialogues.has_access("read"):
            return request.redirect("/my")
        confirm, planned, past = dialogues._get_portal_lists(SHOWN)
        return request.render(
            "hr_skp.portal_skp_dialogues",
            {
                "page_name": "skp_dialogues",
                "confirm": confirm,
                "planned": planned - confirm,
                "past": past,
                "plans": self._get_skp_dialogue_plans(),
            },
        )

    @http.route("/my/skp/<int:skp_id>/dialogue/new", type="http", auth="user", website=True)
    def portal_skp_dialogue_new(self, skp_id, **post):
        """Plan a dialogue on a plan of which one is a party."""
        plan = self._get_skp_of_party(skp_id)
        if not plan:
            return request.redirect("/my/skp/dialogues")
        if request.httprequest.method == "GET":
            return self._render_skp_dialogue_new(plan)
        try:
            with request.env.cr.savepoint():
                vals = self._read_skp_appointment(post)
                dialogue = request.env["hr.skp.dialogue"].create({"skp_id": plan.id, **vals})
        except UserError as refusal:
            return self._render_skp_dialogue_new(plan, str(refusal), post)
        return request.redirect(f"/my/skp/{plan.id}/dialogue/{dialogue.id}")

    @http.route(
        "/my/skp/<int:skp_id>/dialogue/<int:dialogue_id>", type="http", auth="user", website=True
    )
    def portal_skp_dialogue(self, skp_id, dialogue_id, **kw):
        dialogue = self._get_skp_dialogue(skp_id, dialogue_id)
        if not dialogue:
            return request.redirect("/my/skp/dialogues")
        return self._render_skp_dialogue(dialogue)

    @http.route(
        "/my/skp/<int:skp_id>/dialogue/<int:dialogue_id>/<string:step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_skp_dialogue_step(self, skp_id, dialogue_id, step, **post):
        """Take a step; a refusal is a sentence on the page, with all as it was."""
        dialogue = self._get_skp_dialogue(skp_id, dialogue_id)
        if not dialogue:
            return request.redirect("/my/skp/dialogues")
        try:
            with request.env.cr.savepoint():
                self._take_skp_dialogue_step(dialogue, step, post)
        except (AccessError, MissingError):
            error = request.env._("This is no longer there, or not yours to change.")
            return self._render_skp_dialogue(dialogue, error)
        except UserError as refusal:
            return self._render_skp_dialogue(dialogue, str(refusal))
        return request.redirect(f"/my/skp/{skp_id}/dialogue/{dialogue_id}")

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def _take_skp_dialogue_step(self, dialogue, step, post):
        if step not in STEPS:
            raise MissingError(request.env._("There is no such step."))
        if step == "move":
            dialogue.write(self._read_skp_appointment(post))
        elif step == "cancel":
            dialogue.action_cancel(post.get("reason"))
        elif step == "carry":
            chosen = set(request.httprequest.form.getlist("line"))
            lines = dialogue._get_carry_over()
            dialogue._carry_over([line for line in lines if f"{line.kind}:{line.name}" in chosen])
        else:
            getattr(dialogue, f"action_{step}")()

    def _read_skp_appointment(self, post):
        """Return the values of a form that says when and where; a half-filled one is refused."""
        _, dialogues = request.env._, request.env["hr.skp.dialogue"]
        vals = {name: (post[name] or "").strip() for name in APPOINTMENT if name in post}
        try:
            local = datetime.strptime(vals.pop("date_start", "")[:16], "%Y-%m-%dT%H:%M")
            vals["duration"] = float(vals.get("duration") or 1)
        except ValueError:
            raise UserError(_("Choose a day and a time.")) from None
        if "kind" in vals and vals["kind"] not in dialogues._fields["kind"].get_values(request.env):
            raise UserError(_("Choose what the dialogue is about."))
        return {**vals, "date_start": dialogues._to_utc(local)}

    def _get_skp_dialogue_plans(self):
        """Return the living plans on which the user may plan a dialogue."""
        domain = [("is_actionable", "=", True), ("state", "in", list(LIVE))]
        plans = request.env["hr.skp"].search(domain, order="employee_name", limit=SHOWN)
        return plans.sorted(lambda plan: not plan.is_mine)

    def _get_skp_of_party(self, skp_id):
        plan = request.env["hr.skp"].browse(skp_id).exists()
        return plan if plan and plan.has_access("read") and plan.is_actionable else None

    def _get_skp_dialogue(self, skp_id, dialogue_id):
        """Return the dialogue if the user may read it; a foreign one is like one not there."""
        return request.env["hr.skp.dialogue"].search(
            [("id", "=", dialogue_id), ("skp_id", "=", skp_id)]
        )

    def _render_skp_dialogue_new(self, plan, error=None, post=None):
        dialogues = request.env["hr.skp.dialogue"]
        start = dialogues._to_local(dialogues._get_default_start())
        values = {"date_start": start.strftime("%Y-%m-%dT%H:%M"), "duration": "1.0", **(post or {})}
        return request.render(
            "hr_skp.portal_skp_dialogue_new",
            {
                "page_name": "skp_dialogue_new",
                "plan": plan,
                "values": values,
                "error": error,
                **self._prepare_skp_appointment_choices(),
            },
        )

    def _render_skp_dialogue(self, dialogue, error=None):
        return request.render(
            "hr_skp.portal_skp_dialogue",
            {
                "page_name": "skp_dialogue",
                "dialogue": dialogue,
                # Its texts save themselves by the plan's route; a participant only reads.
                "plan_id": dialogue.skp_id.id,
                "things": dialogue._get_agreed_things(),
                "notice": dialogue._get_portal_notice(),
                "values": {
                    "date_start": dialogue._to_local(dialogue.date_start).strftime(
                        "%Y-%m-%dT%H:%M"
                    ),
                    "duration": str(dialogue.duration),
                    "kind": dialogue.kind,
                    "location": dialogue.location,
                    "video_url": dialogue.video_url,
                },
                # Names of those who are there: employees as such are closed to portal users.
                "dialogue_sudo": dialogue.sudo(),
                "carry": dialogue._get_carry_over(),
                "carry_kinds": dict(
                    request.env["hr.skp.commitment"]
                    ._fields["kind"]
                    ._description_selection(request.env)
                ),
                "error": error,
                **self._prepare_skp_appointment_choices(dialogue.duration),
            },
        )

    def _prepare_skp_appointment_choices(self, duration=None):
        """Return what one chooses from; a length given in the backend is among the choices."""
        _, kinds = request.env._, request.env["hr.skp.dialogue"]._fields["kind"]
        hours = sorted({*DURATIONS, duration or DURATIONS[0]})
        return {
            "kinds": kinds._description_selection(request.env),
            "durations": [(str(length), _("%s minutes", round(length * 60))) for length in hours],
        }
