import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.hr_skp_evaluation.rules.codes import PREDICATES

from ..rules.sanction import (
    CLOCKS,
    CLOSED,
    OPENING,
    OUTCOMES,
    RUNNING,
    STATE_OF,
    STATES,
    STEPS,
    TRACKS,
    TRANSITIONS,
    Pause,
    add_months,
    deadline,
    first_step,
    following,
    opened_track,
    outcomes,
    passed,
    refusal,
    standing,
    track,
)

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
MONTHS = st.integers(0, 24)


class TestTrack(unittest.TestCase):
    """Who gets a case, and on which track."""

    def test_table(self):
        """E10, cell by cell: kind × group → the predicates that open a case."""
        expected = {
            ("pns", "jpt"): ("jpt", {"butuh_perbaikan", "kurang", "sangat_kurang"}),
            ("pns", "ja"): ("ja_jf", {"kurang", "sangat_kurang"}),
            ("pns", "jf"): ("ja_jf", {"kurang", "sangat_kurang"}),
            ("pppk", "jf"): ("contract", {"kurang", "sangat_kurang"}),
            ("pppk_part_time", "ja"): ("contract", {"kurang", "sangat_kurang"}),
            ("cpns", "ja"): (None, set()),
            ("non_asn", "jpt"): (None, set()),
            ("pns", False): (None, set()),
            (False, "ja"): (None, set()),
        }
        for (kind, group), (which, predicates) in expected.items():
            with self.subTest(kind=kind, group=group):
                self.assertEqual(track(kind, group), which)
                found = {code for code, _l in PREDICATES if opened_track(kind, group, code)}
                self.assertEqual(found, predicates)

    def test_tables_are_complete(self):
        """Every track, step, outcome and state of the lists is used, and nothing else."""
        tracks = {code for code, _l in TRACKS}
        self.assertEqual(set(TRANSITIONS), tracks)
        self.assertEqual(set(OPENING), tracks)
        steps = {step for table in TRANSITIONS.values() for step in table}
        self.assertEqual(steps, {code for code, _l in STEPS})
        self.assertEqual(set(STATE_OF), steps)
        used = {out for table in TRANSITIONS.values() for step in table.values() for out in step}
        self.assertEqual(used, {code for code, _l in OUTCOMES})
        states = {code for code, _l in STATES}
        self.assertEqual(set(STATE_OF.values()) | {CLOSED, "cancelled"}, states)
        self.assertEqual(RUNNING, states - {CLOSED, "cancelled"})

    @given(st.sampled_from([code for code, _l in TRACKS]), st.data())
    def test_every_case_ends(self, which, data):
        """Whatever is decided, each track is walked to its end in at most four decisions."""
        step, walked = first_step(which), []
        while step:
            self.assertNotIn(step, walked)
            walked.append(step)
            outcome = data.draw(st.sampled_from(sorted(outcomes(which, step))))
            step, state = following(which, step, outcome)
            self.assertEqual(state, STATE_OF[step] if step else CLOSED)
        self.assertLessEqual(len(walked), 4)


class TestClock(unittest.TestCase):
    """Months that end where a calendar says, and stand still while paused."""

    def test_month_ends_and_leap_years(self):
        for start, months, end in (
            ("2027-08-31", 6, "2028-02-29"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2027-08-30", 6, "2028-02-29"),
            ("2027-08-28", 6, "2028-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2028-02-28", 12, "2029-02-28"),
            ("2027-12-31", 6, "2028-06-30"),
            ("2027-10-31", 1, "2027-11-30"),
            ("2027-07-15", 6, "2028-01-15"),
            ("2027-01-01", 0, "2027-01-01"),
        ):
            with self.subTest(start=start):
                found = add_months(date.fromisoformat(start), months)
                self.assertEqual(found.isoformat(), end)

    @given(DAYS, MONTHS)
    def test_lands_in_the_right_month(self, day, months):
        """So many months on, never a month too far, on the same day or the month's last."""
        end = add_months(day, months)
        self.assertEqual((end.year * 12 + end.month) - (day.year * 12 + day.month), months)
        is_last = (end + timedelta(days=1)).month != end.month
        self.assertTrue(end.day == day.day or (end.day < day.day and is_last))

    @given(DAYS, DAYS, MONTHS)
    def test_who_begins_earlier_ends_no_later(self, one, other, months):
        early, late = sorted((one, other))
        self.assertLessEqual(add_months(early, months), add_months(late, months))

    @given(DAYS, st.integers(0, 12), st.integers(0, 12))
    def test_in_two_parts_never_longer(self, day, first, second):
        """Six months and six more end at most where twelve end (short months may shorten)."""
        together = add_months(day, first + second)
        parts = add_months(add_months(day, first), second)
        self.assertLessEqual(parts, together)
        self.assertLessEqual(together - parts, timedelta(days=3))

    @given(
        DAYS,
        st.sampled_from(sorted(CLOCKS.values())),
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
    )
    def test_a_pause_takes_no_day_away(self, start, months, gaps):
        """However it is interrupted, the clock runs as many days as without pauses."""
        pauses, day = [], start
        for before, length in gaps:
            begin = day + timedelta(days=before)
            day = begin + timedelta(days=length)
            pauses.append(Pause(begin, day))
        end = deadline(start, months, reversed(pauses))
        within = [pause for pause in pauses if pause.end <= end]
        self.assertEqual(
            (end - start).days - sum((pause.end - pause.start).days for pause in within),
            (add_months(start, months) - start).days,
        )

    def test_a_pause_after_the_end_is_late(self):
        late = Pause(date(2028, 9, 2), date(2028, 10, 2))
        self.assertEqual(deadline(date(2028, 3, 1), 6, [late]), date(2028, 9, 1))

    def test_standing(self):
        """Nears in its last thirty days; the decision is overdue two weeks after the end."""
        end = date(2028, 9, 1)
        for day, expected in (
            ("2028-08-01", "running"),
            ("2028-08-02", "soon"),
            ("2028-09-01", "soon"),
            ("2028-09-02", "due"),
            ("2028-09-15", "due"),
            ("2028-09-16", "overdue"),
        ):
            with self.subTest(day=day):
                self.assertEqual(standing(end, date.fromisoformat(day)), expected)
        self.assertEqual(standing(end, date(2030, 1, 1), is_paused=True), "paused")
        self.assertIsNone(standing(None, end))

    @given(DAYS, DAYS)
    def test_passed_only_after_the_last_day(self, end, today):
        self.assertEqual(passed(end, today), (today - end).days > 0)
        self.assertEqual(standing(end, today) in ("due", "overdue"), passed(end, today))


class TestDecision(unittest.TestCase):
    """What may be decided when."""

    begun, end = date(2028, 3, 1), date(2028, 9, 1)

    def refuse(self, step, outcome, decided, which="ja_jf", state="improving", **facts):
        facts = {"begun": self.begun, "end": self.end, "current": "improve", **facts}
        current = facts.pop("current")
        return refusal(which, state, current, step, outcome, decided, **facts)

    def test_improvement(self):
        """Improved at any time; not improved only after the six months."""
        self.assertIsNone(self.refuse("improve", "improved", date(2028, 6, 1)))
        self.assertEqual(self.refuse("improve", "not_improved", self.end), "early")
        self.assertIsNone(self.refuse("improve", "not_improved", self.end + timedelta(days=1)))

    def test_refusals(self):
        after = date(2028, 10, 1)
        for expected, args, facts in (
            ("state", ("improve", "improved", after), {"state": "closed"}),
            ("state", ("improve", "improved", after), {"state": "cancelled"}),
            ("step", ("test", "lower_post", after), {}),
            ("outcome", ("improve", "discharge", after), {}),
            ("before", ("improve", "improved", date(2028, 2, 28)), {}),
            ("test", ("test", "lower_post", after), {"current": "test", "end": None}),
            (None, ("test", "lower_post", after), {"current": "test", "tested": True}),
            ("early", ("placement", "discharge", self.end), {"current": "placement"}),
            (None, ("placement", "placed", self.end), {"current": "placement"}),
        ):
            with self.subTest(args=args, facts=facts):
                self.assertEqual(self.refuse(*args, **facts), expected)

    def test_nobody_above_is_discharged_by_it(self):
        """A JPT ends in another post; placement and discharge are for JA and JF alone."""
        self.assertEqual(
            self.refuse("test", "no_vacancy", self.end, "jpt", "testing", current="test"), "outcome"
        )

    @given(
        st.sampled_from([code for code, _l in TRACKS]),
        st.sampled_from([code for code, _l in STEPS]),
        st.sampled_from([code for code, _l in OUTCOMES]),
        DAYS,
    )
    def test_what_is_not_refused_is_in_the_table(self, which, step, outcome, decided):
        why = self.refuse(step, outcome, decided, which, "open", current=step, tested=True)
        if why is None:
            self.assertIn(outcome, outcomes(which, step))
            following(which, step, outcome)
