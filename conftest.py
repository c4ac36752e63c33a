"""Every test of the repository: a warning or error in Odoo's log fails the test that caused it.

The server is silent about much that does not work and only logs it. A test that provokes a warning
on purpose says so with ``self.assertLogs`` or ``mute_logger``, as everywhere in Odoo.
"""

import logging

import pytest

# Refusals (AccessError, UserError) that reach a client over HTTP are logged as warnings by
# ``odoo.http``; they are answers, not faults. Errors of that logger still count. ``py.warnings`` is
# pytest's own business (see filterwarnings in pyproject.toml).
QUIET = {"odoo.http": logging.WARNING, "py.warnings": logging.CRITICAL}


class _Catcher(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        if record.levelno > QUIET.get(record.name, 0):
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def take(self):
        lines, self.lines = self.lines, []
        return lines


_catcher = _Catcher()


def pytest_configure(config):
    logging.getLogger().addHandler(_catcher)


def pytest_sessionstart(session):
    """Leave the files of attachments alone until the test database goes.

    The workers share one file store; Odoo clears it after each class of what *its* database does
    not know, which is what the other worker has just written.
    """
    from odoo.tests.common import TransactionCase

    TransactionCase._gc_filestore = classmethod(lambda cls: None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test that passed but logged, its class's set-up included."""
    result = yield
    if lines := _catcher.take():
        pytest.fail("Odoo's log during this test:\n" + "\n".join(lines), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What a failing test logged is in its report already; the next test is not to blame for it."""
    report = yield
    if report.failed:
        _catcher.take()
    return report
