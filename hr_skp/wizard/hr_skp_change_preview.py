from odoo import models

#: As many lines as one reads before confirming; the rest is counted.
SHOWN = 60


class HrSkpChangePreview(models.AbstractModel):
    """What the wizards over many plans share: a table of what they will do, before they do it."""

    _name = "hr.skp.change.preview"
    _description = "Preview of changes to many plans"
    _inherit = ["hr.skp.link.guard"]

    def _render_preview(self, columns, rows, notes=(), empty=""):
        """Return the table as Markup.

        :param rows: tuples of texts, as many as columns
        :param notes: sentences below the table: what stays undone, and why
        :param empty: what to say where there is no row
        """
        return self.env["ir.qweb"]._render(
            "hr_skp.change_preview",
            {
                "columns": columns,
                "rows": rows[:SHOWN],
                "hidden_count": max(len(rows) - SHOWN, 0),
                "notes": [note for note in notes if note],
                "empty": empty,
            },
        )

    def _name_people(self, plans):
        """Return the first names of a set of plans, and how many more there are."""
        names = plans.sudo()[:5].mapped("employee_name")
        if len(plans) > len(names):
            names.append(self.env._("%s more", len(plans) - len(names)))
        return ", ".join(names)
