from statistics import median

from ..facts import get_period
from ..harness import Benchmark
from ..session import environment
from ..timing import Row, median_ratio, percentile
from ..web import PORT, Crowd, logged_in, serving

USERS, WORKERS, ROUNDS = 50, 2, 3
SHARE = 95


class Portal(Benchmark):
    """Fifty employees open their page at once, from a server with two workers; Odoo's own ``/my``.

    More than the workers can take at a time wait in front of them, as behind a proxy.
    """

    name = "portal"
    title = f"/my/skp, p{SHARE} of {USERS} at once"
    limit = 1.1
    #: What is asked of the server, one after the other: path and, of a JSON route, its arguments.
    page = (("/my/skp", None),)
    odoos = (("/my", None),)

    @classmethod
    def run(cls, database):
        with environment(database) as env:
            plans = env["hr.skp"].search([("period_id", "=", get_period(env).id)], order="id")
            users = plans.employee_user_id.filtered("share")[:USERS]
            env.cr.execute("SELECT COALESCE(MAX(id), 0) FROM res_device_log")
            (last_device,) = env.cr.fetchone()
            with (
                logged_in(env, users) as sids,
                serving(database, f"--workers={WORKERS}", "--max-cron-threads=0"),
            ):
                pairs = cls._visit(Crowd(PORT, sids))
            # Odoo notes from which device somebody came.
            env.cr.rollback()
            env.cr.execute("DELETE FROM res_device_log WHERE id > %s", [last_device])
            env.cr.commit()
        return Row(
            cls.name,
            cls.title,
            1000 * median(ours for ours, _reference in pairs),
            1000 * median(reference for _ours, reference in pairs),
            median_ratio(pairs),
            cls.limit,
        )

    @classmethod
    def _visit(cls, crowd):
        for page in (cls.page, cls.odoos):
            crowd.visit(*page)
        pairs = []
        for turn in range(ROUNDS):
            waited = {}
            for name in ("page", "odoos")[:: 1 if turn % 2 else -1]:
                waited[name] = percentile(crowd.visit(*getattr(cls, name)), SHARE)
            pairs.append((waited["page"], waited["odoos"]))
        return pairs


class PortalWhole(Portal):
    """The same with what both pages fetch once they are there; ``/my`` counts tasks of ours, too.

    Without a limit of its own: it tells what a visit costs, for the sizing.
    """

    name = "portal-whole"
    title = f"/my/skp with its content, p{SHARE} of {USERS} at once"
    limit = None
    page = (("/my/skp", None), ("/my/skp/content?page=1", None))
    odoos = (("/my", None), ("/my/counters", {"counters": ["skp_count", "skp_task_count"]}))
