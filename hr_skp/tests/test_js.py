from odoo.tests import HttpCase, no_retry, tagged


def suite_id(name):
    """Return the id that Hoot gives to a suite: a 32-bit hash of its name."""
    value = 0
    for letter in name:
        value = (value * 31 + ord(letter)) & 0xFFFFFFFF
    return f"{value:08x}"


@tagged("post_install", "-at_install", "hr_skp")
class TestJs(HttpCase):
    """The unit tests of our JavaScript (static/tests/**/*.test.js), in a browser."""

    @no_retry
    def test_unit(self):
        """All suites below @hr_skp pass."""
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite_id('@hr_skp')}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
