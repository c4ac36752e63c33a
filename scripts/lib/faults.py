"""Kill a process of Odoo at random moments of a task and check what it left; see scripts/faults.

One process loads the addons; every run is a fork of it that works on a fresh copy of the database,
so that only the task itself is interrupted.  After the kill the task is taken up again as the
scheduler or the user would, and the rules below must hold.
"""

import base64
import errno
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import odoo
from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

PEOPLE = 260
#: Who is finalised and gets documents.
NAMES = [f"Pegawai {number:02d}" for number in range(60)]
#: Evaluations finalised in one request.
CHUNK = 10


def environment(db, uid=SUPERUSER_ID):
    return api.Environment(Registry(db).cursor(), uid, {})


def psql(command):
    subprocess.run(
        ["psql", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-qAt", "-c", command], check=True
    )


# ------------------------------------------------------------
# THE WORLD: an agency in the middle of a year
# ------------------------------------------------------------


def build(db):
    """Make the agency of the tests, a section of ``PEOPLE`` in it, and next year's period."""
    from odoo.addons.hr_skp_evaluation.tests.evaluation_common import EvaluationCommon

    env = environment(db)
    world = type("World", (EvaluationCommon,), {"env": env})
    world._create_world()
    world._open_first_term()
    world.performance("dinas")
    world.crowd(world, "s" * PEOPLE)
    users = env["res.users"].create(
        [
            {
                "name": f"Pegawai {number:03d}",
                "login": f"pegawai{number}",
                "email": f"pegawai{number}@example.org",
                "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
                "company_id": world.agency.id,
                "company_ids": [(6, 0, world.agency.ids)],
            }
            for number in range(PEOPLE)
        ]
    )
    people = env["hr.employee"].search([("name", "=like", "Pegawai %"), ("user_id", "=", False)])
    for person, user in zip(people, users, strict=False):
        person.user_id = user
    following = world._create_period(2027)
    following.with_user(world.users["officer"]).action_open()
    world.agency.skp_distribution_mode = "warn"
    store_workbook(env, world)
    env.cr.commit()
    env.cr.close()


def store_workbook(env, world):
    """Keep the results of this year as a workbook for next year's import."""
    plans = env["hr.skp"].with_user(world.users["officer"])
    plans = plans.search(
        [("period_id", "=", world.period.id), ("employee_id.user_id", "!=", False)]
    )
    action = plans.action_export_results()
    export = plans.env["hr.skp.result.export"].browse(int(action["url"].rsplit("/", 1)[1]))
    stream = io.BytesIO()
    export._write_to(stream)
    env["ir.attachment"].create({"name": "faults.xlsx", "raw": stream.getvalue()})


# ------------------------------------------------------------
# TASKS: what is interrupted, and what must hold after it was taken up again
# ------------------------------------------------------------


def user(env, key):
    return env["res.users"].search([("login", "=", f"uji_{key}")])


def evaluations_of(env, names=NAMES):
    kasi = user(env, "kasi")
    return (
        env["hr.skp.evaluation"]
        .with_user(kasi)
        .search([("evaluator_user_id", "=", kasi.id), ("employee_name", "in", names)], order="id")
    )


def rated(env):
    return evaluations_of(env).filtered(lambda evaluation: evaluation.state == "rated")


def open_period(env):
    env["hr.skp.period"]._cron_open_periods()


def check_open(env):
    period = env["hr.skp.period"].search([("year", "=", 2027)])
    plans = env["hr.skp"].search([("period_id", "=", period.id)])
    due = period._get_missing_domain() if hasattr(period, "_get_missing_domain") else []
    people = env["hr.skp"].search([("period_id.year", "=", 2026)]).employee_id
    assert len(plans) == len(plans.employee_id), "somebody has two plans"
    assert not people - plans.employee_id, f"{len(people - plans.employee_id)} have no plan {due}"
    assert {len(plan.behaviour_ids) for plan in plans} == {7}, "a plan without its behaviours"


def finalise(env):
    while waiting := rated(env)[:CHUNK]:
        waiting.action_finalise()
        env.cr.commit()
        env.invalidate_all()


def check_finalise(env):
    evaluations = evaluations_of(env).sudo()
    assert len(evaluations) == len(NAMES)
    assert set(evaluations.mapped("state")) == {"finalised"}, set(evaluations.mapped("state"))
    for evaluation in evaluations:
        assert len(evaluation.revision_ids) == evaluation.revision == 1, "one revision each"
        assert evaluation.predicate == "baik", evaluation.predicate
    log = env["hr.skp.log"].search(
        [("res_model", "=", "hr.skp.evaluation"), ("action", "=", "evaluation_finalise")]
    )
    assert len(log) == len(evaluations), f"{len(log)} lines of the log"


def prepare_issue(env):
    rated(env).action_finalise()


def issue(env):
    env["hr.skp.evaluation.revision"]._cron_issue_documents()


def check_issue(env):
    evaluations = evaluations_of(env).sudo()
    for evaluation in evaluations:
        assert len(evaluation.document_ids) == 1, f"{len(evaluation.document_ids)} documents"
        [document] = evaluation.document_ids
        content = document_content(document)
        assert content.startswith(b"%PDF"), "the file is whole"
        assert hashlib.sha256(content).hexdigest() == document.sha256, "the file is the issued one"


def document_content(document):
    field = next(name for name, f in document._fields.items() if f.type == "binary" and f.store)
    return base64.b64decode(document.with_context(bin_size=False)[field] or b"")


def prepare_import(env):
    env["hr.skp.period"]._cron_open_periods()
    officer = user(env, "officer")
    workbook = env["ir.attachment"].search([("name", "=", "faults.xlsx")])
    wizard = env(user=officer)["hr.skp.result.import"].create(
        {
            "file": base64.b64encode(workbook.raw),
            "filename": "faults.xlsx",
            "period_id": env["hr.skp.period"].search([("year", "=", 2027)]).id,
        }
    )
    from odoo.addons.hr_skp.wizard import hr_skp_import_job_mixin as job

    job.AT_ONCE = 0
    wizard.action_import()
    assert wizard.state == "running", (wizard.state, wizard.line_ids.mapped("what"))


def import_results(env):
    from odoo.addons.hr_skp.wizard import hr_skp_result_import_writer as writer

    # Small batches: so that there are moments between them.
    writer.BATCH = 40
    env["hr.skp.result.import"]._cron_import()


def check_import(env):
    wizard = env["hr.skp.result.import"].search([])
    assert wizard.mapped("state") == ["done"], wizard.mapped("state")
    plans = env["hr.skp"].search(
        [("period_id.year", "=", 2027), ("employee_name", "=like", "Pegawai %")]
    )
    counts = {len(plan.result_ids) for plan in plans}
    assert counts == {1}, f"results a plan: {counts}"
    assert {len(result.indicator_ids) for result in plans.result_ids} == {1}, "indicators"


def prepare_remind(env):
    env["hr.skp.period"]._cron_open_periods()
    env["hr.skp.period"].search([("year", "=", 2027)]).plan_deadline = fields.Date.today()
    env["res.company"].search([]).write({"skp_remind": True})
    env["mail.mail"].search([]).unlink()


def remind(env):
    env["hr.skp.reminder"]._cron_remind()


def check_remind(env):
    reminders = env["hr.skp.reminder"].search([])
    assert len(reminders) > PEOPLE / 2, f"only {len(reminders)} reminders"
    keys = [
        (line.user_id.id, line.code, line.res_model, line.res_id) for line in reminders.line_ids
    ]
    assert len(keys) == len(set(keys)), "somebody is told the same twice"
    mails = env["mail.mail"].search([("model", "=", "hr.skp.reminder")])
    assert len(mails) == len(set(mails.mapped("res_id"))), "a mail is queued twice"
    assert set(mails.mapped("res_id")) <= set(reminders.ids), "a mail without its reminder"


TASKS = {
    "open": (None, open_period, check_open),
    "finalise": (None, finalise, check_finalise),
    "issue": (prepare_issue, issue, check_issue),
    "import": (prepare_import, import_results, check_import),
    "remind": (prepare_remind, remind, check_remind),
}


# ------------------------------------------------------------
# RUNS
# ------------------------------------------------------------


def copy_files(source, target):
    """Give ``target`` the files of ``source``, instead of what an earlier run may have left."""
    subprocess.run(["rm", "-rf", config.filestore(target)], check=True)
    if Path(config.filestore(source)).exists():
        subprocess.run(["cp", "-a", config.filestore(source), config.filestore(target)], check=True)


class Runner:
    def __init__(self, db, times):
        self.db, self.times, self.base = db, times, f"{db}_base"
        self.failed = []

    def fork(self, step, quiet=False):
        """Return the number of a process that takes ``step(env)`` and ends with 0, or 1.

        :param quiet: whether its last words are expected
        """
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            env = environment(self.db)
            step(env)
            env.cr.commit()
            env.cr.close()
            status = 0
        except BaseException:
            if not quiet:
                traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

    def run(self, step):
        return os.waitpid(self.fork(step), 0)[1] == 0

    def fresh(self, source):
        psql(f"DROP DATABASE IF EXISTS {self.db} WITH (FORCE)")
        psql(f"CREATE DATABASE {self.db} TEMPLATE {source}")
        copy_files(source, self.db)

    def prepare(self, name, prepare):
        """Make the state in which the task begins, once."""
        source = f"{self.base}_{name}"
        self.fresh(f"{self.base}_world")
        if prepare and not self.run(prepare):
            raise SystemExit(f"{name}: cannot be prepared")
        psql(f"CREATE DATABASE {source} TEMPLATE {self.db}")
        copy_files(self.db, source)
        return source

    def kill_at(self, step, moment, strike):
        """Start the task, strike after ``moment`` seconds; return whether it was still at work."""
        pid = self.fork(step, quiet=True)
        until = time.monotonic() + moment
        while time.monotonic() < until:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return False
            time.sleep(0.002)
        strike(pid)
        os.waitpid(pid, 0)
        return True

    def task(self, name, strike=None, times=None):
        prepare, step, check = TASKS[name]
        strike = strike or (lambda pid: os.kill(pid, signal.SIGKILL))
        source = self.prepare(name, prepare)
        started = time.monotonic()
        if not self.run(step) or not self.run(check):
            self.failed.append(f"{name}: not even undisturbed")
            return
        lasts = time.monotonic() - started
        struck = survived = 0
        for _time in range(times or self.times):
            self.fresh(source)
            struck += self.kill_at(step, random.uniform(0, lasts * 0.8), strike)
            self.wait_for_server()
            # As often as the scheduler would until nothing is left.
            ok = all([self.run(step), self.run(step), self.run(check)])
            survived += ok
            if not ok:
                self.failed.append(f"{name}: broken after a kill")
        print(
            f"{name}: {times or self.times} runs of {lasts:.1f} s, {struck} struck while at work,"
            f" {survived} survived"
        )
        psql(f"DROP DATABASE {source} WITH (FORCE)")
        subprocess.run(["rm", "-rf", config.filestore(source)], check=True)

    @staticmethod
    def wait_for_server():
        for _time in range(100):
            if not subprocess.run(["pg_isready", "-q"], check=False).returncode:
                return
            time.sleep(0.1)

    # What is not a kill ------------------------------------------

    def restart(self):
        """PostgreSQL crashes and comes back while documents are issued and plans opened."""

        def strike(_pid):
            command = os.environ["FAULTS_RESTART"].split()
            if os.getuid() == 0:
                command = ["runuser", "-u", "postgres", "--", *command]
            subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True)

        print("PostgreSQL restarted (crash) under load:")
        for name in ("open", "issue"):
            self.task(name, strike, max(self.times // 4, 1))

    def disk(self):
        """The disk is full while documents are issued: nothing half, and all of it later."""
        source = self.prepare("issue", prepare_issue)
        survived = 0
        for number in range(self.times):
            self.fresh(source)
            self.run(lambda env, after=number: issue_on_full_disk(env, after))
            survived += all([self.run(check_none_half), self.run(issue), self.run(check_issue)])
        if survived < self.times:
            self.failed.append("disk: something was half")
        print(f"disk: full in {self.times} runs of issuing documents, {survived} survived")
        psql(f"DROP DATABASE {source} WITH (FORCE)")

    def race(self):
        """Two at once: both finalise; one finalises while another transfers; both revise."""
        survived = 0
        for number in range(self.times):
            self.fresh(f"{self.base}_world")
            steps = RACES[number % len(RACES)]
            # Both have their connection by then, and begin together.
            begin = time.monotonic() + 0.7
            pids = [self.fork(lambda env, s=step, at=begin: wait_and(s, env, at)) for step in steps]
            for pid in pids:
                os.waitpid(pid, 0)
            survived += self.run(check_race)
        if survived < self.times:
            self.failed.append("race: both won")
        print(f"race: {self.times} pairs at once, {survived} left one history")


def wait_and(step, env, begin):
    env["hr.skp"].search([], limit=1)
    time.sleep(max(begin - time.monotonic(), 0))
    env.cr.rollback()
    step(env)


def issue_on_full_disk(env, after):
    attachments = type(env["ir.attachment"])
    write, left = attachments._file_write, [after]

    def full(self, *args, **kwargs):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, *args, **kwargs)

    attachments._file_write = full
    try:
        issue(env)
    except OSError:
        env.cr.rollback()
    finally:
        attachments._file_write = write


def check_none_half(env):
    for document in env["hr.skp.document"].search([("evaluation_id", "!=", False)]):
        content = document_content(document)
        assert hashlib.sha256(content).hexdigest() == document.sha256, "half a document"


def retrying(env, step):
    """Take a step as a request does: repeated where the database asks for it, else refused."""
    from odoo.service.model import retrying as repeat

    try:
        repeat(step, env)
    except UserError as error:
        env.cr.rollback()
        print("    refused:", str(error).splitlines()[0][:100])


def race_finalise(env):
    retrying(env, lambda: evaluations_of(env, NAMES[:5]).action_finalise())


def race_transfer(env):
    plan = evaluations_of(env, NAMES[:1]).sudo().skp_id.with_user(user(env, "officer"))
    retrying(env, lambda: plan.action_transfer(fields.Date.today(), "Mutasi"))


def race_revise(env):
    plan = evaluations_of(env, NAMES[:1]).sudo().skp_id.with_user(user(env, "kasi"))
    retrying(env, lambda: plan.action_revise("Penugasan baru"))


RACES = [
    (race_finalise, race_finalise),
    (race_finalise, race_transfer),
    (race_revise, race_revise),
    (race_revise, race_transfer),
]


def check_race(env):
    for evaluation in env["hr.skp.evaluation"].search([]):
        numbers = evaluation.revision_ids.mapped("number")
        assert len(numbers) == len(set(numbers)) == evaluation.revision, "one revision a step"
        assert bool(numbers) == (evaluation.state not in ("open", "self_reported", "rated"))
    for plan in env["hr.skp"].search([]):
        numbers = plan.revision_ids.mapped("number")
        assert len(numbers) == len(set(numbers)), "a revision twice"
        live = plan.search_count(
            [
                ("employee_id", "=", plan.employee_id.id),
                ("period_id", "=", plan.period_id.id),
                ("state", "not in", ("closed", "cancelled")),
            ]
        )
        assert live <= 1, "two living plans of one person"


def main():
    db, times, *names = sys.argv[1:]
    odoo.tools.config.parse_config(["--log-level=critical", "-d", f"{db}_base"])
    runner = Runner(db, int(times))
    print(f"building an agency of {PEOPLE} people")
    psql(f"CREATE DATABASE {db} TEMPLATE {db}_base")
    copy_files(f"{db}_base", db)
    build(db)
    odoo.sql_db.close_all()
    psql(f"CREATE DATABASE {db}_base_world TEMPLATE {db}")
    copy_files(db, f"{db}_base_world")
    for name in names:
        if name in TASKS:
            runner.task(name)
        else:
            getattr(runner, name)()
    for line in runner.failed:
        print("FAILED", line)
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main())
