import base64

from odoo import api, fields, models

from odoo.addons.hr_skp.report import documents as plan_documents

from ..report.documents import labels, unit_performance_document
from ..report.documents.evaluation import short_name
from .hr_skp_unit_performance import CONFIRMED

KIND = "unit_performance"


class HrSkpUnitPerformance(models.Model):
    """Form 10: printed by whoever reads the predicate, issued when it is confirmed or corrected."""

    _name = "hr.skp.unit.performance"
    _inherit = ["hr.skp.unit.performance", "hr.skp.printable"]

    document_ids = fields.One2many(
        "hr.skp.document", "unit_performance_id", "Documents", readonly=True
    )

    def _set(self, before, action, vals, reason=None):
        result = super()._set(before, action, vals, reason)
        # Issued with the decision, whose right was checked.
        self.env["hr.skp.document"]._issue(self.sudo(), KIND)
        return result

    def _get_documents(self, kind):
        issued = {d.unit_performance_id.id: d.content for d in self._get_current_documents()}
        rest = self.filtered(lambda performance: performance.id not in issued)
        contents = issued | rest._get_form_contents()
        return {key: unit_performance_document(content) for key, content in contents.items()}

    def _get_issued_files(self, kind):
        return {
            document.unit_performance_id.id: base64.b64decode(document.file)
            for document in self._get_current_documents().with_context(bin_size=False)
        }

    def _get_current_documents(self):
        confirmed = self.filtered(lambda performance: performance.state == CONFIRMED)
        return (
            self.env["hr.skp.document"]
            .search(
                [
                    ("unit_performance_id", "in", confirmed.ids),
                    ("kind", "=", KIND),
                ]
            )
            .filtered("is_current")
        )

    def _get_print_name(self, kind):
        self.ensure_one()
        term = {"kind": self.term_id.kind, "date_start": self.term_id.date_start}
        name = short_name(labels.UNIT_SHEET, {"term": term})
        return plan_documents.file_name(name, self.period_id.year, self.department_id.name)

    # ------------------------------------------------------------
    # ISSUING
    # ------------------------------------------------------------

    def _get_document_links(self):
        """Return the values that link a document to this decision, with what it states."""
        self.ensure_one()
        return {
            "unit_performance_id": self.id,
            "content": self._get_form_contents()[self.id],
        }

    def _describe_issued(self, kind, verification):
        """Describe form 10 as decided."""
        content = self._get_form_contents()[self.id]
        return unit_performance_document(content, verification=verification)

    def _get_form_contents(self):
        """Return performance id -> snapshot of form 10, for the same queries however many."""
        # The form quotes officials and units, whoever prints it.
        performances_sudo = self.sudo()
        units_sudo = performances_sudo.department_id
        people_sudo = performances_sudo.setter_id | performances_sudo.recommender_ids
        identities = (people_sudo | units_sudo.manager_id)._get_skp_identities()
        return {
            performance.id: performance._prepare_form_content(identities)
            for performance in performances_sudo
        }

    def _prepare_form_content(self, identities):
        """Return what form 10 states; a hook for agencies with bases of their own."""
        self.ensure_one()
        unit, term = self.department_id, self.term_id
        day = self.confirmed_on and self.company_id._get_skp_date(self.confirmed_on)
        return {
            "agency": self.company_id._get_skp_letterhead(),
            "year": self.period_id.year,
            **{
                name: fields.Date.to_string(self.period_id[name])
                for name in ("date_start", "date_end")
            },
            "term": {
                "kind": term.kind,
                "date_start": fields.Date.to_string(term.date_start),
                "date_end": fields.Date.to_string(term.date_end),
            },
            "state": self.state,
            "revision": self.revision,
            "signed_on": fields.Date.to_string(day) or None,
            "unit": {
                "name": unit.name,
                "head": identities.get(unit.manager_id.id),
                "above": unit.parent_id.name or "",
            },
            "signer": identities.get(self.setter_id.id) or {},
            "predicate": self.predicate or None,
            "recommenders": [
                {"name": found["name"], "position": found["position"]}
                for found in (identities[person.id] for person in self.recommender_ids)
            ],
            "recommender_note": self.recommender_note or "",
            "basis": {
                "kind": self.basis,
                "note": self.note or "",
                "standing": self.standing or None,
                "achievement": self.pk_achievement or None,
                "expectation": self.pk_expectation or None,
                "result": self.result_rating or None,
                "process": self.process_rating or None,
            },
        }


class HrSkpDocument(models.Model):
    """Form 10 as issued: no revision keeps what it states, so the document does."""

    _inherit = "hr.skp.document"

    kind = fields.Selection(
        selection_add=[(KIND, "Predicate of a unit")], ondelete={KIND: "cascade"}
    )
    unit_performance_id = fields.Many2one(
        "hr.skp.unit.performance", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    content = fields.Json("What it states", readonly=True)

    @api.depends("unit_performance_id.state", "unit_performance_id.revision")
    def _compute_is_current(self):
        return super()._compute_is_current()

    def _get_validity(self):
        if not self.unit_performance_id:
            return super()._get_validity()
        is_latest = self.content["revision"] == self.unit_performance_id.revision
        return "current" if is_latest else "superseded"

    def _get_content(self):
        return self.content if self.unit_performance_id else super()._get_content()

    def _get_holder(self, content):
        if not self.unit_performance_id:
            return super()._get_holder(content)
        return {"name": content["unit"]["name"]}

    def _get_kind_title(self, content):
        if not self.unit_performance_id:
            return super()._get_kind_title(content)
        return short_name(labels.UNIT_PERFORMANCE.title(), content)

    @api.model
    def _get_signing_roles(self):
        return {**super()._get_signing_roles(), "signer": labels.SETS}

    def _get_siblings(self):
        if not self.unit_performance_id:
            return super()._get_siblings()
        own = self.search([("unit_performance_id", "=", self.unit_performance_id.id)])
        return own.filtered(lambda d: d.content["revision"] == self.content["revision"])
