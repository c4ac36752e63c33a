from odoo import api, models


class HrSkpLog(models.Model):
    """The steps of evaluation, without ratings or predicates: more people read the log than may
    know those (see ``hr.skp.rating.change``).
    """

    _inherit = "hr.skp.log"

    @api.model
    def _get_action_labels(self):
        _ = self.env._
        return {
            **super()._get_action_labels(),
            "open_term": _("Open the term"),
            "close_term": _("Close the term"),
            "export_siasn": _("Export for the national system"),
            "confirm_unit": _("Confirm the unit's predicate"),
            "correct_unit": _("Correct the unit's predicate"),
            "evaluation_self_report": _("Hand in the self-report"),
            "evaluation_return": _("Return the self-report"),
            "evaluation_rate": _("Rate"),
            "evaluation_ask_lift": _("Ask to lift the block"),
            "evaluation_lift": _("Lift the block"),
            "evaluation_share": _("Submit for calibration"),
            "evaluation_unshare": _("Take back from calibration"),
            "evaluation_propose_rating": _("Propose another rating"),
            "evaluation_proposal_accepted": _("Accept the proposed rating"),
            "evaluation_proposal_declined": _("Decline the proposed rating"),
            "evaluation_proposal_withdrawn": _("Withdraw the proposed rating"),
            "evaluation_finalise": _("Finalise"),
            "evaluation_receive": _("Receive the result"),
            "evaluation_accept": _("Accept the result"),
            "evaluation_object": _("Object"),
            "evaluation_explain": _("Explain the result"),
            "evaluation_decide": _("Decide the objection"),
            "evaluation_withdraw_objection": _("Withdraw the objection"),
            "evaluation_name_decider": _("Name who decides"),
            "evaluation_lapse": _("Final: no objection in time"),
            "evaluation_ask_reopen": _("Ask to reopen"),
            "evaluation_reopen": _("Reopen"),
        }
