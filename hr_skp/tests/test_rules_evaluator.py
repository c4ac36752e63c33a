import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.hr_skp.rules.codes import ASN_POSITIONS, position_group
from odoo.addons.hr_skp.rules.evaluator import Agency, Person, find_evaluator

HEAD, MINISTER = 1, 2
POSITIONS = [code for code, _label in ASN_POSITIONS]


def people(*chain):
    """Return id -> Person for a chain of positions from the top down: ids 10, 11, 12, …"""
    found = {
        HEAD: Person(HEAD, kind="non_asn"),
        MINISTER: Person(MINISTER, kind="non_asn"),
    }
    for number, position in enumerate(chain, 10):
        above = number - 1 if number > 10 else HEAD
        found[number] = Person(number, manager=above, position=position)
    return found


class TestFindEvaluator(unittest.TestCase):
    """The precedence: personal override, rule table, nearest superior who may evaluate."""

    def test_table_of_the_regulation(self):
        """Rated position × kind of agency: who the last of the chain is evaluated by."""
        cases = [
            # kind, chain from the top, evaluator of the last, reason
            ("central", ["jpt_utama"], MINISTER, "table"),
            ("regional", ["jpt_utama"], HEAD, "table"),
            ("central", ["jpt_utama", "jpt_madya"], HEAD, "table"),
            ("regional", ["jpt_madya"], HEAD, "table"),
            ("central", ["jpt_utama", "jpt_madya", "jpt_pratama"], 11, "table"),
            ("central", ["jpt_pratama"], HEAD, "table"),
            ("regional", ["jpt_madya", "jpt_pratama"], HEAD, "table"),
            ("regional", ["jpt_pratama", "administrator"], 10, "nearest"),
            ("regional", ["jpt_pratama", "administrator", "pengawas"], 11, "nearest"),
            ("regional", ["jpt_pratama", "administrator", "pengawas", "pelaksana"], 12, "nearest"),
            ("regional", ["jpt_pratama", "jf_ahli_madya"], 10, "nearest"),
            ("regional", ["administrator", "jf_ahli_muda", "jf_ahli_pertama"], 10, "nearest"),
            ("regional", ["pengawas", "pelaksana", "pelaksana"], 10, "nearest"),
        ]
        for kind, chain, evaluator, reason in cases:
            with self.subTest(kind=kind, chain=chain):
                found = find_evaluator(9 + len(chain), people(*chain), Agency(kind, HEAD, MINISTER))
                self.assertEqual((found.evaluator, found.reason), (evaluator, reason))

    def test_override_wins(self):
        """A personal override beats table and org chart, unless it names the person himself."""
        chart = people("jpt_pratama", "administrator")
        chart[11] = Person(11, manager=10, position="administrator", override=HEAD)
        self.assertEqual(find_evaluator(11, chart, Agency()).reason, "override")
        chart[11] = Person(11, manager=10, position="administrator", override=11)
        self.assertEqual(find_evaluator(11, chart, Agency()).evaluator, 10)

    def test_team_leader_is_passed_over(self):
        """A JF as manager recommends, he does not rate – unless he holds a delegation."""
        chart = people("administrator", "jf_ahli_muda", "pelaksana")
        found = find_evaluator(12, chart, Agency())
        self.assertEqual((found.evaluator, found.skipped), (10, (11,)))
        chart[11] = Person(11, manager=10, position="jf_ahli_muda", holds_delegation=True)
        self.assertEqual(find_evaluator(12, chart, Agency()).evaluator, 11)

    def test_head_of_independent_unit(self):
        """Evaluated by the head of the agency, and himself an evaluator whatever his post."""
        chart = people("jpt_pratama", "administrator", "pelaksana")
        chart[11] = Person(11, manager=10, position="administrator", heads_independent_unit=True)
        agency = Agency("regional", HEAD)
        self.assertEqual(find_evaluator(11, chart, agency).evaluator, HEAD)
        self.assertEqual(find_evaluator(12, chart, agency).evaluator, 11)

    def test_nobody_and_loops(self):
        """No superior gives nobody; superiors in a circle are told apart from that."""
        lonely = {5: Person(5, position="pelaksana")}
        self.assertEqual(find_evaluator(5, lonely, Agency()).reason, "none")
        circle = {
            5: Person(5, manager=6, position="pelaksana"),
            6: Person(6, manager=5, position="jf_ahli_muda"),
        }
        self.assertEqual(find_evaluator(5, circle, Agency()).reason, "loop")

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(POSITIONS),
                st.integers(0, 12),
                st.integers(0, 12),
                st.booleans(),
            ),
            min_size=1,
            max_size=12,
        ),
        st.sampled_from(["central", "regional"]),
        st.integers(0, 11),
    )
    def test_never_oneself_whatever_the_chart(self, rows, kind, head):
        """On any chart, broken ones included: it ends, and nobody evaluates himself."""
        chart = {
            number: Person(number, manager, override or None, position, "pns", heads)
            for number, (position, manager, override, heads) in enumerate(rows)
        }
        for number in chart:
            found = find_evaluator(number, chart, Agency(kind, head, None))
            self.assertNotEqual(found.evaluator, number)

    def test_position_groups(self):
        """JPT, JA and JF follow from the position."""
        groups = {position_group(code) for code in POSITIONS}
        self.assertEqual(groups, {"jpt", "ja", "jf"})
        self.assertEqual(position_group("pelaksana"), "ja")
