import csv
import io
import json

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .request_common import RequestCommon

ASKED = ("staff", "teman", "warga", "baru")
WORDS = [f"Kalimat rahasia {number}" for number in range(3)]
#: Who may read what was released.
READERS = ("kasi", "kabid", "auditor")
#: Everything of ours and of Odoo's that hangs on a request, and by which field it does.
HANGING = {
    "hr.skp.feedback.request": "id",
    "hr.skp.feedback.invitee": "request_id",
    "hr.skp.feedback.answer": "request_id",
    "hr.skp.feedback": "request_id",
    "mail.message": "res_id",
    "mail.activity": "res_id",
    "ir.attachment": "res_id",
}
#: By what lies behind a link, as the export dialog offers it.
BEHIND = {
    "hr.skp.feedback.request": ("invitee_ids/employee_name", "feedback_ids/name"),
    "hr.skp.feedback.invitee": ("employee_id/name", "request_id/feedback_ids/name"),
    "hr.skp.feedback": ("request_id/invitee_ids/employee_name", "request_id/answered_count"),
}


@tagged("post_install", "-at_install", "hr_skp_feedback")
@freeze_time("2026-06-01")
class TestAnonymousExport(HttpCase, RequestCommon):
    """Two requests to the same people get the same words from different people.

    Whatever anybody takes out of the one is what he takes out of the other: so nothing in it
    depends on who answered.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["baru"] = cls._create_user("baru", "Baru Uji", "base.group_user")
        person = cls._create_person("baru", "Baru Uji", "pelaksana", "kasi", "seksi", 70)
        cls.plans["baru"] = cls.env["hr.skp"].create(
            {"employee_id": person.id, "period_id": cls.period.id}
        )
        cls.people["baru"] = person
        cls.bring_to("baru", "agreed")
        for user in cls.users.values():
            # Odoo's right to export, for whoever can have it.
            if not user.share:
                user.group_ids |= cls.env.ref("base.group_allow_export")

    def ask_twice(self, first, second):
        """Return two requests, the one answered by ``first``, the other by ``second``."""
        requests = [self.ask(ASKED), self.ask(ASKED)]
        for request, keys in zip(requests, (first, second), strict=True):
            for key, words in zip(keys, WORDS, strict=False):
                self.answer(request, key, words)
        return requests

    def release(self):
        with freeze_time("2026-07-01"):
            self.close_due()
            self.env.flush_all()

    # ------------------------------------------------------------
    # EXPORTING
    # ------------------------------------------------------------

    def export(self, kind, request, model, names):
        """Return the rows of the downloaded file, sorted, or that it is refused."""
        domain = [(HANGING[model], "=", request.id)]
        if HANGING[model] == "res_id":
            domain += [("res_model" if model != "mail.message" else "model", "=", request._name)]
        data = {
            "model": model,
            "fields": [{"name": name, "label": name, "type": "char"} for name in names],
            "ids": False,
            "domain": domain,
            "groupby": [],
            "import_compat": False,
            "context": {"allowed_company_ids": self.agency.ids},
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)},
        )
        if answer.status_code != 200:
            # Odoo answers a refusal like an accident; the kind of the error tells them apart.
            self.assertRegex(answer.text, r"exceptions\.(AccessError|UserError)")
            return "refused"
        return sorted(self.read_file(kind, answer.content))

    def read_file(self, kind, content):
        if kind == "csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
        sheet = load_workbook(io.BytesIO(content)).active
        rows = sheet.iter_rows(min_row=2, values_only=True)
        return [["" if value is None else str(value) for value in row] for row in rows]

    def export_all(self, key, kind, request):
        """Return whatever one person gets out of one request, by model and columns."""
        found = {}
        for model in HANGING:
            for names in self.get_columns(key, model):
                found[model, tuple(names)] = self.export(kind, request, model, names)
        return found

    def get_columns(self, key, model):
        """Yield what to ask for: all one is offered at once, and what only an intruder asks for."""
        offered = self.env[model].with_user(self.users[key]).fields_get(attributes=("exportable",))
        # Numbers and links by number differ from request to request, whoever answered.
        numbers = {"id", "res_id", "parent_id", "child_ids"}
        yield sorted(
            name
            for name, facts in offered.items()
            if facts.get("exportable", True) and name not in numbers
        )
        yield from ([name] for name in BEHIND.get(model, ()))
        hidden = set(self.env[model]._fields) & {"state", "write_date", "create_uid", "create_date"}
        yield from ([name] for name in sorted(hidden - set(offered)))

    def assert_same_for_everybody(self, requests, words_for=()):
        with mute_logger("odoo.addons.web.controllers.export", "odoo.http"):
            for key in self.users:
                self.authenticate(self.users[key].login, self.users[key].login)
                for kind in ("csv", "xlsx") if key in READERS else ("csv",):
                    first, second = (self.export_all(key, kind, r) for r in requests)
                    with self.subTest(key=key, kind=kind):
                        self.assertEqual(first, second)
                        self.assertEqual(
                            {words for words in WORDS if words in str(first)},
                            set(WORDS) if key in words_for else set(),
                        )

    # ------------------------------------------------------------
    # TESTS
    # ------------------------------------------------------------

    def test_before_release(self):
        """Three have answered; nobody takes out a word, nor who they are."""
        requests = self.ask_twice(("staff", "teman", "warga"), ("teman", "warga", "baru"))
        self.assert_same_for_everybody(requests)

    def test_some_or_none(self):
        """Before the deadline a request that one answered is as one that nobody answered."""
        self.assert_same_for_everybody(self.ask_twice(("staff",), ()))

    def test_after_release(self):
        """The person and whoever reads his feedback take out the words, with nobody's name."""
        requests = self.ask_twice(("staff", "teman", "warga"), ("teman", "warga", "baru"))
        self.release()
        self.assert_same_for_everybody(requests, words_for=READERS)

    def test_withheld(self):
        """Two of four answered: their words are in no file, nor who they are."""
        requests = self.ask_twice(("staff", "teman"), ("warga", "baru"))
        self.release()
        self.assert_same_for_everybody(requests)
