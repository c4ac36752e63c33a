"""Every secret at every door as everybody: who may not know it never reads it."""

import os
from collections import Counter

from odoo.tests import tagged
from odoo.tools import mute_logger

from .more_doors import MoreDoors

#: Whom the test suite sends round; ``make doors`` sends everybody.
SENT = (
    "owner of the rating",
    "evaluator",
    "portal colleague",
    "administrator",
    "other agency",
    "outside official",
)


@tagged("post_install", "-at_install", "hr_skp_doors")
class TestDoors(MoreDoors):
    """Doors × roles × secrets, each knocked at for real, as in ``docs/security.md``."""

    def _take_back(self, step, *args):
        self.env.cr.execute("SAVEPOINT door")
        try:
            return step(*args)
        finally:
            self.env.invalidate_all(flush=False)
            self.env.transaction.clear()
            self.env.cr.execute("ROLLBACK TO SAVEPOINT door")
            self.env.cr.execute("RELEASE SAVEPOINT door")

    def _knock(self):
        """Yield (door, secret, whether the answer holds it) for whoever has entered."""
        for name in sorted(dir(self)):
            if name.startswith("door_"):
                for secret in self.secrets:
                    answer = self._take_back(getattr(self, name), secret)
                    yield name[5:], secret, secret.is_in(answer)
            elif name.startswith("hall_"):
                answer = self._take_back(getattr(self, name))
                yield from ((name[5:], secret, secret.is_in(answer)) for secret in self.secrets)

    @mute_logger(
        "odoo.http",
        "odoo.sql_db",
        "odoo.addons.rpc.controllers.json2",
        "odoo.addons.rpc.controllers.jsonrpc",
        "odoo.addons.web.controllers.export",
    )
    def test_every_secret_at_every_door(self):
        """The table of ``secrets`` is kept: nobody else reads one, and who may finds it."""
        sent = self.ROLES if os.environ.get("SKP_DOORS") == "all" else SENT
        leaks, found, doors, opened, tried = [], Counter(), set(), set(), 0
        for role in sent:
            key = self.ROLES[role]
            self.enter(key)
            for door, secret, is_in in self._knock():
                doors.add(door)
                tried += 1
                found[secret.name, key] += is_in
                opened |= {door} if is_in else set()
                if is_in and key not in secret.allowed:
                    leaks.append(f"{role} reads “{secret.name}” by {door}")
        print(
            f"\ndoors: {len(doors)} doors × {len(sent)} roles × {len(self.secrets)} secrets"
            f" = {tried} tried, {len(leaks)} leaks, {sum(found.values())} found by who may"
        )
        print(f"    never open: {', '.join(sorted(doors - opened)) or 'none'}")
        self.assertFalse(leaks, "\n".join(leaks))
        self.assertGreater(len(doors), 25)
        if len(sent) == len(self.ROLES):
            later = {name[5:] for name in vars(MoreDoors) if name.startswith(("door_", "hall_"))}
            self.assertFalse(later - opened, "each is open to who may know")
        for secret in self.secrets:
            for key in {self.ROLES[role] for role in sent}.intersection(secret.allowed):
                # The file's result is read by few inside, too; that somebody does is enough.
                if secret.name != "file of another agency":
                    self.assertTrue(found[secret.name, key], f"{key} finds {secret.name}")
