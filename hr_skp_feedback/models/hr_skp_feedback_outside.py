from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.hr_skp.rules.assignment_states import APPROVED
from odoo.addons.hr_skp.rules.plan_states import LIVE

from ..rules.feedback import LINK_REMARKS, LINK_TEXT

#: What the official may say of a remark, apart from its words.
TONES = ("good", "improve", "other")


class HrSkpFeedback(models.Model):
    """What an official outside the agency says through the link of his assignment.

    He has no user: the assignment behind the secret names him, and its result whom it is about.
    It is kept as feedback from outside with him as its source; nobody of the agency gave it, so
    nobody changes its words.
    """

    _inherit = "hr.skp.feedback"

    by_link = fields.Boolean(
        "Through the official's link",
        readonly=True,
        copy=False,
        help="Written by the outside official himself, not recorded by the evaluator.",
    )

    @api.model
    def _give_by_link(self, nominee_sudo, tone, text):
        """Record what the outside official says of the result of one of his people.

        The very same again is the same: a page that is sent twice adds nothing.

        :param nominee_sudo: a person of the assignment whose link holds, elevated
        :raise UserError: in a plain sentence, where it cannot be said (any more)
        """
        text = self._clean(text)
        nominee_sudo._check_outside_speaks()
        if not text:
            raise UserError(self.env._("Write what you want to say."))
        if len(text) > LINK_TEXT:
            raise UserError(
                self.env._("That is too long: at most %s characters.", f"{LINK_TEXT:n}")
            )
        if tone not in TONES:
            raise UserError(self.env._("Say whether it is good or to be improved."))
        said_sudo = nominee_sudo._get_outside_said()
        if twin := said_sudo.filtered(lambda f: (f.name, f.tone) == (text, tone)):
            return twin[:1]
        if len(said_sudo) >= LINK_REMARKS:
            raise UserError(
                self.env._("You have said much already: write to the agency about the rest.")
            )
        return self.sudo().create(nominee_sudo._prepare_outside_remark(tone, text))

    def _prepare_outside_entry(self):
        """Return what an outside official reads of what he said himself."""
        self.ensure_one()
        tones = dict(self._fields["tone"]._description_selection(self.env))
        return {
            "date": format_date(self.env, self.date, date_format="d MMM yyyy"),
            "tone": self.tone,
            "tone_label": tones[self.tone],
            "text": self.name,
            "response": self.response or "",
        }


class HrSkpAssignmentNominee(models.Model):
    """A person of an outside official's assignment: what he is shown of him, and may say."""

    _inherit = "hr.skp.assignment.nominee"

    def _prepare_outside_remark(self, tone, text):
        self.ensure_one()
        source = self.assignment_id.assigner_label
        return {
            "skp_id": self.result_id.skp_id.id,
            "result_id": self.result_id.id,
            "relation": "outside",
            "source_name": source,
            "source_label": source,
            # Whoever holds the link has no account: nobody of the agency gave it.
            "giver_id": False,
            "giver_name": False,
            "by_link": True,
            "date": self.result_id.company_id._get_skp_today(),
            "tone": tone,
            "name": text,
        }

    def _check_outside_speaks(self):
        if not self._outside_speaks():
            raise UserError(
                self.env._("Nothing can be said of this result now: it is not agreed, or over.")
            )

    def _outside_speaks(self):
        """Tell whether feedback on this person's result is taken now; the nominee is elevated."""
        self.ensure_one()
        result, plan = self.result_id, self.result_id.skp_id
        return bool(
            self.state == APPROVED
            and result.active
            and result.agreed_revision
            and plan.revision
            and plan.state in LIVE
        )

    def _get_outside_said(self):
        """Return what was said through the link of this person's result, the newest first."""
        if not self.result_id:
            return self.env["hr.skp.feedback"]
        return self.env["hr.skp.feedback"].search(
            Domain("result_id", "=", self.result_id.id) & Domain("by_link", "=", True)
        )

    def _get_outside_progress(self):
        """Return what was achieved of the agreed results that the official asked for; elevated."""
        given = self.filtered(lambda n: n.state == APPROVED and n.result_id.agreed_revision)
        return self.env["hr.skp.progress"].search(Domain("result_id", "in", given.result_id.ids))

    def _get_outside_file(self, file_id):
        """Return this file, if it is evidence of what the official follows; else nothing."""
        files = self._get_outside_progress()._get_evidence_files_sudo()
        found = self.env["ir.attachment"].union(*files.values())
        return found.filtered(lambda file: file.id == file_id)

    def _prepare_outside_person(self):
        """Add what was achieved of the result, what he said of it, and whether he may say more."""
        shown = super()._prepare_outside_person()
        progress = self._get_outside_progress()
        evidence = progress._get_evidence() if progress else {}
        return {
            **shown,
            "nominee_id": self.id,
            "speaks": self._outside_speaks(),
            "progress": [entry._prepare_outside_entry(evidence[entry.id]) for entry in progress],
            "said": [entry._prepare_outside_entry() for entry in self._get_outside_said()],
        }


class HrSkpProgress(models.Model):
    _inherit = "hr.skp.progress"

    def _prepare_outside_entry(self, evidence):
        """Return what an outside official reads of an achievement of his result.

        :param evidence: its files and links, as :meth:`_get_evidence` has them
        """
        self.ensure_one()
        return {
            "date": format_date(self.env, self.date, date_format="d MMM yyyy"),
            "value": self.value_label or "",
            "text": self.name or "",
            "is_final": self.is_final,
            "evidence": [
                {"name": piece["name"], "id": piece.get("id"), "url": piece["url"]}
                for piece in evidence
            ],
        }
