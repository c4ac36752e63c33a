"""The number rules: pure Python, no database."""

import doctest
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.hr_skp.rules import nip

GOOD = "198609262015051001"
GOOD_PPPK = "199012312022212014"

ERROR_CASES = [
    # number, kind, expected codes
    (GOOD, "pns", []),
    (GOOD, "cpns", []),
    (GOOD_PPPK, "pppk", []),
    (GOOD_PPPK, "pppk_part_time", []),
    ("", "pns", []),
    (None, "pns", []),
    ("19860926 201505 1 001", "pns", []),
    ("19860926.201505.1.001", "pns", []),
    ("19860926\u00a0201505-1-001", "pns", []),
    ("19860926201505100", "pns", [nip.NOT_18_DIGITS]),
    ("1986092620150510011", "pns", [nip.NOT_18_DIGITS]),
    ("19860926201505100A", "pns", [nip.NOT_18_DIGITS]),
    ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "pns", [nip.NOT_18_DIGITS]),
    ("198602312015051001", "pns", [nip.IMPOSSIBLE_BIRTH_DATE]),
    ("198502292010011001", "pns", [nip.IMPOSSIBLE_BIRTH_DATE]),
    ("198402292010011001", "pns", []),
    ("198613012015051001", "pns", [nip.IMPOSSIBLE_BIRTH_DATE]),
    ("000001012015051001", "pns", [nip.IMPOSSIBLE_BIRTH_DATE]),
    ("198609262015001001", "pns", [nip.IMPOSSIBLE_START]),
    ("198609262015131001", "pns", [nip.IMPOSSIBLE_START]),
    ("198609260000051001", "pns", [nip.IMPOSSIBLE_START]),
    ("198609262015131001", "pppk", []),
    ("198609262015131001", False, []),
    ("198609262015050001", "pns", [nip.WRONG_SEX_DIGIT]),
    ("198609262015053001", "pppk", [nip.WRONG_SEX_DIGIT]),
    ("198609262015051000", "pns", [nip.WRONG_SEQUENCE]),
    ("198609262015051999", "pns", []),
    (
        "198602312015133000",
        "pns",
        [
            nip.IMPOSSIBLE_BIRTH_DATE,
            nip.IMPOSSIBLE_START,
            nip.WRONG_SEX_DIGIT,
            nip.WRONG_SEQUENCE,
        ],
    ),
    (
        "198602312015133000",
        False,
        [
            nip.IMPOSSIBLE_BIRTH_DATE,
            nip.WRONG_SEX_DIGIT,
            nip.WRONG_SEQUENCE,
        ],
    ),
    ("31960123450976", "non_asn", []),
    ("", "non_asn", []),
]

BORN = date(1986, 9, 26)
WARNING_CASES = [
    # number, kind, birthday, sex, expected codes
    (GOOD, "pns", BORN, "male", []),
    (GOOD, "pns", None, False, []),
    (GOOD, "pns", BORN, "other", []),
    (GOOD, "pns", date(1986, 9, 25), "male", [nip.BIRTHDAY_DIFFERS]),
    (GOOD, "pns", BORN, "female", [nip.SEX_DIFFERS]),
    ("198609262003091001", "pns", BORN, "male", []),
    ("198609262003081001", "pns", BORN, "male", [nip.TOO_YOUNG_AT_START]),
    ("198609261980011001", "pns", BORN, "male", [nip.TOO_YOUNG_AT_START]),
    ("195001012011011001", "pns", None, None, [nip.TOO_OLD_AT_START]),
    ("195006012011011001", "pns", None, None, []),
    ("195006012011991001", "pppk", None, None, [nip.TOO_OLD_AT_START]),
    ("195006012010991001", "pppk", None, None, []),
    ("198602312015051001", "pns", BORN, "female", []),
    ("198609262015051001", "non_asn", date(1970, 1, 1), "female", []),
]

births = st.dates(min_value=date(1940, 1, 1), max_value=date(2010, 12, 31))
starts = st.dates(min_value=date(1960, 1, 1), max_value=date(2030, 12, 31))


@tagged("post_install", "-at_install", "hr_skp", "hr_skp_rules")
class TestRulesNip(BaseCase):
    def test_errors(self):
        """Each impossible part is named, all of them together, in reading order."""
        for number, kind, expected in ERROR_CASES:
            with self.subTest(number=number, kind=kind):
                self.assertEqual(nip.check_number(number, kind), expected)

    def test_warnings(self):
        """A number that disagrees with the person only warns, and never over a hard error."""
        for number, kind, birthday, sex, expected in WARNING_CASES:
            with self.subTest(number=number, kind=kind, birthday=birthday, sex=sex):
                found = nip.number_warnings(number, kind, birthday, sex)
                self.assertEqual(found, expected)

    def test_format(self):
        """18 digits are shown in four groups; an NRP stays as it was typed."""
        for number, expected in [
            (GOOD, "19860926 201505 1 001"),
            ("19860926.2015051.001", "19860926 201505 1 001"),
            (" 3196/P ", "3196/P"),
            (None, ""),
        ]:
            with self.subTest(number=number):
                self.assertEqual(nip.format_number(number), expected)

    def test_mask(self):
        """A mask shows the last four digits and nothing else."""
        for number, expected in [
            (GOOD, "**************1001"),
            ("19860926 201505 1 001", "**************1001"),
            ("12345", "*2345"),
            ("1234", "****"),
            ("", ""),
            (None, ""),
        ]:
            with self.subTest(number=number):
                self.assertEqual(nip.mask_number(number), expected)

    def test_label(self):
        """The label follows the kind; no number has no label."""
        for kind, number, expected in [
            ("pns", GOOD, "NIP"),
            ("cpns", GOOD, "NIP"),
            ("pppk", GOOD_PPPK, "NI PPPK"),
            ("pppk_part_time", GOOD_PPPK, "NI PPPK"),
            ("non_asn", "31960123450976", "NRP"),
            ("non_asn", "", ""),
            ("pns", None, ""),
        ]:
            with self.subTest(kind=kind, number=number):
                self.assertEqual(nip.number_label(kind, number), expected)

    def test_doctests(self):
        """The examples in the docstrings are true."""
        self.assertEqual(doctest.testmod(nip).failed, 0)

    @settings(deadline=None)
    @given(births, starts, st.sampled_from("12"), st.integers(1, 999))
    def test_every_number_made_by_the_rule_passes(self, birth, start, sex, sequence):
        """What is built by the rule is accepted, read back, and survives formatting."""
        number = f"{birth:%Y%m%d}{start:%Y%m}{sex}{sequence:03d}"
        self.assertEqual(nip.check_number(number, "pns"), [])
        parsed = nip.parse_number(number, "pns")
        self.assertEqual(parsed, (birth, start.year, start.month, nip.SEX_DIGITS[sex], sequence))
        self.assertEqual(nip.normalise_number(nip.format_number(number)), number)
        self.assertTrue(nip.mask_number(number).endswith(number[-4:]))

    @settings(deadline=None)
    @given(st.text(max_size=30), st.sampled_from([*nip.NUMBER_LABELS, None]))
    def test_no_text_breaks_the_rules(self, text, kind):
        """Any text gets an answer of known codes; a mask never shows more than four."""
        self.assertLessEqual(set(nip.check_number(text, kind)), set(nip.ERRORS))
        self.assertLessEqual(set(nip.number_warnings(text, kind)), set(nip.WARNINGS))
        nip.format_number(text)
        plain = nip.normalise_number(text)
        self.assertEqual(len(nip.mask_number(text)), len(plain))
