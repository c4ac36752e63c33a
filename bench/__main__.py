"""python -m bench DATABASE [NAME …]: measure, print the table, and fail where a limit is missed."""

import argparse
import json
import sys
from pathlib import Path

from .session import configure
from .timing import format_row, format_table

#: In the order of the table.
CASES = (
    "open_period",
    "finalise",
    "matrix",
    "team",
    "count",
    "portal",
    "dashboard",
    "follow_up",
    "recap",
    "documents",
    "importing",
)


def get_benchmarks(names):
    """Return the benchmarks whose name begins with one of ``names``, else all."""
    from importlib import import_module

    from .harness import Benchmark

    found = []
    for case in CASES:
        module = import_module(f".cases.{case}", __package__)
        found += [
            item
            for item in vars(module).values()
            if isinstance(item, type)
            and issubclass(item, Benchmark)
            and item.name
            and item.__module__ == module.__name__
        ]
    known = [benchmark.name for benchmark in found]
    if unknown := [name for name in names if not any(k.startswith(name) for k in known)]:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
    return [b for b in found if not names or b.name.startswith(tuple(names))]


def main():
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("database")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--output", type=Path, help="also write PATH.json and PATH.md")
    options = parser.parse_args()
    configure()
    rows = []
    for benchmark in get_benchmarks(options.names):
        row = benchmark.run(options.database)
        print("  ".join(format_row(row)), flush=True)
        rows.append(row)
    print("\n" + format_table(rows))
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        facts = [{**row._asdict(), "ok": row.is_ok} for row in rows]
        options.output.with_suffix(".json").write_text(json.dumps(facts, indent=2))
        options.output.with_suffix(".md").write_text(format_table(rows) + "\n")
    sys.exit(not all(row.is_ok for row in rows))


if __name__ == "__main__":
    main()
