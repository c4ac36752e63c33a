"""Runs ours and the reference in turns, in one transaction that is never committed."""

import gc
import time
from contextlib import contextmanager
from statistics import median

from .session import environment
from .timing import Row, median_ratio


class Benchmark:
    """One line of the table: ``ours`` against ``reference``, both of the same outcome.

    ``prepare`` arranges what both need, once; each run starts from there and is rolled back, with
    an empty cache of records and the warm caches of a server that has been up for a while.
    """

    #: By it the benchmark is chosen: ``ARGS="finalise matrix"``.
    name = ""
    title = ""
    limit = 1.0
    query_limit = None
    repeats = 5
    #: How often one run does its work, where that takes less than can be measured well.
    loops = 1
    #: What makes it a miss beside ratio and queries.
    problem = ""
    #: How the work of the whole agency follows from the measured time: the same amount however
    #: many people there are ("fixed"), once for each of them ("each"), or all of them ("whole").
    scales = "fixed"

    def __init__(self, env):
        self.env = env

    def prepare(self):
        """Arrange what both runs need; rolled back at the end."""

    def warm_up(self):
        """Load what the server has loaded before it comes to the request's own work."""

    def ours(self):
        raise NotImplementedError

    def reference(self):
        raise NotImplementedError

    def get_unit(self):
        """Return by how many things a time is divided, and what they are called."""
        return 1, ""

    # ------------------------------------------------------------
    # RUNNING
    # ------------------------------------------------------------

    @classmethod
    def run(cls, database):
        """Return the row of the table."""
        with environment(database) as env:
            benchmark = cls(env)
            benchmark.prepare()
            env.flush_all()
            return benchmark._measure()

    def _measure(self):
        self._time(self.ours)
        self._time(self.reference)
        # The registry and what was prepared are no garbage: looking through them takes a while.
        gc.collect()
        gc.freeze()
        pairs, queries = [], None
        for turn in range(self.repeats):
            first, second = (self.ours, self.reference)[:: 1 if turn % 2 else -1]
            taken = {step: self._time(step) for step in (first, second)}
            pairs.append((taken[self.ours][0], taken[self.reference][0]))
            queries = taken[self.ours][1]
        count, note = self.get_unit()
        return Row(
            self.name,
            self.title,
            1000 * median(ours for ours, _reference in pairs) / count,
            1000 * median(reference for _ours, reference in pairs) / count,
            median_ratio(pairs),
            self.limit,
            queries,
            self.query_limit,
            note,
            self.problem,
        )

    def _time(self, step):
        """Return the seconds and queries of one run, undone."""
        with undone(self.env):
            gc.collect()
            queries, taken = 0, 0
            for _loop in range(self.loops):
                # As at the start of a request.
                self.env.flush_all()
                self.env.transaction.clear()
                self.warm_up()
                before, start = self.env.cr.sql_log_count, time.perf_counter()
                step()
                taken += time.perf_counter() - start
                queries += self.env.cr.sql_log_count - before
            return taken / self.loops, queries // self.loops

    def undone(self):
        """Let what follows begin with nothing cached, and leave nothing behind."""
        return undone(self.env)


@contextmanager
def undone(env):
    """Start with nothing cached and leave nothing behind."""
    env.flush_all()
    env.transaction.clear()
    env.cr.execute("SAVEPOINT bench_run")
    try:
        yield
    finally:
        env.cr.execute("ROLLBACK TO SAVEPOINT bench_run")
        env.transaction.clear()
