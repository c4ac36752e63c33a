from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.hr_skp.tests.test_js import suite_id


@tagged("post_install", "-at_install", "hr_skp_evaluation")
class TestJs(HttpCase):
    """The unit tests of our JavaScript (static/tests/**/*.test.js), in a browser."""

    @no_retry
    def test_unit(self):
        """All suites below @hr_skp_evaluation pass."""
        suite = suite_id("@hr_skp_evaluation")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
