"""What must not get out, and every door it could get out by. Used by test_doors.py."""

import base64
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import timedelta

from pypdf import PdfReader

from odoo import fields
from odoo.http import Request
from odoo.models import BaseModel
from odoo.tests import HttpCase

from odoo.addons.hr_skp.tests.common import agency_today
from odoo.addons.hr_skp_evaluation.tests.evaluation_common import EvaluationCommon


@dataclass
class Secret:
    """A text that stands nowhere else, where it stands, and who may know it."""

    name: str
    record: BaseModel
    field: str
    token: str
    #: keys of users; everybody else must not find it by any door
    allowed: tuple

    def is_in(self, content):
        """Whether an answer holds it, plain, in JSON or in base64."""
        text = self.token.encode()
        return text in content or base64.b64encode(text)[:-4] in content


class Knocking(HttpCase, EvaluationCommon):
    """One agency with a secret of each kind, and one method a door; each returns the answer.

    staff's result is let out, teman's rating is not; ketua has a sanction case; staff, teman and
    warga were asked anonymously about kasi and have answered.
    """

    #: role -> key of the user; ``None`` has no account
    ROLES = {
        "owner of the result": "staff",
        "owner of the rating": "teman",
        "evaluator": "kasi",
        "former evaluator": "mantan",
        "evaluator's superior": "kabid",
        "head of unit": "kadis",
        "subject of the case": "ketua",
        "portal colleague": "warga",
        "portal, other unit": "anggota",
        "unit officer": "unit_officer",
        "officer": "officer",
        "administrator": "manager",
        "deciding official": "ppk",
        "auditor": "auditor",
        "HR officer": "hr",
        "other agency": "foreign",
        "public": None,
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for key, name, groups in (
            ("ppk", "PPK", "base.group_user,hr_skp_reward.group_skp_decider"),
            ("mantan", "Mantan", "base.group_user"),
            ("foreign", "Asing", "hr_skp.group_skp_manager,hr_skp_reward.group_skp_decider"),
        ):
            cls.users[key] = cls._create_user(key, name, groups)
        other = cls.env["res.company"].create({"name": "Pemerintah Kota Lain"})
        cls.users["foreign"].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        for user in cls.users.values():
            if not user.share:
                user.group_ids |= cls.env.ref("base.group_allow_export")
        mantan = cls._create_person("mantan", "Mantan", "pengawas", "kabid", "seksi", 95)
        cls._create_secrets(mantan)
        cls.env.flush_all()

    @classmethod
    def _create_secrets(cls, former):
        cls.performance("dinas")
        cls.evaluate_to("staff", "rated")
        rating = cls.rating("staff")
        rating.recommendation = "RHS-PREDIKAT"
        cls.evaluate_to("staff", "finalised")
        cls.evaluate_to("teman", "rated", ratings=("below", "below"))
        hidden = cls.rating("teman").line_ids[:1]
        hidden.note = "RHS-RATING"
        for record in (cls.plans["staff"], cls.evaluation("staff"), cls.evaluation("teman")):
            record.evaluator_id = former
            record.evaluator_id = cls.people["kasi"]
        document = cls.plans["staff"].document_ids[:1]
        request = cls.env["hr.skp.feedback.request"].create(
            {
                "skp_id": cls.plans["kasi"].id,
                "asker_id": cls.people["kasi"].id,
                "deadline": agency_today() + timedelta(days=30),
                "is_anonymous": True,
                "invitee_ids": [
                    (0, 0, {"employee_id": cls.people[key].id})
                    for key in ("staff", "teman", "warga")
                ],
            }
        )
        request.with_user(cls.users["kasi"]).action_send()
        for invitee in request.invitee_ids:
            mine = invitee.with_user(invitee.employee_user_id).sudo(False)
            mine.action_answer([{"name": "RHS-ANONIM", "tone": "improve"}])
        answer = cls.env["hr.skp.feedback.answer"].search([("request_id", "=", request.id)])[:1]
        step = cls._create_case()
        result = cls.plans["kabid"].result_ids[:1]
        result.name = "RHS-INSTANSI"
        inside = tuple(key for key in cls.users if key != "foreign")
        officers = ("officer", "manager", "auditor", "unit_officer")
        cls.secrets = [
            Secret(
                "predicate of a colleague",
                cls.evaluation("staff"),
                "recommendation",
                "RHS-PREDIKAT",
                ("staff", "kasi", *officers),
            ),
            Secret("own and others' rating", hidden, "note", "RHS-RATING", ("kasi", "auditor")),
            Secret("anonymous answer", answer, "name", "RHS-ANONIM", ()),
            Secret(
                "sanction case",
                step,
                "decision_number",
                "RHS-SANKSI",
                ("ketua", "kabid", "ppk", "auditor"),
            ),
            Secret(
                "issued document",
                document,
                "token",
                document.token,
                ("staff", "kasi", "kadis", "kabid", *officers),
            ),
            Secret("file of another agency", result, "name", "RHS-INSTANSI", inside),
        ]

    @classmethod
    def _create_case(cls):
        evaluation = cls.evaluation("ketua")
        case = cls.env["hr.skp.sanction"].create(
            {
                "evaluation_id": evaluation.id,
                "employee_id": cls.people["ketua"].id,
                "employee_name": "Ketua",
                "evaluator_id": cls.people["kabid"].id,
                "company_id": cls.agency.id,
                "year": 2026,
                "predicate": "kurang",
                "track": "ja_jf",
                "opened_on": agency_today(),
            }
        )
        return cls.env["hr.skp.sanction.step"].create(
            {
                "sanction_id": case.id,
                "kind": "start",
                "begun_on": agency_today(),
                "outcome": "begin",
                "decision_number": "RHS-SANKSI",
                "decision_date": agency_today(),
                "decision_file": base64.b64encode(b"RHS-SANKSI"),
            }
        )

    # ------------------------------------------------------------
    # KNOCKING
    # ------------------------------------------------------------

    def enter(self, key):
        """Log in, or out; remember what the doors without a session need."""
        self.key, self.user = key, self.users[key] if key else self.env.ref("base.public_user")
        self.authenticate(*[self.user.login] * 2 if key else (None, None))
        self.bearer = None
        if key:
            # A key lasts longer than a role may: only as long as the test.
            keys = self.env["res.users.apikeys"].with_user(self.user).sudo()
            until = fields.Datetime.now() + timedelta(days=1)
            self.bearer = keys._generate(None, "doors", until)

    def rpc(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post_json("/web/dataset/call_kw", params)

    def post_json(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json"}
        return self.url_open(path, data=body, headers=headers, timeout=60).content

    def get(self, path, **params):
        answer = self.url_open(path, params=params or None, timeout=60)
        return answer.content if answer.status_code < 400 else answer.content[:20000]


class Doors(Knocking):
    """The doors, as the user who has entered; each returns all it was told, in bytes.

    ``door_…`` is knocked at for one secret, ``hall_…`` leads to whatever there is.
    """

    def get_people(self):
        """Return whose files hold the secrets: numbers to guess."""
        return ("staff", "teman", "ketua", "kabid")

    # Odoo's models ----------------------------------------------

    def door_read(self, secret):
        return self.rpc(secret.record._name, "read", secret.record.ids, [secret.field])

    def door_read_all(self, secret):
        return self.rpc(secret.record._name, "read", secret.record.ids)

    def door_search_read(self, secret):
        return self.rpc(secret.record._name, "search_read", [], [secret.field])

    def door_web_search_read(self, secret):
        spec = {secret.field: {}, "display_name": {}}
        return self.rpc(secret.record._name, "web_search_read", [], spec)

    def door_web_read(self, secret):
        return self.rpc(secret.record._name, "web_read", secret.record.ids, {secret.field: {}})

    def door_group(self, secret):
        return self.rpc(
            secret.record._name, "formatted_read_group", [], [secret.field], ["__count"]
        )

    def door_web_group(self, secret):
        return self.rpc(
            secret.record._name, "web_read_group", [], [secret.field], aggregates=["__count"]
        )

    def door_name(self, secret):
        return self.rpc(secret.record._name, "name_search", "") + self.rpc(
            secret.record._name, "read", secret.record.ids, ["display_name"]
        )

    def door_export(self, secret):
        return self.rpc(secret.record._name, "export_data", secret.record.ids, [secret.field])

    def door_load(self, secret):
        """An import names what it finds, or says what is wrong with it."""
        return self.rpc(
            secret.record._name, "load", [".id", "id"], [[str(secret.record.id), "x.y"]]
        )

    def door_copy(self, secret):
        return self.rpc(secret.record._name, "copy", secret.record.ids)

    def door_form(self, secret):
        spec = {secret.field: {}, "display_name": {}}
        return self.rpc(
            secret.record._name, "onchange", secret.record.ids, {}, [secret.field], spec
        )

    def door_write(self, secret):
        """What is said to whoever may not."""
        return self.rpc(secret.record._name, "write", secret.record.ids, {secret.field: "x"})

    def door_delete(self, secret):
        return self.rpc(secret.record._name, "unlink", secret.record.ids)

    def door_oracle(self, secret):
        """Counting by the secret itself: a count of one gives it away."""
        domain = [("id", "in", secret.record.ids), (secret.field, "=", secret.token)]
        answer = json.loads(self.rpc(secret.record._name, "search_count", domain))
        return secret.token.encode() if answer.get("result") else b""

    def door_oracle_around(self, secret):
        """Counting by a path that leads to it from what others may read."""
        found = b""
        for model, path in self._get_paths(secret.record._name):
            domain = [(f"{path}.{secret.field}", "=", secret.token)]
            answer = json.loads(self.rpc(model, "search_count", domain))
            found += secret.token.encode() if answer.get("result") else b""
        return found

    def _get_paths(self, comodel):
        """Yield (model, field) that lead to ``comodel`` from the models that many read."""
        for model in ("hr.skp", "hr.skp.term", "hr.skp.period", "hr.employee", "hr.department"):
            for name, field in self.env[model]._fields.items():
                if (
                    field.relational
                    and field.comodel_name == comodel
                    and field._description_searchable
                ):
                    yield model, name

    # Other interfaces -------------------------------------------

    def door_jsonrpc(self, secret):
        """Odoo's oldest interface, with the password in each call."""
        if not self.key:
            return b""
        args = [self.env.cr.dbname, self.user.id, self.user.login, secret.record._name]
        args += ["search_read", [[]], {"fields": [secret.field]}]
        params = {"service": "object", "method": "execute_kw", "args": args}
        return self.post_json("/jsonrpc", params)

    def door_json2(self, secret):
        """Odoo's newest interface, with an API key and without a session."""
        headers = {"Content-Type": "application/json", "Authorization": f"bearer {self.bearer}"}
        path = f"/json/2/{secret.record._name}/search_read"
        body = json.dumps({"domain": [], "fields": [secret.field]})
        return self.url_open(path, data=body, headers=headers, timeout=60).content

    def door_export_file(self, secret):
        """The Export button, as CSV."""
        data = {
            "model": secret.record._name,
            "fields": [{"name": secret.field, "label": "x"}],
            "ids": secret.record.ids,
            "domain": [],
            "import_compat": False,
        }
        post = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        return self.url_open("/web/export/csv", data=post, timeout=60).content

    # Files -------------------------------------------------------

    def door_content(self, secret):
        """Fields and attachments as files, by their address."""
        model, record_id = secret.record._name, secret.record.id
        found = b""
        for name, field in secret.record._fields.items():
            if field.type == "binary":
                found += self.get(f"/web/content/{model}/{record_id}/{name}")
                found += self.get("/web/image", model=model, id=record_id, field=name)
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", model),
                ("res_id", "=", record_id),
                ("res_field", "in", [False, *secret.record._fields]),
            ]
        )
        for attachment in attachments:
            content = self.get(f"/web/content/{attachment.id}")
            # The file itself is the secret, too.
            raw = attachment.raw or b""
            found += secret.token.encode() if raw and raw in content else content[:20000]
        return found

    def hall_attachments(self):
        domain = [("res_model", "=like", "hr.skp%"), ("res_field", "!=", "x")]
        return self.rpc(
            "ir.attachment", "search_read", domain, ["name", "datas", "index_content", "res_id"]
        )

    def hall_reports(self):
        """Printed by every report of ours; a file that is let out is read for its words."""
        found = b""
        for report in self.env["ir.actions.report"].search([("model", "=like", "hr.skp%")]):
            for record in self._get_records(report.model):
                path = f"/report/{report.report_type}/{report.report_name}/{record.id}"
                found += self._read_print(self.get(path))
        return found

    @staticmethod
    def _read_print(content):
        if content.startswith(b"%PDF"):
            pages = PdfReader(io.BytesIO(content)).pages
            return "".join(page.extract_text() for page in pages).encode()
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return b"".join(archive.read(name) for name in archive.namelist())
        return content

    def _get_records(self, model):
        """Return the records of ``model`` that belong to the people with secrets."""
        if model == "hr.skp":
            return [self.plans[key] for key in self.get_people()]
        if model == "hr.skp.evaluation":
            return [self.evaluation(key) for key in self.get_people()]
        return self.env[model].search([], limit=2)

    # Messages ----------------------------------------------------

    def hall_messages(self):
        return self.rpc("mail.message", "search_read", [], ["body", "subject", "record_name"])

    def door_thread(self, secret):
        params = {
            "thread_model": secret.record._name,
            "thread_id": secret.record.id,
            "fetch_params": {"limit": 30},
        }
        return self.post_json("/mail/thread/messages", params)

    def hall_activities(self):
        return self.rpc("mail.activity", "search_read", [], ["summary", "note", "res_name"])

    def hall_log(self):
        return self.rpc("hr.skp.log", "search_read", [], ["reason", "display_name"])

    # What screens ask for ------------------------------------------

    def hall_dashboards(self):
        """Every method that collects figures or pages for a screen."""
        found = b""
        for model, name in self._get_collectors():
            is_model = getattr(getattr(self.env.registry[model], name), "_api_model", False)
            for record in [None] if is_model else self._get_records(model):
                found += self.rpc(model, name, *([] if is_model else [record.ids]))
        return found

    def _get_collectors(self):
        for model, cls in sorted(self.env.registry.items()):
            if model.startswith("hr.skp") and not cls._abstract:
                for name in dir(cls):
                    method = getattr(cls, name) if name.startswith("get_") else None
                    if method and method.__module__.startswith("odoo.addons.hr_skp"):
                        yield model, name

    # Portal ---------------------------------------------------------

    def hall_portal_pages(self):
        """The lists, and everybody's pages by their numbers."""
        paths = [f"/my{page}" for page in ("", "/skp", "/skp/evaluations", "/skp/feedback")]
        paths += [f"/my/skp/{page}" for page in ("development", "requests", "units")]
        for key in self.get_people():
            plan, evaluation = self.plans[key], self.evaluation(key)
            paths += [f"/my/skp/{plan.id}", f"/my/skp/evaluation/{evaluation.id}"]
            paths += [f"/my/skp/{plan.id}/document/{doc.id}" for doc in plan.document_ids[:1]]
            paths += [f"/my/skp/result/{result.id}" for result in plan.result_ids[:1]]
        return b"".join(self.get(path) for path in paths)

    def hall_portal_posts(self):
        """Forms and JSON with the numbers of others, with and without a token that holds."""
        found, good = b"", Request.csrf_token(self)
        for key in self.get_people():
            plan, evaluation = self.plans[key], self.evaluation(key)
            for step, token in (("object", good), ("rate", good), ("receive", "0o1")):
                path = f"/my/skp/evaluation/{evaluation.id}/step/{step}"
                found += self.url_open(path, data={"csrf_token": token, "reason": "x"}).content
            record = {"kind": "result", "record_id": plan.result_ids[:1].id, "field": "name"}
            found += self.post_json(f"/my/skp/{plan.id}/save", {**record, "value": "x"})
            found += self.post_json(f"/my/skp/{plan.id}/move", {"move": "agree"})
            found += self.post_json(f"/my/skp/evaluation/{evaluation.id}/take", {})
        return found
