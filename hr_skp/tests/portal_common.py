import json

from odoo.tests import HttpCase

from .common import SkpCommon


class PortalCommon(HttpCase, SkpCommon):
    """Pages and JSON routes, as a browser asks for them."""

    def log_in(self, key):
        self.authenticate(self.users[key].login, self.users[key].login)

    def page(self, path, status=200):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, status)
        return answer.text

    def ask(self, plan, route, **params):
        """Return the result of a JSON route, or fail with what the server said."""
        answer = self.url_open(
            f"/my/skp/{plan.id}/{route}",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, "a refusal is an answer, never a traceback")
        return answer["result"]

    def refused(self, plan, route, **params):
        """Return the sentence with which a JSON route refuses."""
        sentence = self.ask(plan, route, **params).get("error")
        self.assertTrue(sentence, "should have been refused")
        for leak in ("hr.skp", "Traceback", "Operation:"):
            self.assertNotIn(leak, sentence)
        return sentence
