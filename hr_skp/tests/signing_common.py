import base64
import io

from PIL import Image, ImageDraw

from .common import SkpCommon


class SigningCommon(SkpCommon):
    """The cast in an agency that signs electronically, with one's password."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency.skp_signature = "account"
        # Refusals are read in English, printed documents in Indonesian whatever the reader's.
        cls.env["res.users"].union(*cls.users.values()).lang = "en_US"

    def sign(self, key, move, role=None, reason=None, **proof):
        """The person ``role`` (the employee himself if none) signs ``move`` with his password."""
        role = role or key
        proof = proof or {"password": self.users[role].login}
        return self.plan(key, role).action_sign(move, reason, **proof)

    def agree_electronically(self, key):
        """Both sign somebody's plan; return it."""
        if not self.plans[key].result_ids:
            self.add_result(key)
        self.sign(key, "propose")
        evaluator = self.plans[key].evaluator_user_id
        self.plans[key].with_user(evaluator).action_sign("agree", password=evaluator.login)
        return self.plans[key]

    def add_delegate(self, official="kasi", delegate="ketua"):
        """Let somebody act for an official today."""
        return self.env["hr.skp.delegation"].create(
            {
                "official_id": self.people[official].id,
                "delegate_id": self.people[delegate].id,
                "date_start": "2000-01-01",
                "date_end": "2100-01-01",
            }
        )

    @staticmethod
    def drawing(blank=False):
        """Return a signature drawn on a transparent canvas, base64 as the browser sends it."""
        image = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
        if not blank:
            ImageDraw.Draw(image).line([(60, 250), (300, 40), (500, 240), (840, 60)], "black", 8)
        target = io.BytesIO()
        image.save(target, "PNG")
        return base64.b64encode(target.getvalue()).decode()
