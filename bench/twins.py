"""python -m bench.twins DATABASE: two servers on one database do the work once.

On a throw-away copy of the database both are told at the same moment to open the next year, and
both run all scheduled actions meanwhile.
"""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.request

from .facts import get_officer
from .seed.prototype import YEAR
from .session import configure, environment
from .web import PORT, logged_in, serving

COPY = "skp_bench_twins"
PORTS = (PORT, PORT + 2)
#: Who comes second in the same instant is repeated by Odoo, which logs the statement as an error.
REPEATED = re.compile(
    r" ERROR [^\n]*bad query(?:(?!\n\d{4}-\d\d-\d\d ).)*?\nERROR: +could not serialize access",
    re.DOTALL,
)
#: So long may the scheduled actions take for everybody's plans.
SECONDS = 600


def main(database):
    configure()
    subprocess.run(["dropdb", "--if-exists", "--force", COPY], check=True)
    subprocess.run(["createdb", "-T", database, COPY], check=True)
    try:
        _run()
    finally:
        subprocess.run(["dropdb", "--if-exists", "--force", COPY], check=True)


def _run():
    with environment(COPY) as env:
        period = env["hr.skp.period"].create({"year": YEAR + 1})
        officers = [get_officer(env), env.ref("base.user_admin")]
        people = env["hr.employee"].search_count(period._get_eligible_domain())
        env["ir.cron"].search([("model_id.model", "=like", "hr.skp%")]).write(
            {"nextcall": "2020-01-01 00:00:00"}
        )
        env.cr.commit()
        options = ("--workers=0", "--max-cron-threads=2", "--log-level=warn")
        with (
            logged_in(env, officers) as sids,
            serving(COPY, *options, port=PORTS[0]) as one,
            serving(COPY, *options, port=PORTS[1]) as other,
        ):
            answers = _at_once(sids, period.id)
            seconds = _wait(env, period)
            logs = one.read_text() + other.read_text()
        env.invalidate_all()
        _report(env, period, people, answers, seconds, logs)


def _at_once(sids, period_id):
    """Both servers are asked at the same moment; return what each answered."""
    answers, start = {}, threading.Barrier(len(PORTS))

    def ask(port, sid):
        start.wait()
        answer = call(port, sid, "hr.skp.period", "action_open", [[period_id]])
        answers[port] = answer.get("error", {}).get("data", {}).get("message", "done")

    threads = [threading.Thread(target=ask, args=pair) for pair in zip(PORTS, sids, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def call(port, sid, model, method, args, **kwargs):
    """Call a method as the web client does; return the answer."""
    body = {
        "jsonrpc": "2.0",
        "params": {"model": model, "method": method, "args": args, "kwargs": kwargs},
    }
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/web/dataset/call_kw",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Cookie": f"session_id={sid}"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def _wait(env, period):
    begun = time.monotonic()
    while time.monotonic() < begun + SECONDS:
        env.cr.rollback()
        env.invalidate_all()
        if period.state == "open" and not period.is_opening and not period.missing_count:
            return time.monotonic() - begun
        time.sleep(1)
    raise TimeoutError("the plans were not made in time")


def _report(env, period, people, answers, seconds, logs):
    plans = env["hr.skp"].search([("period_id", "=", period.id)])
    opened = env["hr.skp.log"].search_count(
        [("res_model", "=", "hr.skp.period"), ("res_id", "=", period.id)]
    )
    found = {
        "people": people,
        "plans": len(plans),
        "people with a plan": len(plans.employee_id),
        "behaviours": env["hr.skp.behaviour"].search_count([("skp_id", "in", plans.ids)]),
        "openings in the log": opened,
        "errors": len(period.opening_errors or []) + REPEATED.sub("", logs).count(" ERROR "),
    }
    print(f"answers: {answers}; all plans after {seconds:.0f} s")
    for name, count in found.items():
        print(f"{name:>20}: {count}")
    once = (people, people, people, 7 * people, 1, 0)
    if tuple(found.values()) != once:
        print(logs[-3000:])
        sys.exit("the work was not done once")


if __name__ == "__main__":
    main(*sys.argv[1:])
