"""An environment of Odoo outside its server."""

from contextlib import contextmanager

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.tools import config


def configure(*options):
    """Let Odoo read its settings, as scripts/lib/odoo.sh hands them over."""
    config.parse_config(["--log-level=warn", "--no-http", *options])


@contextmanager
def environment(database, uid=SUPERUSER_ID, readonly=False):
    """Yield an environment whose work is rolled back unless the caller commits it."""
    registry = odoo.modules.registry.Registry(database)
    with registry.cursor(readonly=readonly) as cr:
        env = api.Environment(cr, uid, {"lang": "en_US"})
        try:
            yield env
        finally:
            cr.rollback()
