from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import SkpCommon

AREAS = ["Kecamatan I dan II", "Kecamatan III dan IV"]


@tagged("post_install", "-at_install", "hr_skp")
class TestCascadeWizard(SkpCommon):
    """A leader breaks a result down: into whose plan it goes, how it reads, and what is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number, key in enumerate(("tim1", "tim2"), 60):
            name = f"Ketua Tim {key[-1]}"
            cls.users[key] = cls._create_user(key, name, "base.group_user")
            cls.people[key] = cls._create_person(
                key, name, "jf_ahli_madya", "kadis", "dinas", number
            )
            cls.plans[key] = cls.env["hr.skp"].create(
                {"employee_id": cls.people[key].id, "period_id": cls.period.id}
            )
        cls.city = cls.add_result("kadis", "Indeks kebersihan Kota A")
        cls.city.indicator_ids.write(
            {"name": "Indeks kebersihan Kota A", "target": "78 – 80", "aspect": "quality"}
        )

    def start(self, result, role, people=(), **vals):
        """Return the wizard that ``role`` opens on a result, with people chosen."""
        result = result.with_user(self.users[role])
        wizards = self.env["hr.skp.cascade"].with_user(self.users[role])
        wizard = wizards.with_context(lang="en_US").browse(result.action_cascade()["res_id"])
        plans = self.env["hr.skp"].union(*(self.plans[key] for key in people))
        wizard.person_ids.filtered(lambda p: p.skp_id in plans).selected = True
        wizard.write(vals)
        return wizard

    def break_down(self, result, role, people, **vals):
        """Let ``role`` break a result down with what is suggested; return the new results."""
        before = result.child_ids
        wizard = self.start(result, role, people, **vals)
        wizard.action_preview()
        wizard.action_create_results()
        result.invalidate_recordset(["child_ids"])
        return result.child_ids - before

    # ------------------------------------------------------------
    # THE WORKED EXAMPLES
    # ------------------------------------------------------------

    def test_e1_by_area(self):
        """E1: the head of the Dinas divides the city between two team leaders."""
        created = self.break_down(self.city, "kadis", ["tim1", "tim2"], parts="\n".join(AREAS))
        self.assertRecordValues(
            created.sorted("id"),
            [
                {
                    "skp_id": self.plans[key].id,
                    "name": f"Indeks kebersihan {area}",
                    "kind": "main",
                    "parent_id": self.city.id,
                    "parent_indicator_id": self.city.indicator_ids.id,
                    "cascade": "direct",
                    "cascade_basis": "area",
                    "create_uid": self.users["kadis"].id,
                }
                for key, area in zip(("tim1", "tim2"), AREAS, strict=True)
            ],
        )
        self.assertRecordValues(
            created.sorted("id").indicator_ids,
            [
                {"name": f"Indeks kebersihan {area}", "target": "78 – 80", "aspect": "quality"}
                for area in AREAS
            ],
        )
        self.plan("tim1", "tim1").action_propose()
        self.plan("tim1", "kadis").action_agree()

    def test_e2_by_product(self):
        """E2: products that the leader's result needs, several to one person."""
        products = [
            "Tersedianya alat kebersihan sesuai kebutuhan",
            "Tersedianya petugas kebersihan (pasukan kuning) sesuai kebutuhan",
            "Tersedianya Perda kebersihan",
        ]
        wizard = self.start(
            self.city, "kadis", ["tim1", "tim2"], cascade="non_direct", parts="\n".join(products)
        )
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("person_id.name"), ["Ketua Tim 1", "Ketua Tim 2"])
        wizard.line_ids[2].write({"indicator": "Perda disampaikan", "target": "30 September"})
        wizard.action_create_results()
        found = {result.name: result for result in self.city.child_ids}
        self.assertEqual(set(found), set(products))
        law = found["Tersedianya Perda kebersihan"]
        self.assertEqual((law.cascade, law.cascade_basis), ("non_direct", "product"))
        self.assertEqual(law.skp_id, self.plans["tim2"])
        self.assertRecordValues(
            law.indicator_ids,
            [{"name": "Perda disampaikan", "target": "30 September", "aspect": False}],
        )
        self.assertFalse(found[products[0]].indicator_ids, "left for the person to work out")

    def test_by_load(self):
        """The leader's number is shared out, and the sum stands against it."""
        load = self.add_result("kadis", "Berkas terverifikasi")
        load.indicator_ids.write({"name": "Jumlah berkas", "target": "101 berkas"})
        wizard = self.start(load, "kadis", ["tim1", "tim2"], direct_basis="load")
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("target"), ["51 berkas", "50 berkas"])
        self.assertEqual(wizard.target_sum, "101 of 101 berkas")
        wizard.line_ids[0].target = "40 berkas"
        self.assertEqual(wizard.target_sum, "90 of 101 berkas")
        wizard.action_create_results()
        self.assertEqual(set(load.child_ids.mapped("name")), {"Berkas terverifikasi"})

    def test_by_stage(self):
        """Stages are named behind the leader's text, where it speaks of no place."""
        law = self.add_result("kadis", "Rancangan Perda")
        created = self.break_down(
            law, "kadis", ["tim1"], direct_basis="aspect", parts="naskah akademik\nharmonisasi"
        )
        self.assertEqual(
            created.sorted("id").mapped("name"),
            ["Rancangan Perda: naskah akademik", "Rancangan Perda: harmonisasi"],
        )

    # ------------------------------------------------------------
    # NOTHING TWICE, NOTHING HALF
    # ------------------------------------------------------------

    def test_twice_changes_nothing(self):
        """What is in the plan already is marked and left out, in whatever case it is written."""
        vals = {"parts": "\n".join(AREAS)}
        self.break_down(self.city, "kadis", ["tim1", "tim2"], **vals)
        again = self.start(self.city, "kadis", ["tim1", "tim2"], **vals)
        again.action_preview()
        self.assertEqual(again.duplicate_count, 2)
        with self.assertRaises(UserError):
            again.action_create_results()
        again.line_ids[0].name = "INDEKS kebersihan  kecamatan I dan II"
        self.assertTrue(again.line_ids[0].is_duplicate)
        again.line_ids[1].name = "Indeks kebersihan Kecamatan V"
        again.action_create_results()
        self.assertEqual(len(self.city.child_ids), 3)

    def test_the_same_line_twice(self):
        """Two equal lines for one person make one result."""
        wizard = self.start(self.city, "kadis", ["tim1"], parts="Kecamatan I")
        wizard.action_preview()
        wizard.line_ids.copy()
        wizard.invalidate_recordset()
        self.assertEqual(wizard.line_ids.mapped("is_duplicate"), [False, True])
        wizard.action_create_results()
        self.assertEqual(len(self.city.child_ids), 1)

    def test_all_or_nothing(self):
        """If one plan refuses, no plan gets anything."""
        wizard = self.start(self.city, "kadis", ["tim1", "tim2"], parts="\n".join(AREAS))
        wizard.action_preview()
        self.bring_to("tim2", "cancelled")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_create_results()
        self.env.invalidate_all()
        self.assertFalse(self.city.child_ids)

    # ------------------------------------------------------------
    # WHO MAY, AND WHERE
    # ------------------------------------------------------------

    def test_only_the_leader(self):
        """Button and wizard are the leader's, once he has people; nobody else's by RPC."""
        for role in ("walikota", "kabid", "officer", "manager"):
            with self.subTest(role=role):
                result = self.city.with_user(self.users[role])
                self.assertFalse(result.can_cascade)
                with self.assertRaises(AccessError):
                    result.action_cascade()
        self.assertTrue(self.city.with_user(self.users["kadis"]).can_cascade)
        alone = self.add_result("staff").with_user(self.users["staff"])
        self.assertFalse(alone.can_cascade, "leads nobody")
        self.assertFalse(self.add_result("kadis", active=False).can_cascade)

    def test_nothing_leaks_through_the_wizard(self):
        """By RPC one neither points the wizard at others' results nor at others' people."""
        secret = self.add_result("kasi", "Rahasia kasi")
        wizard = self.start(self.city, "kadis")
        kabid = self.env["hr.skp.cascade"].with_user(self.users["kabid"])
        with self.assertRaises(AccessError):
            kabid.browse(wizard.id).read(["parts"])
        with self.assertRaises(AccessError):
            kabid.create({"result_id": secret.id})
        tim1 = self.env["hr.skp.cascade"].with_user(self.users["tim1"])
        with self.assertRaises(AccessError):
            tim1.create({"result_id": self.city.id})
        with self.assertRaises(AccessError):
            wizard.write({"person_ids": [Command.create({"skp_id": self.plans["staff"].id})]})
        staff = self.add_result("staff")
        mine = self.env["hr.skp.matrix"].create(
            {"skp_id": self.plans["staff"].id, "member_ids": self.plans["teman"].ids}
        )
        own = self.start(staff, "staff")
        self.assertEqual(own.person_ids.skp_id, mine.member_ids)
        with self.assertRaises(AccessError):
            own.indicator_id = self.city.indicator_ids

    def test_agreed_plans_are_opened_for_revision(self):
        """An agreed plan is opened with the reason given; its agreed revision stays readable."""
        self.bring_to("tim1", "agreed")
        wizard = self.start(self.city, "kadis", ["tim1"], parts=AREAS[0], reason="Arahan baru")
        wizard.action_preview()
        self.assertTrue(wizard.opens_revision)
        wizard.action_create_results()
        self.assertEqual(self.plans["tim1"].state, "revising")
        self.assertEqual(self.plans["tim1"].state_reason, "Arahan baru")

    def test_into_the_matrix(self):
        """Where the leader has a matrix, the results become its cells, also for new members."""
        matrix = self.env["hr.skp.matrix"].create(
            {"skp_id": self.plans["kadis"].id, "member_ids": self.plans["tim1"].ids}
        )
        created = self.break_down(self.city, "kadis", ["tim1", "tim2"], parts="\n".join(AREAS))
        self.assertEqual(created.matrix_id, matrix)
        self.assertEqual(len(created.filtered("matrix_id")), 2)
        self.assertEqual(matrix.member_ids, self.plans["tim1"] | self.plans["tim2"])
        grid = matrix.with_user(self.users["kadis"]).get_grid()
        self.assertEqual(
            sum(len(cell) for row in grid["rows"] for cell in row["cells"].values()), 2
        )

    def test_team_leader_proposes(self):
        """E1, second level: a team leader who does not evaluate fills his members' draft plans."""
        self.env["hr.skp.matrix"].create(
            {"skp_id": self.plans["ketua"].id, "member_ids": self.plans["anggota"].ids}
        )
        above = self.add_result("ketua", "Indeks kebersihan Kecamatan I dan II")
        created = self.break_down(
            above, "ketua", ["anggota"], cascade="non_direct", parts="Jalan protokol bersih"
        )
        self.assertEqual(created.skp_id, self.plans["anggota"])
        self.assertFalse(self.plan("anggota").with_user(self.users["ketua"]).is_readable)
        created.indicator_ids = [Command.create({"name": "Ruas jalan yang bersih"})]
        self.bring_to("anggota", "proposed")
        closed = self.start(above, "ketua", ["anggota"])
        self.assertFalse(closed.person_ids.can_change, "proposed: it waits for its evaluator")
        with self.assertRaises(UserError):
            closed.action_preview()

    def test_what_is_missing_is_said(self):
        """Without people or parts nothing is suggested."""
        with self.assertRaises(UserError):
            self.start(self.city, "kadis", [], parts="Kecamatan I").action_preview()
        with self.assertRaises(UserError):
            self.start(self.city, "kadis", ["tim1"]).action_preview()

    def test_form(self):
        """The form leads from the choice to the preview and back."""
        wizard = self.start(self.city, "kadis", ["tim1"])
        with Form(wizard) as form:
            self.assertEqual(form.whole, "Kota A")
            form.parts = "\n".join(AREAS)
        wizard.action_preview()
        with Form(wizard) as form:
            with form.line_ids.edit(0) as line:
                line.target = "79"
            form.line_ids.remove(1)
        self.assertEqual(wizard.line_ids.mapped("target"), ["79"])
        wizard.action_back()
        self.assertEqual(wizard.step, "choose")

    def test_many_at_once(self):
        """The queries do not grow with the people."""
        keys = ["tim1", "tim2"]
        counts = []
        for names in (["Kecamatan A1"], [f"Kecamatan B{n}" for n in range(30)]):
            wizard = self.start(self.city, "kadis", keys, parts="\n".join(names))
            wizard.action_preview()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_create_results()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1], counts[0] + 10)
