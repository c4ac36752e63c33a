"""python -m bench.flat DATABASE: the memory of bulk work does not grow from batch to batch."""

import gc
import sys

from .facts import get_terms
from .memory import resident
from .seed.prototype import YEAR
from .session import configure, environment

BATCHES = 8
#: From the second batch to the last; the first one fills what a server keeps.
MEGABYTES = 10


def measure(env, name, step):
    """Run the batches as the scheduled action does, which empties the cache with each commit."""
    sizes = []
    for _batch in range(BATCHES):
        step()
        env.flush_all()
        env.transaction.clear()
        gc.collect()
        sizes.append(resident())
    growth = sizes[-1] - sizes[1]
    print(f"{name}: {' '.join(f'{size:.0f}' for size in sizes)} MB, {growth:+.1f} MB")
    return growth <= MEGABYTES


def main(database):
    configure()
    with environment(database) as env:
        period = env["hr.skp.period"].create({"year": YEAR + 1})
        period.state = "open"
        env.cr.execute(
            """
            INSERT INTO hr_skp_term (name, period_id, kind, sequence, date_start, date_end, state)
            SELECT name, period_id, 'month', 99, date_start, date_end, 'open'
              FROM hr_skp_term WHERE id = %s RETURNING id
            """,
            [get_terms(env)[2].id],
        )
        term = env["hr.skp.term"].browse(env.cr.fetchone())
        flat = [
            measure(env, "plans of a period", period._make_next_plans),
            measure(env, "evaluations of a term", term._make_next_evaluations),
        ]
    sys.exit(not all(flat))


if __name__ == "__main__":
    main(*sys.argv[1:])
