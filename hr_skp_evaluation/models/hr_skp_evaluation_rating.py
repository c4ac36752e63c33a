from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..rules.codes import RATINGS


class HrSkpEvaluation(models.Model):
    """The evaluator's side of an evaluation, until the outcome is let out."""

    _inherit = "hr.skp.evaluation"

    def action_return(self, reason=None):
        """Evaluator: give the self-report back, with the reason that the employee reads.

        What has been rated already is kept.
        """
        self._check_move("return", reason)
        self._get_ratings_sudo()._end_calibration()
        self._apply_move("return", reason)
        return True

    def action_start_rating(self):
        """Evaluator: make the ratings with one line for each result and behaviour.

        Of whom has not reported only after the fill-in deadline. Harmless to repeat.

        :return: the ratings (``hr.skp.rating``)
        """
        self._check_move("start_rating")
        return self._start_rating().with_env(self.env)

    def action_open_rating(self):
        """Evaluator: start the rating where needed and open it; the superior only opens it."""
        self.ensure_one()
        if not self.is_rating_readable:
            raise AccessError(self.env._("Ratings are for the evaluator."))
        rating = (
            self.action_start_rating()
            if self.can_start_rating
            else self.env["hr.skp.rating"].search([("evaluation_id", "=", self.id)])
        )
        if not rating:
            raise UserError(self.env._("%s is not rated yet.", self.display_name))
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.skp.rating",
            "view_mode": "form",
            "res_id": rating.id,
        }

    def action_rate(self, result_rating=None, behaviour_rating=None, reason=None):
        """Evaluator: rate; without ratings those stand that are in the working rating.

        :param result_rating: ``above as below``
        :param behaviour_rating: ``above as below``
        :param reason: why other than suggested, where it is
        :raise UserError: while a rating is missing, or departs from the suggestion without a reason
        """
        self._check_move("rate")
        self._check_codes(result_rating, behaviour_rating)
        ratings_sudo = self._start_rating()
        vals = {"result_rating": result_rating, "behaviour_rating": behaviour_rating}
        vals = {name: value for name, value in vals.items() if value}
        if "result_rating" in vals:
            ratings_sudo._check_follows(result_rating)
        if isinstance(reason, str) and reason.strip():
            vals["departure_reason"] = reason
        ratings_sudo.write(vals)
        self._check_complete(ratings_sudo)
        self._apply_move("rate")
        return True

    def action_ask_lift(self, reason=None):
        """Evaluator: ask his superior to lift the block by the distribution pattern."""
        self._check_move("ask_lift", reason)
        # The request is part of the rating, whose steps only methods take.
        self._get_ratings_sudo().write({"lift_requested": True, "lift_request_reason": reason})
        self._log("ask_lift", officials=self._get_officials())
        return True

    def action_lift(self, reason=None):
        """Evaluator's superior: lift the block for these evaluations, with a reason."""
        self._check_move("lift", reason)
        # As above.
        self._get_ratings_sudo().write(
            {
                "lifted_by_id": self.env.uid,
                "lifted_on": fields.Datetime.now(),
                "lift_reason": reason,
            }
        )
        self._log("lift")
        return True

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _check_codes(self, *ratings):
        for rating in ratings:
            if rating and (not isinstance(rating, str) or rating not in dict(RATINGS)):
                raise UserError(self.env._("%s is no rating.", rating))

    def _check_complete(self, ratings_sudo):
        """Raise unless both ratings are there, and departures from the suggestion explained."""
        unrated = ratings_sudo.filtered(lambda r: not (r.result_rating and r.behaviour_rating))
        if unrated:
            raise UserError(
                self.env._(
                    "Rate results and behaviour first:\n%s", self._list(unrated.evaluation_id)
                )
            )
        departures = ratings_sudo._get_departures()
        if departures:
            raise UserError(
                self.env._(
                    "Please say why you rate other than suggested:\n%s",
                    self._list(departures.evaluation_id),
                )
            )

    def _list(self, evaluations):
        return "\n".join(f"– {evaluation.display_name}" for evaluation in evaluations[:20])

    # ------------------------------------------------------------
    # STARTING
    # ------------------------------------------------------------

    def _start_rating(self):
        """Create the ratings that are missing, with their lines; return all, with system rights."""
        Rating = self.env["hr.skp.rating"]
        present_sudo = self._get_ratings_sudo()
        missing_sudo = self.sudo() - present_sudo.evaluation_id
        if not missing_sudo:
            return present_sudo
        # Ratings are made by this step only, after its check.
        new_sudo = Rating.sudo().create([{"evaluation_id": e.id} for e in missing_sudo])
        contents = missing_sudo.skp_id._get_agreed_contents("results", "behaviours")
        self.env["hr.skp.rating.line"]._create_for(new_sudo, contents)
        new_sudo._take_unit_ratings()
        return present_sudo | new_sudo
