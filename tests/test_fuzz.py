"""Nonsense by every door: no traceback, no server error, nothing half written.

The routes are those of Odoo's own map, the methods those that a client may call: what is added is
tried from then on.  ``make fuzz`` runs thousands of cases, the test suite a fixed few.
"""

import inspect
import json
import logging
import os
import re
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from odoo.addons.hr_skp.rules import arguments
from odoo.addons.hr_skp.rules.arguments import get_kind
from odoo.addons.hr_skp_evaluation.tests.evaluation_common import EvaluationCommon

from .fuzzing import ANSWERS, BY_FIELD, BY_KIND, LEAKS, NUMBERS, TEXTS, VALUES
from .routes import OURS, get_rules, is_number

CASES = int(os.environ.get("SKP_FUZZ_CASES", 240))
#: So many reach every route and every method.
ENOUGH = 3600
#: Cases that a route, method or model gets when it is its turn.
EACH = 3
SEED = int(os.environ.get("SKP_FUZZ_SEED", 0))
#: Who sends it: the person, his superior, a portal user, the offices, another agency, nobody.
SENDERS = ("kasi", "kabid", "warga", "officer", "manager", "ppk", "foreign", None)
#: Counts visits, whatever comes of them.
UNCOUNTED = ("hr_skp_assignment_link_visit",)
#: What they say of nonsense would fail the test blindly; what counts is told at its end.
LOGGERS = ("odoo.http", "odoo.sql_db", "odoo.models", "odoo.addons.mail.models.mail_thread")
#: Code that a request runs through, but for where every request enters.
OUR_FILES = re.compile(r"/hr_skp\w*/(models|controllers|wizard|report|rules)/(?!ir_http)")


class _Unforeseen(logging.Handler):
    """Collects what no method foresaw, by the last line of ours in its traceback.

    What fails without one fails in a method that is Odoo's alone.
    """

    def __init__(self):
        super().__init__(logging.ERROR)
        self.places = Counter()

    def emit(self, record):
        error = record.exc_info and record.exc_info[1]
        place, trace = None, error.__traceback__ if error else None
        while trace:
            code = trace.tb_frame.f_code
            if OUR_FILES.search(code.co_filename):
                place = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
            trace = trace.tb_next
        self.places[place, f"{type(error).__name__}: {str(error).splitlines()[:1]}"] += 1

    def count(self):
        """Return how many there were in methods of ours, and in those of Odoo alone."""
        odoo = sum(count for (place, _told), count in self.places.items() if place is None)
        return sum(self.places.values()) - odoo, odoo


@tagged("post_install", "-at_install", "hr_skp_fuzz")
class TestFuzz(HttpCase, EvaluationCommon):
    """Wrong types, ids of others, texts that break things; each case is taken back after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["ppk"] = cls._create_user(
            "ppk", "PPK", "base.group_user,hr_skp_reward.group_skp_decider"
        )
        other = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["foreign"] = cls._create_user("foreign", "Asing", "hr_skp.group_skp_manager")
        cls.users["foreign"].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        cls.performance("dinas")
        cls.evaluate_to("staff", "finalised")
        cls.evaluate_to("teman", "rated")
        cls.report("warga")
        cls.env.flush_all()
        cls.tables = sorted(
            {
                model._table
                for name, model in cls.env.registry.items()
                if name.startswith("hr.skp") and model._auto and not model._abstract
            }
            - set(UNCOUNTED)
        )
        cls.ids = {
            name: cls.env[name].with_context(active_test=False).search([], limit=40).ids
            for name, model in cls.env.registry.items()
            if name.startswith("hr.skp") and not (model._abstract or model._transient)
        }

    def setUp(self):
        super().setUp()
        self.counts, self.findings = Counter(), []
        self.turn = SEED
        # Each case is taken back: before each the world is the same.
        self.before = self._get_fingerprint()
        self.unforeseen = _Unforeseen()
        http_logger = logging.getLogger("odoo.http")
        for name in LOGGERS:
            logger = logging.getLogger(name)
            propagated = logger.propagate
            logger.propagate = False
            self.addCleanup(setattr, logger, "propagate", propagated)
        http_logger.addHandler(self.unforeseen)
        self.addCleanup(http_logger.removeHandler, self.unforeseen)

    # ------------------------------------------------------------
    # WHAT IS DRAWN
    # ------------------------------------------------------------

    def _draw_id(self, draw, name):
        """Return a number for the argument ``name``: one's own, another's, or nonsense."""
        model = f"hr.skp.{name.removesuffix('_ids').removesuffix('_id').replace('_', '.')}"
        model = "hr.skp" if name in ("skp_id", "row_id", "ids") else model
        known = self.ids.get(model) or self.ids["hr.skp"]
        return draw(st.sampled_from(known) | NUMBERS if draw(st.integers(0, 3)) < 3 else VALUES)

    def _draw_argument(self, draw, name, model=None):
        """Return what an argument takes three times of four, however odd; else anything."""
        kind = get_kind(name)
        if draw(st.integers(0, 3)) == 3 or kind is None:
            return draw(VALUES)
        if kind == arguments.RECORD:
            return self._draw_id(draw, name)
        if kind in (arguments.VALUES, arguments.ALL_VALUES) and model:
            return self._draw_vals(draw, model)
        return draw(BY_KIND[kind])

    def _draw_vals(self, draw, model):
        """Return values for some fields of ``model``: what they hold, or anything."""
        fields = self.env[model]._fields
        names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True))
        return {name: self._draw_value(draw, fields[name]) for name in names}

    def _draw_value(self, draw, field):
        if draw(st.integers(0, 3)) == 3:
            return draw(VALUES)
        if field.type == "selection":
            return draw(st.sampled_from(field.get_values(self.env) or [""]))
        if field.type == "many2one":
            return draw(st.sampled_from(self.ids.get(field.comodel_name) or [1]) | NUMBERS)
        return draw(BY_FIELD.get(field.type, VALUES))

    def _take_turn(self, targets):
        """Return one after the other, none twice before all, in an order that is no order."""
        step = next(n for n in (7919, 7907, 7901) if len(targets) % n)
        self.turn += step
        return targets[self.turn % len(targets)]

    def _run(self, targets, one, share):
        """Run ``one(draw, user, target)`` for its share of the cases, by turns."""
        rounds = max(CASES * share // 100 // len(SENDERS) // EACH, 1)
        for key in SENDERS:
            self.authenticate(*[self.users[key].login] * 2 if key else (None, None))
            for _round in range(rounds):
                self._run_on(self._take_turn(targets), one, key)
        self._tell()

    def _run_on(self, target, one, key):
        @seed(self.turn)
        @settings(
            max_examples=EACH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(data=st.data())
        def run(data):
            self._take_back(lambda: one(data.draw, key, target))

        run()

    def _take_back(self, step):
        self.env.cr.execute("SAVEPOINT fuzz")
        try:
            step()
        finally:
            self.env.invalidate_all(flush=False)
            self.env.transaction.clear()
            self.env.cr.execute("ROLLBACK TO SAVEPOINT fuzz")
            self.env.cr.execute("RELEASE SAVEPOINT fuzz")

    def _tell(self):
        total = self.counts.pop("cases")
        ours, odoo = self.unforeseen.count()
        print(
            f"\nfuzz {self._testMethodName}: {total} cases, "
            + ", ".join(f"{count} {what}" for what, count in sorted(self.counts.items()))
            + f"; in the last net {ours} from methods of ours, {odoo} from Odoo's own;"
            f" {len(self.findings)} findings"
        )
        if os.environ.get("SKP_FUZZ_PLACES"):
            for (place, told), count in self.unforeseen.places.most_common():
                print("   ", count, place or "Odoo's own", told)
        self.assertFalse(self.findings, "\n".join(self.findings[:20]))

    def _tell_reached(self, what, seen, targets):
        print(f"    {len(seen)} of {len(targets)} {what}")
        if CASES >= ENOUGH:
            self.assertEqual(seen, targets)

    # ------------------------------------------------------------
    # WHAT AN ANSWER MAY BE
    # ------------------------------------------------------------

    def _get_fingerprint(self):
        parts = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s AS name, count(*) AS rows, md5(string_agg(t::text, '' ORDER BY id))"
                " AS hash FROM %s t",
                table,
                SQL.identifier(table),
            )
            for table in self.tables
        )
        return self.env.execute_query(parts)

    def _send(self, what, path, **options):
        """Send it and judge the answer; return what JSON came, if any."""
        self.counts["cases"] += 1
        try:
            answer = self.url_open(path, allow_redirects=False, timeout=60, **options)
        except UnicodeError:
            self.counts["not sendable"] += 1
            return
        text = answer.text
        status = answer.status_code
        refused = status >= 400
        if status >= 500:
            self.findings.append(f"{what}: {status} {self._tell_error(text)}")
        if "json" in answer.headers.get("Content-Type", ""):
            refused = self._judge_json(what, answer) or refused
        elif any(leak in text for leak in LEAKS):
            self.findings.append(f"{what}: tells {text[:300]}")
        self.counts["refused" if refused else "answered"] += 1
        if refused and self._get_fingerprint() != self.before:
            self.findings.append(f"{what}: refused, yet something was written")

    def _judge_json(self, what, answer):
        """Whether it is a refusal; it names no code and no table."""
        content = answer.json()
        if not isinstance(content, dict):
            return False
        error, result = content.get("error"), content.get("result")
        if isinstance(error, dict):
            data = error.get("data", {})
            told = str(data.get("message"))
            if data.get("name") not in ANSWERS or any(leak in told for leak in LEAKS):
                self.findings.append(f"{what}: {data.get('name')} {told[:200]}")
            return True
        result = {"error": error} if error else result
        told = str(result.get("error")) if isinstance(result, dict) else ""
        if any(leak in told for leak in LEAKS):
            self.findings.append(f"{what}: tells {told[:300]}")
        return isinstance(result, dict) and bool(result.get("error"))

    @staticmethod
    def _tell_error(text):
        return " ".join(re.sub(r"<[^>]+>", " ", text).split())[:200]

    # ------------------------------------------------------------
    # ROUTES
    # ------------------------------------------------------------

    @staticmethod
    def _get_key(rule):
        return rule.rule, tuple(sorted(rule.methods or ()))

    def _build_path(self, draw, rule, user):
        path = ""
        for is_argument, part in rule._trace:
            if not is_argument:
                path += part.lstrip("|")
                continue
            if is_number(rule, part):
                number = self._draw_id(draw, part)
                path += str(number if type(number) is int else 0)
            else:
                path += draw(TEXTS).replace("/", "").replace("\ud800", "")[:200] or "x"
        return path.replace("\x00", "%00").replace("?", "%3F").replace("#", "%23")

    def _get_parameters(self, rule):
        endpoint = inspect.unwrap(rule.endpoint.func)
        return [
            name
            for name, parameter in inspect.signature(endpoint).parameters.items()
            if name not in ("self", *rule.arguments)
            and parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
        ]

    def test_routes(self):
        """Every route of ours, with every kind of nonsense in its path and its values."""
        rules = get_rules(self.env)
        self.assertGreater(len(rules), 40, "the map was read")
        seen = set()

        def one(draw, user, rule):
            seen.add(self._get_key(rule))
            path = self._build_path(draw, rule, user)
            names = self._get_parameters(rule)
            if rule.endpoint.routing["type"] == "jsonrpc":
                params = {name: self._draw_argument(draw, name) for name in names}
                self._send_json(f"{user} {path} {params}", path, params)
            else:
                self._send_form(draw, rule, user, path, names)

        self._run(rules, one, 35)
        self._tell_reached("routes", seen, {self._get_key(rule) for rule in rules})

    def _send_json(self, what, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        self._send(what[:600], path, data=body, headers={"Content-Type": "application/json"})

    def _send_form(self, draw, rule, user, path, names):
        """Send a form with or without a token that holds, or ask for a page."""
        post = draw(
            st.dictionaries(
                st.sampled_from(["reason", "text", "name", "step", "q", "page", *names]) | TEXTS,
                TEXTS,
                max_size=4,
            )
        )
        post = {str(k).replace("\ud800", ""): str(v).replace("\ud800", "") for k, v in post.items()}
        if "POST" in (rule.methods or ("POST",)) and draw(st.booleans()):
            token = draw(st.sampled_from(["good", "good", "bad", "none"]))
            if token != "none":
                post["csrf_token"] = Request.csrf_token(self) if token == "good" else "0o1"
            self._send(f"{user} POST {path} {post}"[:600], path, data=post, method="POST")
        else:
            # A longer address no server takes.
            short = {key[:200]: value[:500] for key, value in post.items()}
            self._send(f"{user} GET {path} {short}"[:600], path, params=short, method="GET")

    # ------------------------------------------------------------
    # METHODS
    # ------------------------------------------------------------

    def _get_methods(self):
        """Return (model, method) of what a client may call and is ours."""
        found = []
        for model, cls in sorted(self.env.registry.items()):
            if not model.startswith("hr.skp") or cls._abstract:
                continue
            for name in dir(cls):
                method = None if name.startswith("_") else getattr(cls, name)
                if (
                    inspect.isfunction(method)
                    and any(
                        inspect.isfunction(part := base.__dict__.get(name))
                        and part.__module__.startswith(OURS)
                        for base in cls.mro()
                    )
                    and not any(
                        getattr(base.__dict__.get(name), "_api_private", False)
                        for base in cls.mro()
                    )
                ):
                    found.append((model, name))
        return found

    def _draw_ids(self, draw, model):
        known = self.ids.get(model) or [1]
        one = st.sampled_from(known)
        if draw(st.integers(0, 4)) < 4:
            return draw(st.lists(one, min_size=1, max_size=2, unique=True))
        return draw(st.lists(one | NUMBERS, max_size=3) | VALUES)

    def test_methods(self):
        """Every public method of our models, with every kind of nonsense for its arguments."""
        methods = self._get_methods()
        self.assertGreater(len(methods), 200, "the methods were found")
        seen = set()

        def one(draw, user, target):
            model, name = target
            seen.add((model, name))
            method = getattr(self.env.registry[model], name)
            names = list(inspect.signature(inspect.unwrap(method)).parameters)[1:]
            names = [n for n in names if n not in ("args", "kwargs", "context")]
            args = [self._draw_argument(draw, each, model) for each in names]
            if draw(st.integers(0, 5)) == 5:
                args = args[: draw(st.integers(0, len(args)))]
            if not getattr(method, "_api_model", False):
                args = [self._draw_ids(draw, model), *args]
            self._call(user, model, name, args)

        self._run(methods, one, 45)
        self._tell_reached("methods", seen, set(methods))

    def _call(self, user, model, name, args):
        params = {"model": model, "method": name, "args": args, "kwargs": {}}
        self._send_json(f"{user} {model}.{name}{args}", "/web/dataset/call_kw", params)

    # ------------------------------------------------------------
    # VALUES OF FIELDS
    # ------------------------------------------------------------

    def test_values(self):
        """Odoo's own create, write, read, search and form, with nonsense for our fields."""
        models = sorted(
            name
            for name, cls in self.env.registry.items()
            if name.startswith("hr.skp") and not cls._abstract
        )

        def one(draw, user, model):
            vals = self._draw_vals(draw, model)
            ids = self._draw_ids(draw, model)
            some = list(vals)
            name, args = draw(
                st.sampled_from(
                    [
                        ("create", [[vals]]),
                        ("write", [ids, vals]),
                        ("web_save", [ids, vals, {"display_name": {}}]),
                        ("onchange", [ids, vals, some, {each: {} for each in some}]),
                        ("read", [ids, some]),
                        ("search_read", [[[some[0], "=", vals[some[0]]]], ["id"]]),
                        ("web_search_read", [[[some[0], "in", vals[some[0]]]], {"id": {}}]),
                        ("search_count", [vals[some[0]]]),
                        ("formatted_read_group", [[], some, ["__count"]]),
                        ("name_search", [vals[some[0]]]),
                        ("copy", [ids, vals]),
                        ("unlink", [ids]),
                        ("default_get", [some]),
                        ("load", [some, [list(vals.values())]]),
                        ("export_data", [ids, some]),
                    ]
                )
            )
            self._call(user, model, name, args)

        self._run(models, one, 20)
