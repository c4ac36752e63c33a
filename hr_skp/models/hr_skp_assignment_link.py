import hashlib
import hmac
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_date

from ..report.documents import labels
from ..rules.assignment_states import ANSWERABLE, APPROVED, CANCELLED, DECIDED, DONE
from ..rules.outside_link import (
    ASKED_PER_HOUR,
    OPEN,
    TOO_MANY,
    UNKNOWN,
    digest,
    link_status,
    new_token,
)

#: In which states of an assignment its outside official may be shown it.
SHOWN = ANSWERABLE | {DONE}
#: To whom the link is to hand out: who stands for the official, and who gives his people.
SENDERS = frozenset({"assigner", "evaluator"})


class HrSkpAssignmentLink(models.Model):
    """A link by which an official outside the agency sees the assignment that he asked for.

    He has no user: whoever holds the secret reads the request, the answer and the result, nothing
    else.  Of the secret only its hash is kept.  The newest link of an assignment is the one that
    holds, until its day or until it is revoked.  Only the methods below read and write these.
    """

    _name = "hr.skp.assignment.link"
    _description = "Link of an outside official"
    _order = "id desc"

    assignment_id = fields.Many2one(
        "hr.skp.assignment", required=True, readonly=True, index=True, ondelete="cascade"
    )
    token_hash = fields.Char(required=True, readonly=True)
    email = fields.Char(readonly=True)
    expires_on = fields.Date(required=True, readonly=True)
    is_revoked = fields.Boolean(readonly=True)
    opened_on = fields.Datetime("Last opened", readonly=True)

    _token_uniq = models.UniqueIndex("(token_hash)", "This link exists already.")

    @api.depends("email", "expires_on")
    def _compute_display_name(self):
        for link in self:
            link.display_name = f"{link.email or ''} · {link.expires_on or ''}"

    @api.model
    def _issue(self, assignments):
        """Make one new link for each, in place of the earlier ones; return id -> its secret."""
        tokens = {assignment.id: new_token() for assignment in assignments}
        self._revoke(assignments)
        # The right to hand out a link is the caller's to check.
        links_sudo = self.sudo()
        links_sudo.create(
            [
                {
                    "assignment_id": assignment_sudo.id,
                    "token_hash": digest(tokens[assignment_sudo.id]),
                    "email": assignment_sudo.outside_email,
                    "expires_on": assignment_sudo._get_outside_expiry(),
                }
                for assignment_sudo in assignments.sudo()
            ]
        )
        return tokens

    @api.model
    def _revoke(self, assignments):
        """End the links of these assignments that still hold; return their assignments."""
        # The right to is the caller's to check.
        holding_sudo = self.sudo().search(
            [("assignment_id", "in", assignments.ids), ("is_revoked", "=", False)]
        )
        holding_sudo.is_revoked = True
        return holding_sudo.assignment_id.with_env(self.env)

    def _get_status(self):
        self.ensure_one()
        over = self.assignment_id.state not in SHOWN or not self.assignment_id.is_outside
        today = self.assignment_id.company_id._get_skp_today()
        return link_status(self.expires_on, self.is_revoked, over, today)

    @api.model
    def _open(self, token, source):
        """Return ``(status, link)`` of a secret: the one door for every page behind such a link.

        The link is elevated, and empty unless its status is OPEN.  Further addons show or take no
        more than what concerns ``link.assignment_id``.

        :param token: the secret from the address, as it came
        :param source: who asks (an address); too many from one are refused
        """
        # Whoever holds the secret need not have a user.
        links_sudo = self.sudo()
        if not self.env["hr.skp.assignment.link.visit"]._admit(source):
            return TOO_MANY, links_sudo
        wanted = digest(token or "")
        link_sudo = links_sudo.search([("token_hash", "=", wanted)])
        if not link_sudo or not hmac.compare_digest(link_sudo.token_hash, wanted):
            return UNKNOWN, links_sudo
        status = link_sudo._get_status()
        if status != OPEN:
            return status, links_sudo
        link_sudo._note_opening()
        return status, link_sudo

    def _note_opening(self):
        """Log the opening, once a day: what happens is to be seen, not how often he looks."""
        now = fields.Datetime.now()
        if not self.opened_on or self.opened_on.date() < now.date():
            self.env["hr.skp.log"]._append(self.assignment_id, "assignment_link_open")
        self.opened_on = now


class HrSkpAssignmentLinkVisit(models.Model):
    """How often an address asked for a link lately; of the address only a hash, for a day."""

    _name = "hr.skp.assignment.link.visit"
    _description = "Visit of an outside official's link"
    _log_access = False

    source = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _source_idx = models.Index("(source, date)")

    @api.depends("date")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = str(visit.date or "")

    @api.model
    def _admit(self, source):
        """Note a visit; tell whether the address has not asked too often within the hour."""
        now = fields.Datetime.now()
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret") or ""
        key = hashlib.sha256(f"{secret}{source}".encode()).hexdigest()
        # Nobody's to read or to write: counted here only.
        visits_sudo = self.sudo()
        recent = [("source", "=", key), ("date", ">", now - timedelta(hours=1))]
        if visits_sudo.search_count(recent, limit=ASKED_PER_HOUR) >= ASKED_PER_HOUR:
            return False
        visits_sudo.create({"source": key, "date": now})
        return True

    @api.autovacuum
    def _gc_visits(self):
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.sudo().search([("date", "<", yesterday)], limit=10_000).unlink()


class HrSkpAssignment(models.Model):
    """What the outside official of an assignment is sent, and what he is shown."""

    _inherit = "hr.skp.assignment"

    outside_email = fields.Char(
        "E-mail of the official", help="Where the link to the request and its answer is sent."
    )
    outside_link_until = fields.Date("Link holds until", compute="_compute_outside_link")
    outside_link_opened = fields.Datetime("Link last opened", compute="_compute_outside_link")
    can_send_link = fields.Boolean(compute="_compute_outside_link", export_string_translation=False)
    can_revoke_link = fields.Boolean(
        compute="_compute_outside_link", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "is_outside", "outside_email")
    def _compute_outside_link(self):
        roles = self._get_roles()
        # Whether a link is out, not what it is.
        links_sudo = self.env["hr.skp.assignment.link"].sudo()
        holding = links_sudo.search([("assignment_id", "in", self.ids), ("is_revoked", "=", False)])
        by_assignment = {link.assignment_id.id: link for link in holding}
        for assignment in self:
            link = by_assignment.get(assignment.id, links_sudo)
            sends = bool(roles.get(assignment.id, set()) & SENDERS) and assignment.is_outside
            holds = bool(link) and link._get_status() == OPEN
            assignment.outside_link_until = holds and sends and link.expires_on
            assignment.outside_link_opened = sends and link.opened_on
            assignment.can_send_link = sends and assignment.state in SHOWN
            assignment.can_revoke_link = sends and holds

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    @api.constrains("outside_email")
    def _check_outside_email(self):
        for assignment in self.filtered("outside_email"):
            if not email_normalize(assignment.outside_email):
                raise UserError(
                    self.env._("“%s” is not one e-mail address.", assignment.outside_email)
                )

    @api.model
    def _get_lasting_fields(self):
        return super()._get_lasting_fields() | {"outside_email"}

    def write(self, vals):
        moved = self.browse()
        if "outside_email" in vals:
            moved = self.filtered(lambda a: a.outside_email != vals["outside_email"])
        result = super().write(vals)
        # What was sent to the former address does not go on to hold.
        self.env["hr.skp.assignment.link"]._revoke(moved)
        return result

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_send_outside_link(self):
        """Who stands for the outside official, or gives his people: mail him a new link.

        The former one no longer holds.

        :raise UserError: where there is no address, or the request was not sent or was cancelled
        """
        self._check_roles(SENDERS)
        for assignment_sudo in self.sudo():
            if not assignment_sudo.is_outside or assignment_sudo.state not in SHOWN:
                raise UserError(
                    self.env._(
                        "“%s” has no outside official to whom it could be shown now.",
                        assignment_sudo.name,
                    )
                )
            if not assignment_sudo.outside_email:
                raise UserError(
                    self.env._("“%s”: enter the official's e-mail first.", assignment_sudo.name)
                )
        self._send_outside_link()
        return self.env["hr.skp.period"]._get_done_notification(
            self.env._("The link was sent to %s.", ", ".join(self.sudo().mapped("outside_email")))
        )

    def action_revoke_outside_link(self):
        """End the outside official's link at once."""
        self._check_roles(SENDERS)
        revoked = self.env["hr.skp.assignment.link"]._revoke(self)
        self.env["hr.skp.log"]._append(revoked, "assignment_link_revoke")
        return True

    def _send_outside_link(self):
        """Issue and mail the links; checks are the caller's."""
        template = self.env.ref("hr_skp.mail_template_outside_link", raise_if_not_found=False)
        if not (self and template):
            return
        tokens = self.env["hr.skp.assignment.link"]._issue(self)
        langs = dict(self.env["res.lang"].get_installed())
        lang = "id_ID" if "id_ID" in langs else self.env.lang
        # Mail servers and templates are the administrator's; the letter is written for the agency.
        template_sudo = template.sudo()
        for assignment_sudo in self.sudo():
            context = assignment_sudo._prepare_outside_letter(lang, tokens[assignment_sudo.id])
            template_sudo.with_context(**context).send_mail(
                assignment_sudo.id,
                # The secret stands in the letter: it goes into no conversation and is not kept.
                email_values={"model": False, "res_id": False, "auto_delete": True},
            )
        self.env["hr.skp.log"]._append(self, "assignment_link_send")

    def _get_outside_expiry(self):
        """Return the last day of a link that is issued today."""
        self.ensure_one()
        days = self.company_id.skp_outside_link_days
        return self.company_id._get_skp_today() + timedelta(days=days)

    def _prepare_outside_letter(self, lang, token):
        """Return what the letter takes from its context: nothing of it is stored."""
        self.ensure_one()
        until = self._get_outside_expiry()
        return {
            "lang": lang,
            "skp_outside_url": f"{self.get_base_url()}/skp/outside/{token}",
            "skp_outside_until": format_date(self.env, until, lang, "d MMMM yyyy"),
        }

    def _tell_assigners(self):
        done = super()._tell_assigners()
        outside_sudo = self.sudo().filtered(
            lambda a: a.is_outside and a.outside_email and a.state == DECIDED
        )
        outside_sudo.with_env(self.env)._send_outside_link()
        return done

    # ------------------------------------------------------------
    # WHAT HE IS SHOWN
    # ------------------------------------------------------------

    def _prepare_outside_page(self):
        """Return what the page behind the link shows, as plain values; the assignment is elevated.

        The request, its answer, the people given and their results under it: nothing else of
        anybody's plan may be added here.
        """
        self.ensure_one()
        dates = (
            labels.long_date(fields.Date.to_string(d)) for d in (self.date_start, self.date_end)
        )
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "name": self.name,
            "description": self.description,
            "official": self.assigner_label,
            "agency": self.company_id.name,
            "year": self.period_id.year,
            "dates": " – ".join(filter(None, dates)),
            "state": self.state,
            "state_label": states[self.state],
            "reason": self.state_reason if self.state in (DECIDED, CANCELLED) else "",
            "people": [nominee._prepare_outside_person() for nominee in self.nominee_ids],
        }


class HrSkpAssignmentNominee(models.Model):
    _inherit = "hr.skp.assignment.nominee"

    def _prepare_outside_person(self):
        """Return what an outside official learns of somebody named; the nominee is elevated."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        result = self.result_id if self.state == APPROVED else self.result_id.browse()
        return {
            "name": self.employee_name,
            "position": self.employee_position or "",
            "state": self.state,
            "state_label": states[self.state],
            "reason": self.reason or "",
            "result": result.name or "",
            "is_agreed": bool(result.agreed_revision),
            "indicators": [
                {"name": indicator.name, "target": indicator._get_full_target()}
                for indicator in result.indicator_ids
            ],
        }


class ResCompany(models.Model):
    _inherit = "res.company"

    skp_outside_link_days = fields.Integer(
        "Days an outside official's link holds", default=30, required=True
    )

    _skp_outside_link_days_check = models.Constraint(
        "CHECK (skp_outside_link_days BETWEEN 1 AND 400)",
        "An outside official's link holds between 1 and 400 days.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    skp_outside_link_days = fields.Integer(
        related="company_id.skp_outside_link_days", readonly=False
    )
