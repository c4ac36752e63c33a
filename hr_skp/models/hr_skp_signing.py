import base64
import binascii
from typing import NamedTuple

from PIL import Image

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.tools.image import ImageProcess

from ..rules.plan_states import PROPOSED
from ..rules.signing import SIGNED_MOVES, content_hash

#: A drawn signature as kept: enough for print, a few kilobytes.
DRAWN_SIZE = (600, 200)
DRAWN_LIMIT = 2_000_000


class Signing(NamedTuple):
    """That the acting person has shown that it is he, once for all plans of a step."""

    image: bytes | None = None


class HrSkp(models.Model):
    """Signing: the employee signs by proposing, the evaluator or who acts for him by agreeing.

    How is the agency's choice (``skp_signature``).  Where it is electronic, the signed steps do
    nothing by themselves: they answer with the dialog that asks the signer to show who he is, and
    :meth:`action_sign` takes the step.

    The employee's signature stands for what he proposed.  If the terms were changed since, nobody
    can agree them over his name: the plan is returned to be signed again, or set in his stead.
    """

    _inherit = "hr.skp"

    skp_signature = fields.Selection(related="company_id.skp_signature", string="Signing")
    signature_ids = fields.One2many("hr.skp.signature", "skp_id", "Signatures", readonly=True)
    is_signature_void = fields.Boolean("Changed since signed", compute="_compute_is_signature_void")

    @api.depends("state", "signature_ids")
    def _compute_is_signature_void(self):
        given = self._get_given_signatures()
        signed = self.filtered(lambda plan: plan.id in given)
        hashes = signed._get_terms_hashes()
        for plan in self:
            plan.is_signature_void = plan.id in hashes and given[plan.id].sha256 != hashes[plan.id]

    # ------------------------------------------------------------
    # THE ACT
    # ------------------------------------------------------------

    def action_sign(self, move, reason=None, password=None, image=None):
        """Take a signed step (propose, agree, set) on all these plans, signing them all at once.

        :param password: one's own, where the agency signs by password; it is kept nowhere
        :param image: the drawn signature, base64, where the agency signs by drawing
        :raise UserError: also when the password is not right: nothing is done then
        """
        if move not in SIGNED_MOVES:
            raise UserError(self.env._("This step is not signed."))
        self._check_signed_move(move, reason)
        return self._take_signed_move(move, reason, self._show_identity(password, image))

    def _ask_signature(self, move, reason=None):
        """Return the dialog in which to sign, or None where signing is by hand."""
        if not self._get_signing_methods():
            return None
        # Made here, since a form that is not saved yet would lose the password it must not store;
        # with sudo for portal users, who have a dialog of their own and call action_sign.
        wizard = (
            self.env["hr.skp.sign"]
            .sudo()
            .create({"move": move, "skp_ids": self.ids, "reason": reason})
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign"),
            "res_model": "hr.skp.sign",
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    def _get_signing_methods(self):
        """Return the electronic methods that these plans' agencies use."""
        # The choice of the agency is not a secret of its plans.
        return set(self.sudo().mapped("skp_signature")) - {"none", False}

    def _show_identity(self, password, image):
        """Return the proof that the current user is who he is, or raise; once for all plans."""
        methods = self._get_signing_methods()
        if "account" in methods:
            self._check_own_password(password)
        return Signing(self._read_drawing(image) if "drawn" in methods else None)

    @api.model
    def _check_own_password(self, password):
        """Raise unless this is the current user's password; guessing is slowed as at log-in.

        The hook for an agency whose people log in otherwise (single sign-on).
        """
        user = self.env.user
        if not password:
            raise UserError(self.env._("Enter your password to sign."))
        credential = {"type": "password", "login": user.login, "password": password}
        try:
            with user._assert_can_auth(user=user.id):
                user._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            # "from None": nothing of the attempt is carried along, into no log either.
            raise UserError(
                self.env._(
                    "This is not your password, so nothing was signed. "
                    "After several wrong ones please wait a minute."
                )
            ) from None

    @api.model
    def _read_drawing(self, image):
        """Return the drawn signature as a small PNG, or raise if there is none."""
        _ = self.env._
        try:
            content = base64.b64decode(image or b"", validate=True)
        except (binascii.Error, ValueError) as error:
            raise UserError(_("The drawn signature could not be read.")) from error
        if len(content) > DRAWN_LIMIT:
            raise UserError(_("The drawn signature is too large."))
        if not content:
            raise UserError(_("Draw your signature first."))
        process = ImageProcess(content, verify_resolution=True)
        if not process.image:
            raise UserError(_("The drawn signature could not be read."))
        process.image = _on_white(process.image)
        low, high = process.image.getextrema()
        if low == high:
            raise UserError(_("Draw your signature first."))
        process.resize(*DRAWN_SIZE)
        return process.image_quality(output_format="PNG")

    # ------------------------------------------------------------
    # SIGNATURES
    # ------------------------------------------------------------

    def _get_terms_hashes(self, contents=None):
        """Return plan id -> hash of the terms of its next revision, as they are now."""
        contents = contents or self._get_snapshot()
        return {
            plan.id: content_hash({**contents[plan.id], "revision": plan.revision + 1})
            for plan in self
        }

    def _create_signatures(self, party, signing, hashes, date):
        """Record the current user's signature under each plan that is signed electronically.

        :return: plan id -> signature
        """
        if signing is None:
            return {}
        officials = self._get_officials() if party == "evaluator" else {}
        # Nobody may write signatures: they follow from the step, whose right was checked.
        electronic_sudo = self.sudo().filtered(lambda plan: plan.skp_signature != "none")
        signatures_sudo = (
            self.env["hr.skp.signature"]
            .sudo()
            .create(
                [
                    {
                        "skp_id": plan_sudo.id,
                        "revision": plan_sudo.revision + (party == "employee"),
                        "party": party,
                        "user_id": self.env.uid,
                        "name": plan_sudo._get_signer_name(party, officials.get(plan_sudo.id)),
                        "official_id": officials.get(plan_sudo.id),
                        "date": date,
                        "method": plan_sudo.skp_signature,
                        "sha256": hashes[plan_sudo.id],
                        "image": plan_sudo._get_drawing(signing),
                    }
                    for plan_sudo in electronic_sudo
                ]
            )
        )
        return {signature.skp_id.id: signature for signature in signatures_sudo}

    def _get_signer_name(self, party, official_id):
        """Return the signer's name as printed: the party's own, or of who acts for him."""
        printed = ((self.identity or {}).get(party) or {}).get("name")
        if printed and not official_id:
            return printed
        # An employee's name bears his titles; who may act for an official has such a record.
        user_sudo = self.env.user.sudo()
        return user_sudo.employee_ids[:1].name or user_sudo.name

    def _get_drawing(self, signing):
        drawn = self.skp_signature == "drawn" and signing.image
        return base64.b64encode(drawn) if drawn else False

    def _get_given_signatures(self):
        """Return plan id -> the signature that the employee gave with what waits to be agreed."""
        # Who reads a plan reads its signatures.
        waiting_sudo = self.sudo().filtered(lambda plan: plan.state == PROPOSED)
        if not waiting_sudo:
            return {}
        signatures_sudo = (
            self.env["hr.skp.signature"]
            .sudo()
            .search(
                [("skp_id", "in", waiting_sudo.ids), ("party", "=", "employee")], order="date, id"
            )
        )
        return {
            signature.skp_id.id: signature
            for signature in signatures_sudo
            if signature.date >= signature.skp_id.proposed_on
        }

    def _sign_agreement(self, move, contents, given, signing):
        """Add to each content who signed it; the plans have their new revision already.

        :param given: the employees' signatures (see :meth:`_get_given_signatures`)
        :raise UserError: if the terms are no longer those that the employee signed
        """
        hashes = {plan.id: content_hash(contents[plan.id]) for plan in self}
        broken = self.filtered(lambda p: p.id in given and given[p.id].sha256 != hashes[p.id])
        if signing and move == "agree":
            broken._check_still_signed()
        # All were agreed at the same moment.
        agreed_on = self.sudo()[:1].agreed_on
        evaluators = self._create_signatures("evaluator", signing, hashes, agreed_on)
        for plan in self:
            parties = {}
            if plan.id in given and plan not in broken:
                parties["employee"] = given[plan.id]._prepare_snapshot()
            elif move == "set":
                parties["employee"] = {"refused": True}
            if plan.id in evaluators:
                parties["evaluator"] = evaluators[plan.id]._prepare_snapshot()
            contents[plan.id]["signatures"] = parties

    def _check_still_signed(self):
        if not self:
            return
        names = "\n".join(f"– {plan.display_name}" for plan in self)
        raise UserError(
            self.env._(
                "These plans were changed after the employee had signed them:\n%s\n"
                "Return them, so that the employee signs what is agreed.",
                names,
            )
        )

    # ------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------

    def _get_portal_notice(self):
        if self.state == PROPOSED and self.is_my_team and self.is_signature_void:
            return "warning", self.env._(
                "This plan was changed after %s had signed it. Return it, so that it is signed "
                "again as it is now.",
                self.employee_name,
            )
        return super()._get_portal_notice()


def _on_white(image):
    """Return a drawing in greys on white paper."""
    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("L")
