from odoo.fields import Domain

from ..facts import get_terms
from ..harness import Benchmark
from ..replay import Replay
from ..seed.prototype import YEAR

BATCHES = 4


class OpenPeriod(Benchmark):
    """Plans by the ORM, so that every extension runs; two thousand people of the next year.

    The leaders, one person in forty, have theirs already: they are made first.
    """

    name = "open-period"
    title = "open a period"
    limit = 3.0
    # Half of it is Python's, which a busy machine slows more than the database.
    repeats = 9
    scales = "each"

    def prepare(self):
        self.period = self.env["hr.skp.period"].create({"year": YEAR + 1})
        self.period.state = "open"
        leaders = self.period._get_missing_domain() & Domain("child_ids", "!=", False)
        self.period._make_plans(self.env["hr.employee"].search(leaders))
        self.replay = Replay(self.env, self.ours, ("hr_skp", "hr_skp_behaviour"))
        self.count = self.replay.count("hr_skp")

    def get_unit(self):
        return self.count, "a person"

    def ours(self):
        queue = self.period._get_missing_ids()
        for _batch in range(BATCHES):
            self.period._make_next_plans(queue)
        self.env.flush_all()
        assert not self.period.opening_errors

    def reference(self):
        self.replay.write()


class OpenTerm(Benchmark):
    """Evaluations with their lines; two thousand people in a term that nobody was judged in yet."""

    name = "open-term"
    title = "open a term"
    limit = 3.0
    # Half of it is Python's, which a busy machine slows more than the database.
    repeats = 9
    scales = "each"

    def prepare(self):
        # Past the guard that no two terms share a day: one more term of the same year.
        self.env.cr.execute(
            """
            INSERT INTO hr_skp_term (name, period_id, kind, sequence, date_start, date_end, state)
            SELECT name, period_id, 'month', 99, date_start, date_end, 'open'
              FROM hr_skp_term WHERE id = %s RETURNING id
            """,
            [get_terms(self.env)[2].id],
        )
        self.term = self.env["hr.skp.term"].browse(self.env.cr.fetchone())
        self.replay = Replay(self.env, self.ours, ("hr_skp_evaluation", "hr_skp_evaluation_line"))
        self.count = self.replay.count("hr_skp_evaluation")

    def get_unit(self):
        return self.count, "a person"

    def ours(self):
        for _batch in range(BATCHES):
            self.term._make_next_evaluations()
        self.env.flush_all()
        assert not self.term.opening_errors

    def reference(self):
        self.replay.write()
