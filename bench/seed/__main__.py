"""python -m bench.seed DATABASE PEOPLE: fill a database that holds the addons and nothing else."""

import sys
import time

from ..session import configure, environment


def main(database, people):
    start = time.monotonic()

    def say(text):
        print(f"      {time.monotonic() - start:4.0f} s  {text}", flush=True)

    configure()
    # Only now does Python find the addons.
    from .build import build
    from .check import check

    with environment(database) as env:
        prototype = build(env, int(people), max(15, int(people) // 40), say)
        env.cr.commit()
        env.cr.execute("ANALYZE")
        check(env, prototype)
        env.cr.rollback()
        say("the copies are what Odoo itself makes")
        env.cr._obj.connection.autocommit = True
        env.cr.execute("VACUUM ANALYZE")
    say("ready")


if __name__ == "__main__":
    main(*sys.argv[1:])
