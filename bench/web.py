"""A server of Odoo for a benchmark, logged-in users, and many of them at once on this machine."""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import odoo.http

PORT = int(os.environ.get("SKP_BENCH_PORT", 8134))
#: Requests handed to the server at a time; the others wait, as behind a proxy.
IN_FLIGHT = 8


@contextmanager
def serving(database, *options, port=PORT):
    """Run a server on the database while the block lasts; yields the path of its log."""
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("server.py")),
                f"--database={database}",
                f"--db-filter=^{database}$",
                f"--http-port={port}",
                f"--gevent-port={port + 1}",
                "--no-database-list",
                f"--logfile={log.name}",
                *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for(server, port)
            yield Path(log.name)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def _wait_for(server, port, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("the server ended at once")
        try:
            if get(port, "/web/login")[0] == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server does not answer")


@contextmanager
def logged_in(env, users):
    """Yield a session id for each of the users, as after a login; they end with the block."""
    store, sessions = odoo.http.root.session_store, []
    for user in users:
        session = store.new()
        session.update(odoo.http.get_default_session(), pre_login=user.login, pre_uid=user.id)
        session.finalize(env)
        session.should_rotate = False
        store.save(session)
        sessions.append(session)
    try:
        yield [session.sid for session in sessions]
    finally:
        for session in sessions:
            store.delete(session)


def get(port, path, sid=None, timeout=90, params=None):
    """Return status and body of a page, or of a JSON route where there are ``params``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {"Cookie": f"session_id={sid}"} if sid else {}
    try:
        if params is None:
            connection.request("GET", path, headers=headers)
        else:
            body = json.dumps({"jsonrpc": "2.0", "params": params})
            connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Crowd:
    """Everybody with his own session, all at once."""

    def __init__(self, port, sids):
        self.port, self.sids = port, sids
        self.queue = threading.Semaphore(IN_FLIGHT)

    def visit(self, *requests):
        """Let everybody open the page once; return the seconds that each waited.

        :param requests: pairs ``path params``, one after the other: the page and what it fetches
        """
        waited, failed = [], []
        start = threading.Barrier(len(self.sids))

        def visit(sid):
            start.wait()
            begun = time.perf_counter()
            try:
                for path, params in requests:
                    with self.queue:
                        status, _body = get(self.port, path, sid, params=params)
                    if status != 200:
                        failed.append((path, status))
                waited.append(time.perf_counter() - begun)
            except OSError as error:
                failed.append(error)

        threads = [threading.Thread(target=visit, args=(sid,)) for sid in self.sids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise RuntimeError(f"{requests}: {failed[:3]}")
        return waited
