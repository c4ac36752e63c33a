"""Doors found in Odoo's map of routes, files made on demand, mail, and links without a login."""

import itertools
import json

from odoo.http import Request

from odoo.addons.hr_skp.rules.outside_link import new_token

from .doors import Doors, Secret
from .routes import get_rules, is_number

#: So many addresses are tried of one route.
EACH_ROUTE = 6
OUTSIDE = "sari@klh.example"


class MoreDoors(Doors):
    """Two secrets more: a request from outside the agency, and what a superior proposes.

    warga's rating was submitted to kabid, who proposes another; an official outside asks for
    teman, and holds the link to his request.
    """

    ROLES = {**Doors.ROLES, "outside official": "outside"}

    @classmethod
    def _create_secrets(cls, former):
        super()._create_secrets(former)
        cls.agency.email = "skp@kota-uji.example"
        request = cls.env["hr.skp.assignment"].with_user(cls.users["officer"])
        request = request.create(
            {
                "name": "RHS-LUAR",
                "description": "Penilaian tersusun",
                "period_id": cls.period.id,
                "is_outside": True,
                "outside_name": "Sari",
                "outside_position": "Direktur",
                "outside_agency": "Kementerian Lingkungan Hidup",
                "outside_email": OUTSIDE,
                "nominee_ids": [(0, 0, {"employee_id": cls.people["teman"].id})],
            }
        )
        request.action_request()
        request.action_send_outside_link()
        cls.outside_token = cls.env["hr.skp.assignment.link"]._issue(request)[request.id]
        cls.evaluate_to("warga", "rated")
        rated = cls.evaluation("warga")
        rated.with_user(cls.users["kasi"]).action_share()
        mine = rated.with_user(cls.users["kabid"])
        proposal = mine.action_propose_rating("above", "as", "RHS-USULAN")
        cls.env["hr.skp.reminder"]._send(
            [(cls.agency, dues) for dues in cls.env["hr.skp.reminder"]._get_pending(cls.agency)]
        )
        cls.env["ir.config_parameter"].set_param("web.json.enabled", "1")
        cls.secrets += [
            Secret(
                "request from outside",
                request.with_env(cls.env),
                "name",
                "RHS-LUAR",
                ("outside", "kasi", "officer", "manager", "auditor"),
            ),
            Secret(
                "proposed rating",
                proposal.with_env(cls.env),
                "reason",
                "RHS-USULAN",
                ("kasi", "kabid", "auditor"),
            ),
        ]

    def enter(self, key):
        """An official outside has no account: only the secret of his link."""
        is_outside = key == "outside"
        super().enter(None if is_outside else key)
        self.token = self.outside_token if is_outside else new_token()
        self.address = OUTSIDE if is_outside else self.user.email

    def get_people(self):
        return (*super().get_people(), "warga")

    # Pages and forms ---------------------------------------------

    def _get_numbers(self, name):
        """Return numbers to guess for a part of an address, of the people with secrets first."""
        people = self.get_people()
        if name == "skp_id":
            return [self.plans[key].id for key in people]
        if name == "evaluation_id":
            return [self.evaluation(key).id for key in people]
        if name == "unit_id":
            return [self.dinas.id, self.bidang.id, self.seksi.id]
        model = f"hr.skp.{name.removesuffix('_id').replace('_', '.')}"
        if model not in self.env:
            return [1]
        return self.env[model].search([], limit=EACH_ROUTE).ids or [1]

    def _get_addresses(self, rule):
        """Yield addresses of one route, its numbers guessed, its texts this one's own."""
        names = [part for is_argument, part in rule._trace if is_argument]
        values = [
            self._get_numbers(name) if is_number(rule, name) else [self._get_word(name)]
            for name in names
        ]
        for chosen in itertools.islice(itertools.product(*values), EACH_ROUTE):
            value = iter(chosen)
            yield "".join(
                str(next(value)) if is_argument else part.lstrip("|")
                for is_argument, part in rule._trace
            )

    def _get_word(self, name):
        return {"token": self.token, "step": "receive", "move": "agree"}.get(name, "x")

    def hall_pages(self):
        """Every page of ours, with other people's numbers."""
        return b"".join(
            self._read_print(self.get(path))
            for rule in get_rules(self.env)
            if "GET" in (rule.methods or ("GET",)) and rule.endpoint.routing["type"] == "http"
            for path in self._get_addresses(rule)
        )

    def hall_forms(self):
        """Every form and script of ours, sent with other people's numbers."""
        found, token = b"", Request.csrf_token(self)
        for rule in get_rules(self.env):
            if "POST" not in (rule.methods or ("POST",)):
                continue
            for path in self._get_addresses(rule):
                if rule.endpoint.routing["type"] == "jsonrpc":
                    found += self.post_json(path, {"kind": "result", "field": "name"})
                else:
                    post = {"csrf_token": token, "reason": "x", "text": "x", "person": "1"}
                    found += self.url_open(path, data=post, timeout=60).content
        return found

    def hall_outside(self):
        """A link that holds, or not: the page, and files of others by their numbers."""
        found = self.get(f"/skp/outside/{self.token}")
        files = self.env["ir.attachment"].search([("res_model", "=like", "hr.skp%")], limit=20)
        for number in files.ids:
            found += self.get(f"/skp/outside/{self.token}/evidence/{number}")
        return found

    # Files made on demand ------------------------------------------

    def hall_downloads(self):
        """The recap and the other workbooks, asked for by oneself, and by the system."""
        term = {"term_id": self.term.id}
        plans = [self.plans[key].id for key in self.get_people()]
        found = b""
        for model, path, vals in (
            ("hr.skp.evaluation.recap", "/hr_skp/recap/%s", term),
            ("hr.skp.siasn.export", "/hr_skp/siasn/%s", term),
            ("hr.skp.eligibility.export", "/hr_skp/eligibility/%s", {"domain": "[]"}),
            ("hr.skp.result.export", "/hr_skp/results/%s", {"plan_ids": plans}),
        ):
            numbers = self.env[model].create(vals).ids
            made = json.loads(self.rpc(model, "create", [vals])).get("result") or []
            for number in [*numbers, *made]:
                found += self._read_print(self.get(path % number))
        return found

    def door_export_workbook(self, secret):
        """The Export button, as workbook."""
        data = {
            "model": secret.record._name,
            "fields": [{"name": secret.field, "label": "x", "type": "char"}],
            "ids": secret.record.ids,
            "domain": [],
            "import_compat": False,
        }
        post = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        return self._read_print(self.url_open("/web/export/xlsx", data=post, timeout=60).content)

    # Odoo's interfaces with an API key -------------------------------

    def _get_headers(self):
        return {"Content-Type": "application/json", "Authorization": f"bearer {self.bearer}"}

    def hall_json2_dashboards(self):
        """What screens ask for, without a session."""
        found = b""
        for model, name in self._get_collectors():
            is_model = getattr(getattr(self.env.registry[model], name), "_api_model", False)
            for record in [None] if is_model else self._get_records(model):
                body = json.dumps({} if is_model else {"ids": record.ids})
                path = f"/json/2/{model}/{name}"
                answer = self.url_open(path, data=body, headers=self._get_headers(), timeout=60)
                found += answer.content
        return found

    def door_json1(self, secret):
        """Lists by the address that the browser shows, as JSON."""
        domain = [("res_model", "=", secret.record._name)]
        actions = self.env["ir.actions.act_window"].search(domain)
        return b"".join(
            self.url_open(
                f"/json/1/action-{action.id}?view_type=list&domain=[]",
                headers={"Authorization": f"bearer {self.bearer}"},
                timeout=60,
            ).content
            for action in actions
        )

    # Mail ------------------------------------------------------------

    def hall_mailbox(self):
        """All that was sent to one's address or inbox."""
        to_me = [("email_to", "=", self.address)] if self.address else []
        if self.key:
            to_me = ["|", *to_me] if to_me else []
            to_me += [("recipient_ids", "in", self.user.partner_id.ids)]
        if not to_me:
            return b""
        mails = self.env["mail.mail"].search(to_me)
        about = [("notified_partner_ids", "in", self.user.partner_id.ids)]
        notes = self.env["mail.message"].search(about) if self.key else mails.mail_message_id
        parts = [*mails.mapped("subject"), *mails.mapped("body_html")]
        parts += [*notes.mapped("subject"), *notes.mapped("body"), *notes.mapped("record_name")]
        return " ".join(str(part) for part in parts).encode()
