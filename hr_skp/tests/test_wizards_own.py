from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install", "hr_skp")
class TestWizardsOwn(TransactionCase):
    def test_only_who_opened_it(self):
        """Every dialog of our addons is read and written by who opened it, and by nobody else."""
        models = [
            model
            for model in self.env.values()
            if model._transient and model._original_module.startswith("hr_skp")
        ]
        self.assertTrue(models)
        for model in models:
            rules = self.env["ir.rule"].search(
                [
                    ("model_id.model", "=", model._name),
                    # A rule for groups would add to what others may.
                    ("groups", "=", False),
                    *((f"perm_{right}", "=", True) for right in ("read", "write", "unlink")),
                ]
            )
            with self.subTest(model=model._name):
                self.assertTrue(
                    any("create_uid', '=', user.id)" in r.domain_force for r in rules),
                    "a dialog holds what somebody is about to say: give it a rule “own only”",
                )
