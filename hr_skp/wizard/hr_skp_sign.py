from odoo import api, fields, models


class HrSkpSign(models.TransientModel):
    """Asks the signer to show who he is, once for all the plans he has reviewed.

    Made by the step that is to be signed.  The password is in no field that is stored: the button
    hands it over in its context, and the plans check it against the user's own.
    """

    _name = "hr.skp.sign"
    _description = "Signing of plans"
    _inherit = ["hr.skp.link.guard"]

    move = fields.Selection(
        [("propose", "Propose"), ("agree", "Agree"), ("set", "Set in his stead")],
        required=True,
        readonly=True,
    )
    skp_ids = fields.Many2many("hr.skp", string="Plans", required=True, readonly=True)
    reason = fields.Text(readonly=True)
    skp_count = fields.Integer("Number of plans", compute="_compute_skp_count")
    needs_password = fields.Boolean(compute="_compute_needs")
    needs_drawing = fields.Boolean(compute="_compute_needs")
    password = fields.Char("Your password", store=False)
    image = fields.Binary("Your signature", attachment=False)

    @api.depends("skp_ids")
    def _compute_skp_count(self):
        for wizard in self:
            wizard.skp_count = len(wizard.skp_ids)

    @api.depends("skp_ids")
    def _compute_needs(self):
        for wizard in self:
            methods = wizard.skp_ids._get_signing_methods()
            wizard.needs_password = "account" in methods
            wizard.needs_drawing = "drawn" in methods

    def action_confirm(self):
        """Sign all the plans and take the step."""
        self.ensure_one()
        # From here on nobody downstream gets to see the password.
        context = {**self.env.context, "bin_size": False}
        password = context.pop("skp_password", None)
        wizard = self.with_env(self.env(context=context))
        wizard._take_step(password)
        return {"type": "ir.actions.act_window_close"}

    def _take_step(self, password):
        """Sign and take the step: the hook for what is not a plan."""
        return self.skp_ids.action_sign(self.move, self.reason, password, self.image)
