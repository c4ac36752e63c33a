from odoo.tests import HttpCase, tagged

from .common import SkpCommon

CLICK = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('hr_skp.hr_skp_menu_root', false);"
)


@tagged("post_install", "-at_install", "hr_skp")
class TestClickbot(HttpCase, SkpCommon):
    """Every menu, view and filter of the app opens, for who sees most and for who sees least."""

    def _click_everywhere(self, login):
        self.browser_js(
            "/odoo",
            CLICK,
            "odoo.isReady === true",
            login=login,
            timeout=600,
            success_signal="clickbot test succeeded",
        )

    def test_administrator(self):
        """The SKP administrator, with plans, a matrix and a delegation to look at."""
        self.bring_to("staff", "agreed")
        self.bring_to("teman", "proposed")
        self.plan("kasi", "kasi").action_open_matrix()
        self._click_everywhere("uji_manager")

    def test_evaluator(self):
        """An evaluator without any group."""
        self.bring_to("staff", "proposed")
        self._click_everywhere("uji_kasi")
