"""Every page and form of ours, read from Odoo's own map: what is added is found from then on."""

import threading
from contextlib import contextmanager

OURS = "odoo.addons.hr_skp"
#: What we extend elsewhere (reports, uploads) answers as Odoo does.
PATHS = ("/my/", "/skp/", "/hr_skp/")


@contextmanager
def _known_database(env):
    """Odoo's map asks the thread for the database, which only a server sets."""
    thread = threading.current_thread()
    had, thread.dbname = getattr(thread, "dbname", None), env.cr.dbname
    try:
        yield
    finally:
        if had is None:
            del thread.dbname
        else:
            thread.dbname = had


def get_rules(env):
    """Return the rules of Odoo's map whose endpoint is ours, always in the same order."""
    with _known_database(env):
        rules = [
            rule
            for rule in env["ir.http"].routing_map().iter_rules()
            if rule.endpoint.func.__module__.startswith(OURS) and rule.rule.startswith(PATHS)
        ]
    return sorted(rules, key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def is_number(rule, name):
    """Whether a part of the path is a number."""
    return "Int" in type(rule._converters[name]).__name__
