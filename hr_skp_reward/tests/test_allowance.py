import io
import random
from datetime import date

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..rules.allowance import Post, applicable
from .reward_common import RewardCommon


class AllowanceCommon(RewardCommon):
    """The rates of an agency, and the final results of 2027."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rates = cls.env["hr.skp.allowance.rate"].create(
            [
                {
                    "company_id": cls.agency.id,
                    "predicate": predicate,
                    "percent": percent,
                    "date_from": "2027-01-01",
                    **conditions,
                }
                for predicate, percent, conditions in (
                    ("sangat_baik", 100, {}),
                    ("baik", 100, {}),
                    ("butuh_perbaikan", 90, {}),
                    ("kurang", 60, {}),
                    ("kurang", 50, {"position_group": "jpt"}),
                )
            ]
        )
        cls.results = {
            key: cls.final(key, 2027, predicate)
            for key, predicate in (
                ("kadis", "kurang"),
                ("ketua", "kurang"),
                ("staff", "sangat_baik"),
                ("teman", "butuh_perbaikan"),
            )
        }

    @classmethod
    def make_list(cls, **vals):
        return (
            cls.env["hr.skp.allowance"]
            .with_user(cls.users["officer"])
            .create({"company_id": cls.agency.id, "term_id": cls.final_term_of(2027).id, **vals})
        )

    @classmethod
    def issued(cls, **vals):
        basis = cls.make_list(**vals)
        basis.action_fill()
        basis.action_issue()
        return basis

    def change(self, key, predicate, state="decided"):
        """An objection, or two administrators, change a result."""
        self.results[key].write({"predicate": predicate, "state": state})
        self.results[key]._log("decide", "received", state)

    def percents(self, basis):
        return {line.employee_name: line.percent for line in basis.line_ids}


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestAllowance(AllowanceCommon):
    """The list: who, predicate, rate; issued, and corrected by differences only."""

    def test_filled_and_issued(self):
        basis = self.make_list()
        self.assertEqual((str(basis.date_from), str(basis.date_to)), ("2028-01-01", "2028-01-31"))
        with self.assertRaisesRegex(UserError, "empty"):
            basis.action_issue()
        basis.action_fill()
        self.assertEqual(
            self.percents(basis),
            {"Kepala Dinas Uji": 50, "Ketua Tim Uji": 60, "Staf Uji": 100, "Teman Uji": 90},
        )
        basis.action_fill()
        self.assertEqual(basis.line_count, 4, "filling again adds nothing")
        basis.action_issue()
        self.assertEqual((basis.state, basis.issued_by_id), ("issued", self.users["officer"]))
        for step in (
            basis.action_fill,
            basis.action_issue,
            basis.unlink,
            lambda: basis.write({"note": "x"}),
        ):
            with self.assertRaises(UserError):
                step()

    def test_one_unit_with_those_below(self):
        basis = self.make_list(department_id=self.bidang.id)
        basis.action_fill()
        self.assertEqual(set(self.percents(basis)), {"Ketua Tim Uji", "Staf Uji", "Teman Uji"})

    def test_nobody_is_forgotten(self):
        """Who has no predicate yet, or no rate for it, is on the list and counted."""
        self.rates.filtered(lambda rate: rate.predicate == "sangat_baik").unlink()
        self.results["teman"].write(
            {
                "state": "rated",
                "predicate": False,
                "result_rating": False,
                "behaviour_rating": False,
            }
        )
        basis = self.make_list()
        basis.action_fill()
        self.assertEqual((basis.line_count, basis.open_count), (4, 2))

    def test_objection_corrects_the_issued_list(self):
        """From Poor to Good: the issued list stays, the difference comes in another one."""
        basis = self.issued()
        file = basis.file
        self.change("ketua", "baik")
        correction = basis.correction_ids
        self.assertRecordValues(
            correction, [{"kind": "correction", "state": "draft", "line_count": 1}]
        )
        self.assertRecordValues(
            correction.line_ids,
            [
                {
                    "employee_name": "Ketua Tim Uji",
                    "predicate": "baik",
                    "percent_before": 60,
                    "percent": 100,
                    "difference": 40,
                }
            ],
        )
        self.assertEqual(self.percents(basis)["Ketua Tim Uji"], 60)
        self.assertEqual(basis.file, file)

    def test_corrections_add_up(self):
        """Changed back before it was issued: none; changed after: the difference to all before."""
        basis = self.issued()
        self.change("ketua", "baik")
        self.change("ketua", "baik")
        self.assertEqual(len(basis.correction_ids.line_ids), 1)
        self.change("ketua", "kurang")
        self.assertFalse(basis.correction_ids)
        self.change("ketua", "baik")
        self.change("teman", "baik")
        first = basis.correction_ids
        first.with_user(self.users["officer"]).action_issue()
        self.assertEqual(sorted(first.line_ids.mapped("difference")), [10, 40])
        self.change("ketua", "butuh_perbaikan")
        second = basis.correction_ids - first
        self.assertRecordValues(
            second.line_ids, [{"percent_before": 100, "percent": 90, "difference": -10}]
        )
        self.assertEqual(sorted(first.line_ids.mapped("difference")), [10, 40])

    def test_judged_anew_changes_nothing_yet(self):
        basis = self.issued()
        self.results["ketua"].write(
            {
                "state": "rated",
                "predicate": False,
                "result_rating": False,
                "behaviour_rating": False,
            }
        )
        self.results["ketua"]._log("reopen", "final", "rated")
        self.assertFalse(basis.correction_ids)

    def test_draft_takes_the_change_over(self):
        basis = self.make_list()
        basis.action_fill()
        self.change("ketua", "baik")
        self.assertFalse(basis.correction_ids)
        self.assertEqual(self.percents(basis)["Ketua Tim Uji"], 100)

    def test_a_new_law_is_a_new_line(self):
        """The rate of the list's first day applies, whatever is added for later."""
        self.rates[1].copy({"percent": 80, "date_from": "2028-01-15"})
        self.final("kasi", 2027, "baik")
        basis = self.make_list()
        basis.action_fill()
        self.assertEqual(self.percents(basis)["Kepala Seksi Uji"], 100)
        later = self.make_list(date_from="2028-02-01", date_to="2028-02-29")
        later.action_fill()
        self.assertEqual(self.percents(later)["Kepala Seksi Uji"], 80)

    def test_chosen_anew_is_filled_anew(self):
        basis = self.make_list()
        basis.action_fill()
        basis.date_from = "2028-01-02"
        self.assertFalse(basis.line_ids)

    def test_who_may_what(self):
        basis = self.issued()
        for key in ("auditor", "ppk", "manager"):
            self.assertEqual(basis.with_user(self.users[key]).line_count, 4)
        for key in ("ppk", "auditor"):
            with self.assertRaises(AccessError):
                self.make_list().with_user(self.users[key]).action_fill()
        for key in ("staff", "kadis", "unit_officer", "hr", "warga"):
            with self.subTest(key=key), self.assertRaises(AccessError):
                basis.with_user(self.users[key]).read(["name"])
        with self.assertRaises(AccessError):
            basis.line_ids.with_user(self.users["officer"]).write({"percent": 1})
        for vals in ({"state": "issued"}, {"kind": "correction"}, {"sha256": "x"}):
            with self.assertRaises(AccessError):
                self.make_list(**vals)

    def test_database_chooses_as_the_rules(self):
        """The statement finds the rate that the rules' own function finds."""
        dice = random.Random(6)
        kinds, groups = (False, "pns", "pppk"), (False, "jpt", "ja", "jf")
        jobs = [False, *self.env["hr.job"].search([("company_id", "=", self.agency.id)]).ids[:2]]
        Rate = self.env["hr.skp.allowance.rate"]
        for number in range(30):
            Rate.create(
                {
                    "company_id": self.agency.id,
                    "predicate": "baik",
                    "percent": number,
                    "date_from": date(2027, 1, 2 + number),
                    "date_to": dice.choice([False, date(2028, 1, 1 + number)]),
                    "asn_kind": dice.choice(kinds),
                    "position_group": dice.choice(groups),
                    "asn_position": dice.choice([False, False, "pelaksana"]),
                    "job_id": dice.choice(jobs),
                }
            )
        self.final("kasi", 2027, "baik")
        self.final("kabid", 2027, "baik")
        rates = [rate._get_rate() for rate in Rate.search([("company_id", "=", self.agency.id)])]
        for day in (date(2027, 1, 10), date(2027, 6, 1), date(2028, 1, 20)):
            basis = self.make_list(date_from=day, date_to="2028-12-31")
            basis.action_fill()
            for line in basis.line_ids:
                post = Post(
                    line.asn_kind, line.job_id.position_group, line.asn_position, line.job_id.id
                )
                rate = applicable(rates, line.predicate, post, day)
                self.assertEqual(line.rate_id.id, rate.key if rate else False)

    def test_costs_do_not_grow_with_people(self):
        few = self.count_queries()
        for key in ("kasi", "kabid", "warga", "anggota"):
            self.final(key, 2027, "baik")
        self.assertEqual(self.count_queries(), few)

    def count_queries(self):
        basis = self.make_list()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        basis._fill()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install", "hr_skp_reward")
@freeze_time("2028-02-01 03:00:00")
class TestAllowanceWorkbook(AllowanceCommon, HttpCase):
    """The file for the payroll office."""

    def read_rows(self, basis):
        book = openpyxl.load_workbook(io.BytesIO(basis._get_workbook()))
        return [[cell for cell in row if cell is not None] for row in book.active.values]

    def test_workbook(self):
        basis = self.make_list(department_id=self.dinas.id)
        basis.action_fill()
        rows = self.read_rows(basis)
        self.assertEqual(rows[0], ["DASAR PERHITUNGAN TUNJANGAN KINERJA"])
        self.assertEqual(rows[2], ["Masa pembayaran: 1 Januari 2028 – 31 Januari 2028"])
        self.assertIn(["KONSEP – belum diterbitkan"], rows)
        line = next(row for row in rows if "Ketua Tim Uji" in row)
        self.assertEqual(line[2], "19860926 201505 1 004")
        self.assertEqual(line[-1], 60)

    def test_issued_file_is_kept(self):
        """What was issued is downloaded byte for byte, whatever changed since."""
        basis = self.issued()
        kept = basis._get_workbook()
        self.change("ketua", "baik")
        self.assertEqual(basis._get_workbook(), kept)
        self.assertNotIn(["KONSEP – belum diterbitkan"], self.read_rows(basis))
        rows = self.read_rows(basis.correction_ids)
        self.assertEqual(next(row for row in rows if "Ketua Tim Uji" in row)[-3:], [60, 100, 40])

    def test_download(self):
        basis = self.issued()
        url = basis.action_download()["url"]
        for key, status in (("officer", 200), ("staff", 404), ("warga", 404)):
            self.authenticate(self.users[key].login, self.users[key].login)
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, status, key)
        self.authenticate(self.users["officer"].login, self.users["officer"].login)
        self.assertIn("Tunjangan", self.url_open(url).headers["Content-Disposition"])

    def test_formulas_in_names_stay_text(self):
        self.results["ketua"].employee_name = "=1+1"
        basis = self.make_list()
        basis.action_fill()
        self.assertTrue(any("=1+1" in row for row in self.read_rows(basis)))
