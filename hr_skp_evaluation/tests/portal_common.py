import json

from odoo.http import Request
from odoo.tests import HttpCase

from .evaluation_common import EvaluationCommon


class EvaluationPortalCommon(HttpCase, EvaluationCommon):
    """Pages, forms and JSON routes of the evaluation, as a browser asks for them.

    warga (portal) reports, kasi evaluates, kabid decides; all three of them are at a phone here.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key in ("kasi", "kabid", "kadis"):
            cls.users[key].group_ids = cls.env.ref("base.group_portal")

    def log_in(self, key):
        self.authenticate(self.users[key].login, self.users[key].login)

    def page(self, path):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return answer.text

    def path(self, key, term=None):
        return f"/my/skp/evaluation/{self.evaluation(key, term=term).id}"

    def send(self, path, csrf=True, **post):
        """Send a form; return the page that it leads to."""
        token = {"csrf_token": Request.csrf_token(self)} if csrf else {}
        answer = self.url_open(path, data={**token, **post})
        self.env.invalidate_all()
        return answer

    def step(self, key, step, term=None, **post):
        return self.send(f"{self.path(key, term)}/step/{step}", **post).text

    def ask(self, key, route, term=None, **params):
        """Return the result of a JSON route."""
        answer = self.url_open(
            f"{self.path(key, term)}/{route}",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, "a refusal is an answer, never a traceback")
        self.env.invalidate_all()
        return answer["result"]

    def refused(self, key, route, **params):
        sentence = self.ask(key, route, **params).get("error")
        self.assertTrue(sentence, "should have been refused")
        for leak in ("hr.skp", "Traceback", "Operation:"):
            self.assertNotIn(leak, sentence)
        return sentence
