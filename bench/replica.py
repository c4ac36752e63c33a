"""python -m bench.replica DATABASE: the reading pages work from a replica.

The server is given its own database as replica, for which Odoo uses read-only transactions: a page
that writes after all is done again on the other database, which the log tells (``ro->rw``).
"""

import os
import re
import sys

from .facts import get_large_evaluator, get_officer, get_period
from .session import configure, environment
from .twins import call
from .web import PORT, get, logged_in, serving

PAGES = (
    "/my",
    "/my/skp",
    "/my/skp/content",
    "/my/skp/assignments",
    "/my/skp/dialogues",
    "/my/skp/evaluations",
    "/my/skp/feedback",
    "/my/skp/units",
    "/my/skp/development",
    "/my/skp/history.pdf",
    "/my/skp/{plan}/progress",
)
#: Model and whether its first page is read as somebody whose rules are the hardest.
LISTS = (
    "hr.skp",
    "hr.skp.result",
    "hr.skp.matrix",
    "hr.skp.feedback",
    "hr.skp.evaluation",
    "hr.skp.rating",
    "hr.skp.unit.performance",
    "hr.skp.evaluation.report",
    "hr.skp.award",
    "hr.skp.eligibility",
)
CALLS = (("hr.skp.dashboard", "get_dashboard"),)


def main(database):
    configure()
    with environment(database) as env:
        plan = env["hr.skp"].search([("period_id", "=", get_period(env).id)], order="id desc")[:1]
        users = [plan.employee_user_id, get_officer(env), get_large_evaluator(env).user_id]
        env.cr.execute("SELECT COALESCE(MAX(id), 0) FROM res_device_log")
        (last_device,) = env.cr.fetchone()
        with (
            logged_in(env, users) as sids,
            serving(
                database,
                "--workers=0",
                "--max-cron-threads=0",
                f"--db_replica_host={os.environ['PGHOST']}",
            ) as log,
        ):
            problems = _visit(sids, plan.id)
            text = log.read_text()
        env.cr.rollback()
        env.cr.execute("DELETE FROM res_device_log WHERE id > %s", [last_device])
        env.cr.commit()
    problems += _read_modes(text)
    if problems:
        sys.exit("\n".join(problems))


def _visit(sids, plan_id):
    problems = []
    portal, *desks = sids
    for page in PAGES:
        path = page.format(plan=plan_id)
        # The first visit notes the device, which is a write of Odoo's own.
        for _again in range(2):
            status, _body = get(PORT, path, portal)
        if status != 200:
            problems.append(f"{path}: {status}")
    for sid in desks:
        for model in LISTS:
            answer = call(
                PORT,
                sid,
                model,
                "web_search_read",
                [],
                domain=[],
                specification={"display_name": {}},
                limit=80,
            )
            # A list that is closed to somebody is closed on a replica too.
            if "error" in answer and "AccessError" not in answer["error"]["data"]["name"]:
                problems.append(f"{model}: {answer['error']['data']['message']}")
        for model, method in CALLS:
            answer = call(PORT, sid, model, method, [])
            if "error" in answer and "AccessError" not in answer["error"]["data"]["name"]:
                problems.append(f"{model}.{method}: {answer['error']['data']['message']}")
    return problems


def _read_modes(text):
    """Print how each page was read; return those that fell back to the writable database."""
    problems, modes = [], {}
    for method, path, mode in re.findall(
        r'"(GET|POST) (\S+) HTTP/1.1" \d+ .* (r[ow](?:->rw)?)$', text, re.M
    ):
        modes.setdefault((method, path), []).append(mode)
    for (method, path), found in modes.items():
        print(f"{method:4} {path:55} {' '.join(found[:4])}")
        if found[-1] == "ro->rw":
            problems.append(f"{path} is called reading and writes")
    if not any("ro" in found for found in modes.values()):
        problems.append("nothing was read from the replica")
    return problems + re.findall(r"^.*retrying with a read/write cursor.*$", text, re.M)


if __name__ == "__main__":
    main(*sys.argv[1:])
