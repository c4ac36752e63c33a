"""The calendar, guessing and readiness rules: pure Python, no database."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import calendar, guess, readiness
from odoo.addons.hr_skp.rules.evaluator import Finding
from odoo.addons.hr_skp.rules.readiness import Facts

YEAR = (date(2026, 1, 1), date(2026, 12, 31))

# cadence, merged -> first and last day of each term before the final one
TABLE = [
    ("quarterly", False, ["01-01 03-31", "04-01 06-30", "07-01 09-30", "10-01 12-31"]),
    ("quarterly", True, ["01-01 03-31", "04-01 06-30", "07-01 09-30"]),
    (
        "monthly",
        False,
        [
            "01-01 01-31",
            "02-01 02-28",
            "03-01 03-31",
            "04-01 04-30",
            "05-01 05-31",
            "06-01 06-30",
            "07-01 07-31",
            "08-01 08-31",
            "09-01 09-30",
            "10-01 10-31",
            "11-01 11-30",
            "12-01 12-31",
        ],
    ),
]

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesCalendar(BaseCase):
    def test_doctests(self):
        """The examples in the docstrings hold."""
        for module in (calendar, guess, readiness):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_table(self):
        """The terms of a full year, by cadence, with and without the last one merged."""
        for cadence, merged, expected in TABLE:
            with self.subTest(cadence=cadence, merged=merged):
                terms = calendar.evaluation_terms(*YEAR, cadence, merge_last=merged)
                spans = [f"{t.date_start:%m-%d} {t.date_end:%m-%d}" for t in terms[:-1]]
                self.assertEqual(spans, expected)
                self.assertEqual(terms[-1][:4], ("final", 0, *YEAR))

    def test_part_of_a_year(self):
        """A period of a part of the year keeps the calendar's quarters, cut to its dates."""
        terms = calendar.evaluation_terms(date(2026, 5, 15), date(2026, 10, 10), "quarterly")
        self.assertEqual(
            [(t.number, t.date_start, t.date_end) for t in terms],
            [
                (2, date(2026, 5, 15), date(2026, 6, 30)),
                (3, date(2026, 7, 1), date(2026, 9, 30)),
                (4, date(2026, 10, 1), date(2026, 10, 10)),
                (0, date(2026, 5, 15), date(2026, 10, 10)),
            ],
        )

    def test_fill_deadline(self):
        """A term is to be filled in so many days after it ends."""
        first = calendar.evaluation_terms(*YEAR, "quarterly", fill_days=10)[0]
        self.assertEqual(first.fill_deadline, date(2026, 4, 10))

    @settings(deadline=None, max_examples=200)
    @given(
        start=days,
        length=st.integers(0, 800),
        cadence=st.sampled_from(sorted(calendar.TERM_OF_CADENCE)),
        fill_days=st.integers(0, 90),
        merged=st.booleans(),
    )
    def test_any_period(self, start, length, cadence, fill_days, merged):
        """Whatever the dates: no gap, no shared day, one final term that spans the period."""
        end = start + timedelta(days=length)
        terms = calendar.evaluation_terms(start, end, cadence, fill_days, merged)
        *parts, final = terms
        self.assertEqual((final.kind, final.date_start, final.date_end), ("final", start, end))
        self.assertNotIn("final", [term.kind for term in parts])
        if parts:
            self.assertEqual(parts[0].date_start, start)
        for earlier, later in zip(parts, parts[1:], strict=False):
            self.assertEqual(later.date_start, earlier.date_end + timedelta(days=1))
        for term in terms:
            self.assertLessEqual(term.date_start, term.date_end)
            self.assertEqual(term.fill_deadline, term.date_end + timedelta(days=fill_days))
        if not merged:
            self.assertEqual(parts[-1].date_end, end)
        spans = [(term.date_start, term.date_end, term.number) for term in parts]
        self.assertIsNone(calendar.overlapping(spans))

    @given(st.integers(1, 39))
    def test_roman_is_additive(self, number):
        """Figures add up again, a smaller before a larger one counting down."""
        values = [{"X": 10, "V": 5, "I": 1}[figure] for figure in calendar.roman(number)]
        total = sum(
            -value if value < following else value
            for value, following in zip(values, [*values[1:], 0], strict=True)
        )
        self.assertEqual(total, number)


@tagged("post_install", "-at_install", "hr_skp")
class TestRulesReadiness(BaseCase):
    READY = Facts(
        id=1,
        name="A",
        manager=2,
        has_user=True,
        nip="198609262015051001",
        kind="pns",
        grade=1,
        unit=1,
        job=1,
        position="pelaksana",
    )
    FOUND = Finding(2, "nearest")

    def test_table(self):
        """Each gap in a person's record is one problem; what does not count yet is not asked."""
        cases = [
            ({}, {}, []),
            ({"kind": None}, {}, ["no_kind"]),
            # Who has no kind may turn out not to be ASN: no grade or account is asked.
            (
                {"kind": None, "grade": None, "has_user": False, "job": None},
                {},
                ["no_kind", "no_post"],
            ),
            ({"job": None, "position": None}, {}, ["no_post"]),
            ({"unit": None}, {}, ["no_unit"]),
            ({"position": None}, {}, ["no_position"]),
            ({"grade": None}, {}, ["no_grade"]),
            ({"has_user": False}, {}, ["no_user"]),
            ({"nip": None}, {}, ["no_nip"]),
            ({"nip": "123"}, {}, ["odd_nip"]),
            ({"birthday": date(1986, 9, 27)}, {}, ["odd_nip"]),
            ({}, {"finding": Finding(None, "none")}, ["no_evaluator"]),
            ({}, {"finding": Finding(None, "loop"), "in_loop": True}, ["loop"]),
            ({}, {"finding": Finding(2, "nearest", (3,))}, ["superior_skipped"]),
            ({}, {"finding": Finding(2, "override", ())}, []),
            ({"kind": "non_asn", "grade": None, "nip": None, "has_user": False}, {}, []),
            ({"kind": "non_asn", "has_user": False}, {"evaluates": True}, ["no_user"]),
        ]
        for changes, context, expected in cases:
            with self.subTest(changes=changes, context=context):
                arguments = {"finding": self.FOUND, **context}
                person = self.READY._replace(**changes)
                self.assertEqual(readiness.diagnose(person, **arguments), expected)

    @given(
        kind=st.sampled_from([None, "pns", "cpns", "pppk", "pppk_part_time", "non_asn"]),
        job=st.sampled_from([None, 1]),
        unit=st.sampled_from([None, 1]),
    )
    def test_blocking_means_not_eligible(self, kind, job, unit):
        """Nobody is left without a plan unless the check says so, and the other way round."""
        person = self.READY._replace(kind=kind, job=job, unit=unit)
        codes = readiness.diagnose(person, self.FOUND)
        blocked = any(readiness.PROBLEMS[code][1] == "blocking" for code in codes)
        self.assertEqual(readiness.is_eligible(person), not blocked and kind != "non_asn")

    @given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))))
    def test_loops_are_circles(self, superiors):
        """A circle leads back to its start; who is in none reaches the top or somebody's circle."""
        loops = readiness.find_loops(superiors)
        members = [person for loop in loops for person in loop]
        self.assertEqual(len(members), len(set(members)))
        for loop in loops:
            for person, superior in zip(loop, [*loop[1:], loop[0]], strict=True):
                self.assertEqual(superiors[person], superior)
        for person in superiors:
            walk, current = set(), superiors[person]
            while current and current != person and current not in walk:
                walk.add(current)
                current = superiors.get(current)
            self.assertEqual(current == person, person in members)

    def test_guess_position(self):
        """Titles as agencies write them; a title that says nothing gets no guess."""
        for title, position in [
            ("Analis Kebijakan Ahli Muda", "jf_ahli_muda"),
            ("Arsiparis Terampil", "jf_terampil"),
            ("KEPALA SEKSI  PELAYANAN", "pengawas"),
            ("Kepala Subbagian Umum", "pengawas"),
            ("Kepala Sub Bagian Umum", "pengawas"),
            ("Kepala Bidang Mutasi", "administrator"),
            ("Sekretaris Dinas Pendidikan", "administrator"),
            ("Kepala Dinas Kesehatan", "jpt_pratama"),
            ("Pengadministrasi Perkantoran", "pelaksana"),
            ("Ajudan", None),
            ("", None),
            (None, None),
        ]:
            with self.subTest(title=title):
                self.assertEqual(guess.guess_position(title), position)
