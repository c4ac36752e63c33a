import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.evaluation_states import DECIDED
from .hr_skp_evaluation_printable import EVALUATION

#: Steps that can be signed, and as whom: the outcome by the evaluator, its receipt by the employee.
SIGNED_MOVES = {"finalise": "evaluator", "receive": "employee", "accept": "employee"}


class HrSkpEvaluation(models.Model):
    """Signing, by the method of the agency (``skp_signature``), as for plans.

    Where it is electronic, finalising answers with the dialog in which the evaluator shows, once
    for all the evaluations of the step, who he is.  The receipt is a fact whether the employee
    signs it or not: signed by :meth:`action_sign` it prints his signature on form 9, else there is
    room for one by hand.
    """

    _inherit = "hr.skp.evaluation"

    skp_signature = fields.Selection(related="company_id.skp_signature", string="Signing")
    # party -> {"name", "by", "at", "method", "image"}; read through the documents only.
    signatures = fields.Json(readonly=True, copy=False, groups="hr_skp.group_skp_manager")

    def action_sign(self, move, password=None, image=None):
        """Take a signed step (finalise, receive, accept) on all of these, signing them at once.

        :param password: one's own, where the agency signs by password; it is kept nowhere
        :param image: the drawn signature, base64, where the agency signs by drawing
        :raise UserError: also when the password is not right: nothing is done then
        """
        if move not in SIGNED_MOVES:
            raise UserError(self.env._("This step is not signed."))
        self._check_move(move)
        signing = self._get_signed_plans()._show_identity(password, image)
        if move == "finalise":
            effective = self._check_finalise()
            self._note_signatures("evaluator", signing)
            self._finalise(effective)
            return True
        self._note_signatures("employee", signing)
        return self.action_receive() if move == "receive" else self.action_accept()

    def _get_signed_plans(self):
        # Whose plans they are is no secret to who takes a step on their evaluations.
        return self.env["hr.skp"].browse(self.sudo().skp_id.ids)

    def _ask_signature(self, move):
        """Return the dialog in which to sign, or None where signing is by hand."""
        action = self._get_signed_plans()._ask_signature(move)
        if action:
            # Made by the system for this step, like the dialog itself.
            wizard_sudo = self.env["hr.skp.sign"].sudo().browse(action["res_id"])
            wizard_sudo.evaluation_ids = self.ids
        return action

    def _note_signatures(self, party, signing):
        """Note that the current user signed these, where their agency signs electronically."""
        now = fields.Datetime.now()
        officials = self._get_officials() if party == "evaluator" else {}
        # Signatures follow from the step, whose right was checked.
        for evaluation_sudo in self.sudo():
            if evaluation_sudo.skp_signature == "none":
                continue
            evaluation_sudo.signatures = {
                **(evaluation_sudo.signatures or {}),
                party: evaluation_sudo._prepare_signature(
                    party, signing, officials.get(evaluation_sudo.id), now
                ),
            }

    def _prepare_signature(self, party, signing, official_id, now):
        self.ensure_one()
        plan = self.skp_id
        name = plan._get_signer_name(party, official_id)
        image = plan._get_drawing(signing)
        return {
            "name": name,
            "by": name if official_id else "",
            "at": plan._get_agency_time(now).isoformat(),
            "method": self.skp_signature,
            "image": image.decode() if image else None,
        }

    def _prepare_snapshot(self):
        signed = self.signatures or {}
        decided = self.state == DECIDED and self.objection_ids[:1].decision == "changed"
        # Nobody signed what the decision made of it.
        return {**super()._prepare_snapshot(), "signatures": {} if decided else signed}


class HrSkpEvaluationRevision(models.Model):
    _inherit = "hr.skp.evaluation.revision"

    def _get_form_signatures(self, kind):
        # The receipt is signed after the outcome was frozen.
        evaluation_sudo = self.sudo().evaluation_id
        signed = {**(self.content.get("signatures") or {})}
        later = evaluation_sudo.signatures or {}
        if evaluation_sudo.state != DECIDED and "employee" in later:
            signed["employee"] = later["employee"]
        signed |= super()._get_form_signatures(kind)
        if kind == EVALUATION:
            signed.pop("employee", None)
        return {party: _with_image(signing) for party, signing in signed.items()}

    def _get_document_links(self):
        # What is signed later belongs to another document, so this one keeps who signed it.
        signed = self._get_form_signatures(None)
        facts = {
            party: {key: value for key, value in signing.items() if key != "image"}
            for party, signing in signed.items()
        }
        return {**super()._get_document_links(), "content": {"signatures": facts}}


class HrSkpDocument(models.Model):
    _inherit = "hr.skp.document"

    def _get_content(self):
        content = super()._get_content()
        if not self.evaluation_id:
            return content
        signed = dict(self.content["signatures"])
        if self._get_form_kind() == EVALUATION:
            signed.pop("employee", None)
        return {**content, "signatures": signed}


def _with_image(signing):
    """Return a signature with its drawing as the builders take it."""
    image = signing.get("image")
    return {**signing, "image": base64.b64decode(image) if image else None}
