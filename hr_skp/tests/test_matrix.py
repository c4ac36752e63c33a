from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .matrix_common import MatrixCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestMatrix(MatrixCommon):
    """What the matrix shows, and how its leader fills it."""

    # ------------------------------------------------------------
    # STARTING AND SHOWING
    # ------------------------------------------------------------

    def test_first_opening_brings_the_direct_subordinates(self):
        """The leader's first click makes his matrix, with the plans right below his."""
        self.assertEqual(self.matrix.skp_id, self.plans["kabid"])
        self.assertEqual(self.matrix.member_ids, self.plans["kabid"].child_ids)
        self.assertIn(self.plans["kasi"], self.matrix.member_ids)
        again = self.as_user("kabid").action_open_mine()
        self.assertEqual(again["res_id"], self.matrix.id)

    def test_menu_without_plan_or_people_opens_the_list(self):
        """Who has no plan, or nobody below, gets the list with its hint instead of a matrix."""
        for key in ("walikota", "staff"):
            action = self.env["hr.skp.matrix"].with_user(self.users[key]).action_open_mine()
            self.assertFalse(action.get("res_id"))
            self.assertIn("list", action["view_mode"])
        with self.assertRaisesRegex(UserError, "no SKP"):
            # As the list's button calls it: with the ids of the rows that are ticked.
            call_kw(
                self.env["hr.skp.matrix"].with_user(self.users["walikota"]),
                "action_start_mine",
                [[]],
                {},
            )

    def test_one_matrix_a_plan(self):
        """A plan heads one matrix, whoever clicks twice."""
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["hr.skp.matrix"].create({"skp_id": self.plans["kabid"].id})

    def test_grid(self):
        """Columns are the leader's results with who supports them; an empty cell has no entry."""
        self.add("kasi", "Armada pengangkut tersedia")
        self.add("ketua", "Rute pengangkutan tersusun")
        grid = self.as_user("kabid").get_grid()
        self.assertEqual([c["id"] for c in grid["columns"]], [self.key, self.key_2])
        self.assertEqual([c["people"] for c in grid["columns"]], [2, 0])
        self.assertEqual(grid["columns"][0]["indicators"], ["Jumlah laporan"])
        kasi = self.row(grid, "kasi")
        self.assertEqual(
            [c["name"] for c in kasi["cells"][self.key]], ["Armada pengangkut tersedia"]
        )
        self.assertNotIn(self.key_2, kasi["cells"])
        self.assertEqual((kasi["state"], kasi["can_edit"]), ("draft", True))
        self.assertEqual(kasi["position"], "Jabatan Kepala Seksi Uji")

    def test_rows_go_by_rank(self):
        """Officials come first, then the functional posts, staff last."""
        matrix = self._start("kasi")
        matrix.sudo().member_ids |= self.plans["ketua"]
        grid = self.as_user("kasi", matrix).get_grid()
        self.assertEqual(grid["rows"][0]["name"], "Ketua Tim Uji")
        self.assertEqual(grid["rows"][-1]["name"], "Warga Uji")

    def test_cell_is_the_members_result(self):
        """A cell stores nothing of its own: it is a result in the member's plan."""
        result = self.add("kasi")
        self.assertRecordValues(
            result,
            [
                {
                    "skp_id": self.plans["kasi"].id,
                    "parent_id": self.column.id,
                    "matrix_id": self.matrix.id,
                    "kind": "main",
                    "agreed_revision": 0,
                }
            ],
        )

    def test_result_of_a_member_is_a_cell_too(self):
        """What a member himself points to the leader's result stands in the matrix."""
        own = self.add_result("kasi", "Usulan sendiri", parent_id=self.column.id)
        grid = self.as_user("kabid").get_grid()
        self.assertEqual(self.row(grid, "kasi")["cells"][self.key][0]["id"], own.id)

    def test_columns_by_indicator(self):
        """With columns by indicator a cell supports one indicator; old cells keep a column."""
        before = self.add("kasi")
        second = self.env["hr.skp.indicator"].create(
            {"result_id": self.column.id, "name": "Persentase sampah terangkut"}
        )
        self.as_user("kabid").column_mode = "indicators"
        key = f"{self.column.id}-{second.id}"
        result = self.add("ketua", column=key)
        self.assertEqual(result.parent_indicator_id, second)
        grid = self.as_user("kabid").get_grid()
        texts = [column["indicators"] for column in grid["columns"]]
        first = [["Jumlah laporan"], ["Persentase sampah terangkut"]]
        self.assertEqual(texts, [*first, [], ["Jumlah laporan"]])
        self.assertEqual(self.row(grid, "kasi")["cells"][self.key][0]["id"], before.id)
        self.as_user("kabid").cell_move(before.id, self.plans["kasi"].id, key)
        self.assertEqual(before.parent_indicator_id, second)
        self.as_user("kabid").column_mode = "results"
        grid = self.as_user("kabid").get_grid()
        self.assertEqual(grid["columns"][0]["people"], 2)

    def test_archived_column_stays_while_used(self):
        """A leader's result that he archived keeps its column for what still points to it."""
        result = self.add("kasi")
        (self.column | self.column_2).active = False
        grid = self.as_user("kabid").get_grid()
        self.assertEqual([(c["id"], c["archived"]) for c in grid["columns"]], [(self.key, True)])
        with self.assertRaisesRegex(UserError, "column"):
            self.add("ketua")
        result.sudo().unlink()
        self.assertFalse(self.as_user("kabid").get_grid()["columns"])

    def test_query_count_does_not_grow(self):
        """One call draws 5 rows or 50, for the same few queries."""
        self._fill(5)
        self.as_user("kabid").get_grid()  # what every process reads once: groups, rules, labels
        counts = {}
        for size in (5, 50):
            self._fill(size)
            # As at the beginning of a request: nothing is remembered.
            self.env.cr.flush()
            self.env.cr.clear()
            matrix = self.as_user("kabid")
            matrix.env.user.company_id.mapped("name")  # whoever is logged in was found before
            before = self.env.cr.sql_log_count
            grid = matrix.get_grid()
            counts[size] = self.env.cr.sql_log_count - before
            self.assertEqual(len(grid["rows"]), size)
        self.assertEqual(counts[5], counts[50], counts)
        self.assertLessEqual(counts[50], 8)

    def _fill(self, size):
        """Fill the matrix up to ``size`` members with two results in each of eight columns."""
        while len(self.plans["kabid"].result_ids) < 8:
            self.add_result("kabid", f"Hasil {len(self.plans['kabid'].result_ids)}")
        columns = self.plans["kabid"].result_ids
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Pelaksana {number}",
                    "company_id": self.agency.id,
                    "parent_id": self.people["kabid"].id,
                    "asn_kind": "pns",
                }
                for number in range(size - len(self.matrix.member_ids))
            ]
        )
        plans = self.env["hr.skp"].create(
            [{"employee_id": person.id, "period_id": self.period.id} for person in people]
        )
        self.matrix.member_ids |= plans
        self.env["hr.skp.result"].create(
            [
                {
                    "skp_id": plan.id,
                    "parent_id": column.id,
                    "matrix_id": self.matrix.id,
                    "name": f"Peran {number}",
                }
                for plan in plans
                for column in columns
                for number in range(2)
            ]
        )

    # ------------------------------------------------------------
    # FILLING
    # ------------------------------------------------------------

    def test_texts_are_asked_for_and_trimmed(self):
        """A cell needs a text; spaces around it are dropped."""
        self.assertEqual(self.add("kasi", "  Armada \n tersedia ").name, "Armada tersedia")
        for empty in ("", "  \n"):
            with self.assertRaises(UserError):
                self.add("kasi", empty)

    def test_rename(self):
        """A rename that starts from an outdated text is refused with the present one."""
        result, kabid = self.add("kasi", "Lama"), self.as_user("kabid")
        change = kabid.cell_rename(result.id, "Baru", expected="Lama")
        self.assertEqual(change["rows"][0]["cells"][self.key][0]["name"], "Baru")
        with self.assertRaisesRegex(UserError, "Baru"):
            kabid.cell_rename(result.id, "Lain", expected="Lama")
        self.assertEqual(result.name, "Baru")

    def test_choose(self):
        """Kind, cascade and basis are set in the grid; nothing else of a result is."""
        result, kabid = self.add("kasi"), self.as_user("kabid")
        kabid.cell_choose(
            result.id, {"kind": "additional", "cascade": "direct", "cascade_basis": "area"}
        )
        self.assertRecordValues(
            result, [{"kind": "additional", "cascade": "direct", "cascade_basis": "area"}]
        )
        for field in ("skp_id", "agreed_revision", "active"):
            with self.assertRaises(AccessError):
                kabid.cell_choose(result.id, {field: 1})

    def test_move_of_a_new_result(self):
        """A result never agreed moves itself, indicators and all, and moves back."""
        result, kabid = self.add("kasi"), self.as_user("kabid")
        result.indicator_ids.create({"result_id": result.id, "name": "Jumlah petugas"})
        change = kabid.cell_move(result.id, self.plans["ketua"].id, self.key_2)
        self.assertEqual((result.skp_id, result.parent_id), (self.plans["ketua"], self.column_2))
        self.assertEqual(len(change["rows"]), 2)
        self.assertEqual(change["result_id"], result.id)
        kabid.cell_undo(change["undo"])
        self.assertEqual((result.skp_id, result.parent_id), (self.plans["kasi"], self.column))
        self.assertEqual(result.indicator_ids.name, "Jumlah petugas")

    def test_move_of_an_agreed_result(self):
        """An agreed one is archived where it was, and made anew with the other person."""
        old, kabid = self.add("kasi"), self.as_user("kabid")
        old.indicator_ids.create({"result_id": old.id, "name": "Jumlah petugas"})
        self.bring_to("kasi", "agreed")
        change = kabid.cell_move(old.id, self.plans["ketua"].id, self.key)
        new = self.env["hr.skp.result"].browse(change["result_id"])
        self.assertFalse(old.active)
        self.assertEqual((old.skp_id, new.skp_id), (self.plans["kasi"], self.plans["ketua"]))
        self.assertEqual((new.indicator_ids.name, new.agreed_revision), ("Jumlah petugas", 0))
        self.assertEqual(self.plans["kasi"].state, "revising")
        kabid.cell_undo(change["undo"])
        self.assertTrue(old.active)
        self.assertFalse(new.exists())

    def test_move_within_a_row_keeps_an_agreed_result(self):
        """To another column of the same person even an agreed result moves itself."""
        result = self.add("kasi")
        result.indicator_ids.create({"result_id": result.id, "name": "Jumlah petugas"})
        self.bring_to("kasi", "agreed")
        self.as_user("kabid").cell_move(result.id, self.plans["kasi"].id, self.key_2)
        self.assertTrue(result.active)
        self.assertEqual(result.parent_id, self.column_2)

    def test_remove_and_undo(self):
        """Removing is undone with all that the result held; an agreed one asks and is archived."""
        result, kabid = self.add("kasi", "Armada tersedia"), self.as_user("kabid")
        kabid.cell_choose(result.id, {"cascade": "direct"})
        more = {"perspective": "process", "assigner_name": "Sekretaris Daerah", "sequence": 3}
        result.write(more)
        result.indicator_ids.create(
            {"result_id": result.id, "name": "Jumlah truk", "target": "9–10"}
        )
        change = kabid.cell_remove(result.id)
        self.assertFalse(result.exists())
        back = self.env["hr.skp.result"].browse(kabid.cell_undo(change["undo"])["result_id"])
        self.assertRecordValues(
            back,
            [{"name": "Armada tersedia", "cascade": "direct", "matrix_id": self.matrix.id, **more}],
        )
        self.assertEqual(back.indicator_ids.target, "9–10")
        self.bring_to("kasi", "agreed")
        self.assertIn("agreed", kabid.cell_remove(back.id)["confirm"])
        self.assertEqual(self.plans["kasi"].state, "agreed")
        change = kabid.cell_remove(back.id, confirmed=True)
        self.assertTrue(back.exists())
        self.assertFalse(back.active)
        kabid.cell_undo(change["undo"])
        self.assertTrue(back.active)

    def test_remove_of_a_supported_result_asks(self):
        """A result that others support is archived after a question; they keep their link."""
        self.plans["ketua"].matrix_ids.unlink()
        result = self.add("ketua")
        child = self.add_result("anggota", parent_id=result.id)
        self.assertIn("support", self.as_user("kabid").cell_remove(result.id)["confirm"])
        self.as_user("kabid").cell_remove(result.id, confirmed=True)
        self.assertEqual((child.parent_id, result.active), (result, False))

    def test_undo_takes_no_other_steps(self):
        """What comes back from the browser as undo cannot be anything else."""
        for undo in ({"kind": "unlink"}, {}):
            with self.assertRaises(UserError):
                self.as_user("kabid").cell_undo(undo)

    # ------------------------------------------------------------
    # SNAPSHOT (DOCUMENT 1)
    # ------------------------------------------------------------

    def test_snapshot(self):
        """The snapshot has the leader's level and a level for each member who leads others."""
        self.add("ketua", "Tim bekerja")
        team = self.as_user("ketua", self._start("ketua"))
        team.member_add(self.plans["anggota"].ids)
        column = self.plans["ketua"].result_ids[0]
        team.cell_add(self.plans["anggota"].id, f"{column.id}-0", "Bagian anggota")
        snapshot = self.matrix._get_snapshot()[self.matrix.id]
        self.assertEqual(snapshot["schema"], 1)
        self.assertEqual(snapshot["year"], 2026)
        self.assertEqual(snapshot["leader"]["name"], "Kepala Bidang Uji")
        self.assertEqual([c["id"] for c in snapshot["columns"]], [self.column.id, self.column_2.id])
        ketua = next(row for row in snapshot["rows"] if row["name"] == "Ketua Tim Uji")
        self.assertEqual(ketua["cells"], [["Tim bekerja"], []])
        self.assertEqual(len(snapshot["teams"]), 1)
        self.assertEqual(snapshot["teams"][0]["leader"]["name"], "Ketua Tim Uji")
        cells = [row["cells"] for row in snapshot["teams"][0]["rows"] if "Anggota" in row["name"]]
        self.assertEqual(cells, [[["Bagian anggota"]]])
