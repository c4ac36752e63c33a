from lxml import etree

from ..facts import get_period
from ..harness import Benchmark

PAGE = 80


class Team(Benchmark):
    """A page of the list *My team* as its manager; Odoo's own list of the same people."""

    name = "team"
    title = "team list of 80, as a manager"
    limit = 1.2
    repeats = 15

    def prepare(self):
        groups = self.env["hr.skp"]._read_group(
            [("period_id", "=", get_period(self.env).id)],
            ["evaluator_id"],
            ["__count"],
            having=[("__count", ">=", min(PAGE, 10))],
            order="__count",
        )
        large = [person for person, count in groups if count >= PAGE] or [groups[-1][0]]
        user = large[0].user_id
        action = self.env.ref("hr_skp.hr_skp_action_team")
        self.plans = self.env["hr.skp"].with_user(user)
        views = {kind: view_id for view_id, kind in action.views}
        self.spec = get_spec(self.plans, views["list"])
        self.people = self.env["hr.employee.public"].with_user(user)
        self.people_spec = get_spec(self.people, self.env.ref("hr.hr_employee_public_view_tree").id)
        self.ids = self.plans.search([("is_my_team", "=", True)], limit=PAGE).employee_id.ids

    def warm_up(self):
        # Whoever is logged in was found by the server, with his agency.
        self.plans.env.user.company_id.mapped("name")

    def _read(self):
        return self.plans.web_search_read([("is_my_team", "=", True)], self.spec, limit=PAGE)

    def ours(self):
        self._read()

    def reference(self):
        self.people.web_search_read([("id", "in", self.ids)], self.people_spec, limit=PAGE)


def get_spec(model, view_id):
    """Return what the web client asks for to draw the list: every field of its view."""
    arch = etree.fromstring(model.get_view(view_id, "list")["arch"])
    names = {node.get("name") for node in arch.iter("field") if not _is_never_shown(node)}
    spec = {}
    for name in names:
        field = model._fields[name]
        spec[name] = {"fields": {"display_name": {}}} if field.relational else {}
    return spec


def _is_never_shown(node):
    return node.get("column_invisible") in ("1", "True")
