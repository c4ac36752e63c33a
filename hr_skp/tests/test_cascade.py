import re

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common import SkpCommon

SECRET = "Rahasia Kepala Dinas"


@tagged("post_install", "-at_install", "hr_skp")
class TestCascade(SkpCommon):
    """The alignment chain as a tree: what hangs where, what is a gap, and who sees which part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Objective = cls.env["hr.skp.objective"]
        cls.rpjmd = Objective.create(
            {"name": "Kota bersih", "source": "rpjmd", "company_id": cls.agency.id}
        )
        cls.pk = Objective.create(
            {"name": "Indeks kebersihan", "parent_id": cls.rpjmd.id, "company_id": cls.agency.id}
        )
        cls.top = cls.add_result("kadis", SECRET, objective_id=cls.pk.id)
        cls.middle = cls.add_result("kabid", "Hasil Kabid", parent_id=cls.top.id)
        cls.low = cls.add_result("kasi", "Hasil Kasi", parent_id=cls.middle.id)
        cls.leaf = cls.add_result("staff", "Hasil Staf", parent_id=cls.low.id)
        cls.colleague = cls.add_result("teman", "Hasil Teman", parent_id=cls.low.id)
        cls.env.flush_all()

    def node(self, record, role=None):
        """Return the node of a result or objective, as the user ``role``."""
        odd = record._name == "hr.skp.result"
        node = self.env["hr.skp.cascade.node"].browse(record.id * 2 + odd)
        return node.with_user(self.users[role]) if role else node

    def nodes(self, role=None, domain=()):
        """Return what the user ``role`` finds in the tree."""
        self.env.invalidate_all()
        nodes = self.env["hr.skp.cascade.node"]
        return (nodes.with_user(self.users[role]) if role else nodes).search(list(domain))

    # ------------------------------------------------------------
    # SHAPE
    # ------------------------------------------------------------

    def test_chain(self):
        """From the RPJMD down to the staff member, each node under what it supports."""
        chain = [self.rpjmd, self.pk, self.top, self.middle, self.low, self.leaf]
        for above, below in zip(chain, chain[1:], strict=False):
            self.assertEqual(self.node(below).parent_id, self.node(above))
        self.assertEqual(
            self.node(self.low).child_ids, self.node(self.leaf) | self.node(self.colleague)
        )
        self.assertFalse(self.node(self.rpjmd).parent_id)

    def test_what_a_card_shows(self):
        """Owner, unit, period, first indicator with target, number of supporters."""
        self.env["hr.skp.indicator"].create(
            {"result_id": self.low.id, "name": "Kedua", "target": "9", "sequence": 20}
        )
        self.assertRecordValues(
            self.node(self.low),
            [
                {
                    "kind": "result",
                    "name": "Hasil Kasi",
                    "owner_name": "Kepala Seksi Uji",
                    "employee_id": self.people["kasi"].id,
                    "department_id": self.seksi.id,
                    "company_id": self.agency.id,
                    "period_id": self.period.id,
                    "source": False,
                    "indicator": "Jumlah laporan",
                    "target": "10 – 12",
                    "supporter_count": 2,
                    "result_id": self.low.id,
                    "objective_id": False,
                }
            ],
        )
        self.assertRecordValues(
            self.node(self.rpjmd),
            [{"kind": "objective", "source": "rpjmd", "period_id": False, "supporter_count": 1}],
        )

    def test_a_leaders_result_comes_before_the_objective(self):
        """A result that points to both hangs from the leader's result alone."""
        self.middle.objective_id = self.rpjmd
        self.assertEqual(self.node(self.middle).parent_id, self.node(self.top))
        self.assertEqual(len(self.nodes(domain=[("result_id", "=", self.middle.id)])), 1)

    def test_archived_and_cancelled_leave_the_tree(self):
        """Who supported what is gone hangs from its objective, else is a top without a source."""
        self.low.write({"active": False})
        self.leaf.objective_id = self.pk
        found = self.nodes(domain=[("kind", "=", "result")])
        self.assertNotIn(self.low, found.result_id)
        self.assertEqual(self.node(self.leaf).parent_id, self.node(self.pk))
        self.assertFalse(self.node(self.colleague).parent_id)
        self.assertTrue(self.node(self.colleague).has_no_source)
        self.bring_to("staff", "cancelled")
        self.assertNotIn(self.leaf, self.nodes().result_id)
        self.pk.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.node(self.top).parent_id)
        self.assertTrue(self.node(self.top).has_no_source)

    def test_searching_below(self):
        """``child_of`` and ``parent_of`` follow the tree across objectives and results."""
        below = self.nodes(domain=[("id", "child_of", self.node(self.pk).id)])
        self.assertEqual(
            below.result_id, self.top | self.middle | self.low | self.leaf | self.colleague
        )
        children = self.nodes(domain=[("parent_id", "=", self.node(self.low).id)])
        self.assertEqual(children.result_id, self.leaf | self.colleague)

    # ------------------------------------------------------------
    # GAPS
    # ------------------------------------------------------------

    def test_unsupported(self):
        """A gap is a main result of somebody who leads people, with nobody supporting it."""
        lonely = self.add_result("kasi", "Belum didukung", parent_id=self.middle.id)
        self.add_result("kasi", "Tambahan", kind="additional", parent_id=self.middle.id)
        found = self.nodes(domain=[("is_unsupported", "=", True), ("kind", "=", "result")])
        self.assertEqual(found.result_id, lonely, "staff lead nobody; the rest is supported")
        results = self.env["hr.skp.result"].search([("is_unsupported", "=", True)])
        self.assertEqual(results, lonely)
        self.assertTrue(lonely.is_unsupported)
        self.assertFalse(self.low.is_unsupported)
        self.assertEqual(self.node(lonely).coverage, "unsupported")
        others = self.env["hr.skp.result"].search([("is_unsupported", "=", False)])
        self.assertEqual(others & (lonely | self.low), self.low)

    def test_leading_by_matrix(self):
        """A team leader without plans below leads the members of his matrix."""
        result = self.add_result("ketua", "Hasil tim", parent_id=self.middle.id)
        self.assertFalse(self.node(result).is_unsupported)
        self.env["hr.skp.matrix"].create(
            {"skp_id": self.plans["ketua"].id, "member_ids": self.plans["anggota"].ids}
        )
        self.env.invalidate_all()
        self.assertTrue(self.node(result).is_unsupported)
        self.add_result("anggota", parent_id=result.id)
        self.env.invalidate_all()
        self.assertFalse(self.node(result).is_unsupported)

    def test_a_support_that_was_archived_supports_nothing(self):
        """Once the only supporting result is archived, the leader's is a gap again."""
        (self.leaf | self.colleague).write({"active": False})
        self.assertTrue(self.low.is_unsupported)

    def test_no_source(self):
        """Neither a leader's result nor an objective; additional results need none."""
        loose = self.add_result("staff", "Lepas")
        self.add_result("staff", "Tambahan", kind="additional")
        results = self.env["hr.skp.result"].search([("has_no_source", "=", True)])
        self.assertEqual(results, loose)
        self.assertEqual(self.nodes(domain=[("coverage", "=", "no_source")]).result_id, loose)
        self.assertTrue(loose.has_no_source)

    def test_objective_without_support(self):
        """An objective that no other objective and no result supports is a gap."""
        lonely = self.env["hr.skp.objective"].create(
            {"name": "Sendiri", "company_id": self.agency.id}
        )
        found = self.nodes(domain=[("coverage", "=", "unsupported"), ("kind", "=", "objective")])
        self.assertEqual(found.objective_id, lonely)

    # ------------------------------------------------------------
    # WHO SEES
    # ------------------------------------------------------------

    def test_read_with_the_result(self):
        """For every role, the nodes of results are those of the results that he reads."""
        for role in self.users:
            if self.users[role].share:
                continue
            with self.subTest(role=role):
                readable = self.env["hr.skp.result"].with_user(self.users[role]).search([])
                found = self.nodes(role, [("kind", "=", "result")])
                self.assertEqual(set(found.result_id.ids), set(readable.ids))

    def test_a_colleagues_node_is_closed(self):
        """A colleague's result is neither found nor read nor counted by text."""
        node = self.node(self.colleague, "staff")
        self.assertFalse(self.nodes("staff", [("name", "ilike", "Teman")]))
        with self.assertRaises(AccessError):
            node.read(["name"])

    def test_parent_does_not_leak(self):
        """Staff reads kasi's result; what that one supports is named to him in no way."""
        node = self.node(self.low, "staff")
        self.assertTrue(node.read(["name"]))
        self.assertFalse(node.parent_id)
        values = node.read(["parent_id", "above_id", "display_name"])[0]
        self.assertFalse(values["parent_id"])
        self.assertNotIn("Kabid", str(values))
        shown = node.web_read(
            {
                "parent_id": {"fields": {"display_name": {}}},
                "above_id": {"fields": {"display_name": {}}},
            }
        )
        self.assertNotIn("Kabid", str(shown))
        self.assertEqual(node._export_rows([["name"], ["parent_id"]]), [["Hasil Kasi", ""]])
        groups = node.formatted_read_group([("id", "=", node.id)], ["above_id"], ["__count"])
        self.assertNotIn("Kabid", str(groups))

    def test_text_above_is_not_guessed_by_searching(self):
        """Nobody finds out by conditions on the node above what it says."""
        nodes = self.env["hr.skp.cascade.node"].with_user(self.users["staff"])
        for field in ("above_id.name", "above_id", "parent_id.name", "parent_id"):
            with self.subTest(field=field):
                condition = [(field, "ilike", "Hasil Kabid")]
                self.assertFalse(nodes.search(condition))
                self.assertTrue(nodes.with_user(self.users["kabid"]).search(condition))

    def test_same_process_without_the_role(self):
        """A head of unit who is replaced finds nothing any more, the cache warm or not."""
        self.assertIn(self.leaf, self.nodes("kadis").result_id)
        self.dinas.manager_id = False
        self.env.flush_all()
        self.assertNotIn(self.leaf, self.nodes("kadis").result_id)

    def test_other_agency(self):
        """Officers of another agency see nothing of this one."""
        other = self.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        foreign = new_test_user(
            self.env,
            "uji_foreign",
            groups="hr_skp.group_skp_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        nodes = self.env(user=foreign, context={"allowed_company_ids": other.ids})[
            "hr.skp.cascade.node"
        ]
        self.assertFalse(nodes.search([]))
        with self.assertRaises(AccessError):
            nodes.browse(self.node(self.pk).id).read(["name"])

    def test_nobody_writes(self):
        """The tree is read only: its links change with the results."""
        for vals in ({"name": "Lain"}, {"above_id": False}):
            with self.assertRaises(AccessError):
                self.node(self.low, "manager").write(vals)

    # ------------------------------------------------------------
    # ON THE SCREEN
    # ------------------------------------------------------------

    def _tops(self, role):
        return self.nodes(role, [("is_top", "=", True)])

    def test_tops(self):
        """The tree begins at the objectives, and where one's own sight of the agency begins."""
        loose = self.add_result("kadis", "Tanpa sasaran")
        lower = self.add_result("staff", "Lepas")
        self.env.flush_all()
        tops = self._tops("officer")
        self.assertEqual(tops.objective_id, self.rpjmd)
        self.assertEqual(tops.result_id, loose, "gaps further down are found by their filter")
        self.assertNotIn(lower, tops.result_id)
        self.assertEqual(self._tops("staff").result_id, self.low)
        self.assertEqual(self._tops("kasi").result_id, self.middle)

    def test_hierarchy_read(self):
        """What the view asks for: tops, then a branch, for one who does not read above it."""
        spec = {"name": {}, "child_ids": {}, "coverage": {}}
        nodes = self.env["hr.skp.cascade.node"].with_user(self.users["staff"])
        self.env.invalidate_all()
        found = nodes.hierarchy_read([("is_top", "=", True)], dict(spec), "parent_id", "child_ids")
        self.assertEqual({line["name"] for line in found}, {"Kota bersih", "Hasil Kasi"})
        branch = next(line for line in found if line["name"] == "Hasil Kasi")
        self.assertEqual(branch["child_ids"], self.node(self.leaf).ids)
        within = nodes.hierarchy_read(
            [("id", "=", self.node(self.low).id)], dict(spec), "parent_id", "child_ids"
        )
        self.assertEqual({line["name"] for line in within}, {"Hasil Kasi", "Hasil Staf"})
        self.assertNotIn(SECRET, str(found + within))

    def test_a_screen_of_cards(self):
        """However much is found, the browser gets no more cards than one screen takes."""
        self.patch(self.registry["hr.skp.cascade.node"], "_max_cards", 2)
        found = self.env["hr.skp.cascade.node"].hierarchy_read(
            [("kind", "=", "result")], {"name": {}}, "parent_id", "child_ids"
        )
        self.assertEqual(len(found), 2)

    def test_one_level_is_found_by_index(self):
        """Among some thousand results, the children of one are found without reading all."""
        cr = self.env.cr
        cr.execute(
            """
            INSERT INTO hr_skp (employee_id, employee_name, period_id, date_start, date_end,
                                approach, form, company_id, state, revision, parent_id)
            SELECT employee_id, employee_name, period_id, date_start - i, date_end, approach,
                   form, company_id, 'draft', 0, parent_id
              FROM hr_skp, generate_series(1, 4000) i WHERE id = %s
            """,
            (self.plans["staff"].id,),
        )
        cr.execute(
            """
            INSERT INTO hr_skp_result (skp_id, kind, name, active, parent_id)
            SELECT id, 'main', 'Hasil', TRUE, CASE WHEN id %% 400 = 0 THEN %s ELSE %s END
              FROM hr_skp WHERE employee_id = %s
            """,
            (self.low.id, self.middle.id, self.people["staff"].id),
        )
        cr.execute("ANALYZE hr_skp, hr_skp_result, hr_skp_objective")
        nodes = self.env["hr.skp.cascade.node"].with_user(self.users["officer"])
        for domain in ([("above_id", "in", self.node(self.low).ids)], [("id", "=", 77)]):
            with self.subTest(domain=domain):
                query = nodes._search(domain)
                cr.execute(SQL("EXPLAIN %s", query.select()))
                plan = "\n".join(line for (line,) in cr.fetchall())
                scans = re.findall(r"Seq Scan on (\w+)", plan)
                self.assertFalse({"hr_skp", "hr_skp_result"} & set(scans), plan)

    def test_opening(self):
        """A card opens the plan; the result where one reads no more; the objective."""
        self.assertEqual(self.node(self.low, "kabid").action_open()["res_model"], "hr.skp")
        self.assertEqual(self.node(self.low, "staff").action_open()["res_model"], "hr.skp.result")
        self.assertEqual(self.node(self.pk, "staff").action_open()["res_model"], "hr.skp.objective")
        for record in (self.pk, self.low):
            context = record.with_user(self.users["kasi"]).action_view_cascade()["context"]
            self.assertEqual(context["hierarchy_res_id"], self.node(record).id)
