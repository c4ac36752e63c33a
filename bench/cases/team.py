from ast import literal_eval

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
        self.domain = literal_eval(action.domain)
        self.plans = self.env["hr.skp"].with_user(user)
        views = {kind: view_id for view_id, kind in action.views}
        self.spec = get_spec(self.plans, views["list"])
        self.people = self.env["hr.employee.public"].with_user(user)
        self.people_spec = get_spec(self.people, self.env.ref("hr.hr_employee_public_view_tree").id)
        self.ids = self.plans.search(self.domain, limit=PAGE).employee_id.ids

    def warm_up(self):
        # Whoever is logged in was found by the server, with his agency.
        self.plans.env.user.company_id.mapped("name")

    def ours(self):
        self.plans.web_search_read(self.domain, self.spec, limit=PAGE)

    def reference(self):
        self.people.web_search_read([("id", "in", self.ids)], self.people_spec, limit=PAGE)


def get_spec(model, view_id):
    """Return what the web client asks for to draw the list, before anybody has changed it.

    Those are all fields of the view, also what only colours a row or shows a button; of links the
    name, in the context of their column.  Our list of a team does not ask for hidden columns
    (``hr_skp_feedback/static/src/team``), Odoo's would but hides none.
    """
    arch = etree.fromstring(model.get_view(view_id, "list")["arch"])
    leaves_out_hidden = arch.get("js_class") == "skp_team_list"
    spec = {}
    for node in arch.iter("field"):
        if leaves_out_hidden and node.get("optional") == "hide":
            continue
        is_link = model._fields[node.get("name")].relational
        spec[node.get("name")] = _get_link_spec(node) if is_link else {}
    return spec


def _get_link_spec(node):
    if "True" in (node.get("column_invisible"), node.get("invisible")):
        return {"fields": {}}
    context = literal_eval(node.get("context") or "{}")
    return {"fields": {"display_name": {}}, **({"context": context} if context else {})}
