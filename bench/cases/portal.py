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

    @staticmethod
    def _visit(crowd):
        for path in ("/my/skp", "/my"):
            crowd.visit(path)
        pairs = []
        for turn in range(ROUNDS):
            pages = ("/my/skp", "/my")[:: 1 if turn % 2 else -1]
            waited = {page: percentile(crowd.visit(page), SHARE) for page in pages}
            pairs.append((waited["/my/skp"], waited["/my"]))
        return pairs
