"""Take a picture of a page of a running Odoo, with Chromium over its devtools.

examples:
  scripts/screenshot /odoo home.png --login admin --password admin
  scripts/screenshot /my/skp phone.png --login budi --password budi --width 390 --lang id
  scripts/screenshot /odoo/action-hr_skp.hr_skp_action plan.png --login admin --password admin \\
      --click '.o_data_row' --js 'document.querySelector(".o_notebook a").click()' --text
"""

import argparse
import base64
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import websocket

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET_BROWSER = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --disable-extensions "
    "--hide-scrollbars --remote-allow-origins=* --remote-debugging-port=0"
).split()
LANGUAGES = {"id": "id_ID", "en": "en_US"}
# Odoo's own signs of being busy, and requests still on their way, which the page itself cannot see.
IS_READY = """document.readyState === 'complete' && !document.querySelector(
    '.o_loading_indicator, .o_blockUI, .o_view_nocontent_loading')"""
# Odoo's backend scrolls inside the page: how much higher must the window be to show everything?
HIDDEN_HEIGHT = """Math.max(0, ...[...document.querySelectorAll('*')].filter(e =>
    e === document.scrollingElement || /auto|scroll/.test(getComputedStyle(e).overflowY)
).map(e => e.scrollHeight - e.clientHeight))"""


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, width, height, scale):
        executable = next(filter(None, map(shutil.which, BROWSERS)), None)
        if not executable:
            sys.exit("no Chromium found (apt-get install chromium)")
        self.profile = tempfile.mkdtemp(prefix="skp_browser_")
        self.process = subprocess.Popen(
            [executable, *QUIET_BROWSER, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = self._wait_for_port()
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        url = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
        self.socket = websocket.create_connection(url, timeout=60)
        self.last_id = 0
        self.pending = set()
        self.width, self.scale = width, scale
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.resize(height)
        self.call("Emulation.setTouchEmulationEnabled", enabled=width < 768)

    def _wait_for_port(self):
        file = Path(self.profile, "DevToolsActivePort")
        for _ in range(200):
            if file.exists() and (lines := file.read_text().split()):
                return lines[0]
            time.sleep(0.05)
        sys.exit("Chromium did not start")

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **params):
        self.last_id += 1
        self.socket.send(json.dumps({"id": self.last_id, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.last_id:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']['message']}")
                return message["result"]
            self._on_event(message)

    def _on_event(self, message):
        method, params = message.get("method", ""), message.get("params", {})
        if method == "Network.requestWillBeSent":
            # The bus's shared worker is loaded, but never reported as such.
            if "websocket_worker" not in params["request"]["url"]:
                self.pending.add(params["requestId"])
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self.pending.discard(params["requestId"])
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details["text"]
            print(f"page error: {text}", file=sys.stderr)
        elif method == "Runtime.consoleAPICalled" and params["type"] == "error":
            texts = [str(a.get("value", a.get("description", ""))) for a in params["args"]]
            print(f"console error: {' '.join(texts)}", file=sys.stderr)
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            entry = params["entry"]
            # Icons of apps that Community does not have are asked for and missing on many pages.
            if not entry.get("url", "").endswith("/static/description/icon.png"):
                print(f"browser: {entry['text']} {entry.get('url', '')}", file=sys.stderr)

    def run(self, script):
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if details := result.get("exceptionDetails"):
            sys.exit(f"--js: {details.get('exception', {}).get('description', details['text'])}")
        return result["result"].get("value")

    def resize(self, height):
        self.height = height
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=self.width,
            height=height,
            deviceScaleFactor=self.scale,
            mobile=self.width < 768,
        )

    def wait_until_idle(self, timeout=60):
        """Return when the page is loaded and nothing has been asked of the server for 0.4 s."""
        end, calm = time.time() + timeout, 0
        while calm < 4 and time.time() < end:
            time.sleep(0.1)
            ready = self.run(IS_READY)  # also takes in the events that came meanwhile
            calm = calm + 1 if ready and not self.pending else 0
        if calm < 4:
            print(f"the page is still busy after {timeout} s", file=sys.stderr)

    def wait_for(self, selector, timeout=30):
        end = time.time() + timeout
        while not self.run(f"!!document.querySelector({json.dumps(selector)})"):
            if time.time() > end:
                sys.exit(f"nothing on the page matches {selector}")
            time.sleep(0.1)

    def picture(self, full):
        if full:
            # Twice: what was hidden may hide something itself, or load more as it appears.
            for _ in range(2):
                if hidden := self.run(HIDDEN_HEIGHT):
                    self.resize(min(self.height + int(hidden), 12000))
                    self.wait_until_idle()
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def post(url, params, session=None):
    headers = {"Content-Type": "application/json"}
    if session:
        headers["Cookie"] = f"session_id={session}"
    body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=120) as answer:
        result = json.load(answer)
        if "error" in result:
            sys.exit(f"{url}: {result['error']['data']['message']}")
        return answer.headers, result["result"]


def log_in(base, options):
    headers, result = post(
        f"{base}/web/session/authenticate",
        {"db": options.db, "login": options.login, "password": options.password},
    )
    cookies = [c for c in headers.get_all("Set-Cookie", []) if c.startswith("session_id=")]
    session = cookies[0].split(";")[0].partition("=")[2]
    if options.lang:
        # A user's language is his own setting; it stays changed.
        args = [[result["uid"]], {"lang": options.lang}]
        call = {"model": "res.users", "method": "write", "args": args, "kwargs": {}}
        post(f"{base}/web/dataset/call_kw/res.users/write", call, session)
    return session


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="address, or path on --base")
    parser.add_argument("out", help="the PNG file to write")
    parser.add_argument("--base", default="http://127.0.0.1:8069", help="default: %(default)s")
    parser.add_argument("--db", default="skp_demo", help="default: %(default)s")
    parser.add_argument("--login")
    parser.add_argument("--password", help="default: the login")
    parser.add_argument("--lang", type=lambda x: LANGUAGES.get(x, x), help="id or en")
    parser.add_argument("--width", type=int, default=1366, help="below 768: a phone")
    parser.add_argument("--height", type=int, default=768, help="default: %(default)s")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--window", action="store_true", help="the window only, not all its height")
    parser.add_argument("--text", action="store_true", help="print the page's text, too")

    # One ordered list: clicks and scripts are done in the order in which they are given.
    parser.add_argument(
        "--js",
        dest="acts",
        action="append",
        default=[],
        type=lambda x: ("js", x),
        help="run a script; its value is printed; may be given several times",
    )
    parser.add_argument(
        "--click",
        dest="acts",
        action="append",
        type=lambda x: ("click", x),
        metavar="SELECTOR",
        help="wait for an element and click it",
    )
    parser.add_argument(
        "--wait",
        dest="acts",
        action="append",
        type=lambda x: ("wait", x),
        metavar="SELECTOR",
        help="wait for an element",
    )
    return parser.parse_args()


def main():
    options = parse_options()
    options.password = options.password or options.login
    url = options.url
    if "://" in url:
        options.base = "/".join(url.split("/", 3)[:3])
    else:
        url = f"{options.base}/{url.lstrip('/')}"
    try:
        session = log_in(options.base, options) if options.login else None
    except urllib.error.URLError as error:
        sys.exit(f"{options.base} does not answer: {error.reason}")
    browser = Browser(options.width, options.height, options.scale)
    try:
        if session:
            browser.call(
                "Network.setCookie",
                name="session_id",
                value=session,
                url=options.base,
                httpOnly=True,
            )
        if options.lang:
            browser.call(
                "Network.setCookie", name="frontend_lang", value=options.lang, url=options.base
            )
        browser.call("Page.navigate", url=url)
        browser.wait_until_idle()
        for kind, value in options.acts:
            if kind == "js":
                outcome = browser.run(value)
                if outcome is not None:
                    print(outcome)
            else:
                browser.wait_for(value)
                if kind == "click":
                    browser.run(f"document.querySelector({json.dumps(value)}).click(), null")
            browser.wait_until_idle()
        Path(options.out).write_bytes(browser.picture(not options.window))
        if options.text:
            print(browser.run("document.body.innerText"))
    finally:
        browser.close()


if __name__ == "__main__":
    main()
