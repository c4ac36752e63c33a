"""python -m bench.growth SMALL LARGE [NAME …]: how times grow with the number of people.

For each benchmark whose work grows with the agency: the exponent of ours and that of bare SQL, from
a small agency to a large one.  Ours may grow by a tenth more at most.
"""

import sys

from .__main__ import get_benchmarks
from .session import configure, environment
from .timing import format_time, growth

SLACK = 0.1


def count_people(database):
    with environment(database) as env:
        return env["hr.employee"].search_count([])


def main(small, large, *names):
    configure()
    sizes = [count_people(database) for database in (small, large)]
    factor = sizes[1] / sizes[0]
    print(f"{sizes[0]} → {sizes[1]} people\n")
    print("| benchmark | ours | reference | exponent | of the reference | |")
    print("|---|---|---|---:|---:|---|")
    missed = False
    for benchmark in get_benchmarks(names):
        if benchmark.scales == "fixed":
            continue
        first, last = benchmark.run(small), benchmark.run(large)
        # What is measured a person is done for everybody.
        whole = 1 if benchmark.scales == "each" else 0
        reference = whole + growth(first.reference, last.reference, factor)
        # By the ratios, of times taken in turns: a machine that slowed down between is no growth.
        more = growth(first.ratio, last.ratio, factor)
        ours, is_ok = reference + more, more <= SLACK
        missed |= not is_ok
        times = (
            f"{format_time(a)} → {format_time(b)}"
            for a, b in ((first.ours, last.ours), (first.reference, last.reference))
        )
        verdict = "ok" if is_ok else "MISS"
        cells = (benchmark.title, *times, f"{ours:.2f}", f"{reference:.2f}", verdict)
        print(f"| {' | '.join(cells)} |", flush=True)
    sys.exit(missed)


if __name__ == "__main__":
    main(*sys.argv[1:])
