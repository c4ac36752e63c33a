from odoo import fields, models

#: Plain fields that a snapshot keeps word for word, so that a revision can be restored from it.
RESULT_FIELDS = ("sequence", "kind", "name", "cascade", "cascade_basis", "perspective")
RESULT_LINKS = ("parent_id", "parent_indicator_id", "objective_id", "matrix_id")
INDICATOR_FIELDS = (
    "sequence",
    "aspect",
    "second_aspect",
    "name",
    "target",
    "uom",
    "data_source",
    "control_level",
    "purpose",
    "definition",
    "formula",
    "report_interval",
)
COMMITMENT_FIELDS = ("kind", "sequence", "name", "interval")


def _plain(record, names):
    """Return the named values as JSON keeps them: no False for an empty text."""
    return {name: value if (value := record[name]) is not False else None for name in names}


class HrSkp(models.Model):
    """The frozen picture of a plan: what revisions keep and documents print."""

    _inherit = "hr.skp"

    def _get_snapshot(self):
        """Return plan id -> snapshot (schema 1) of the present content.

        Plain data only: texts, codes, ISO dates, and the ids that restoring needs.  For the same
        number of queries whatever the number of plans.
        """
        # A snapshot quotes the leader's result, the grade, the NIP: printed, yet not one's to read.
        plans_sudo = self.sudo().with_context(active_test=True)
        # In the order of the database: lines just written stand in the cache in another one.
        plans_sudo.invalidate_recordset(["result_ids", "behaviour_ids", "commitment_ids"])
        plans_sudo.result_ids.invalidate_recordset(["indicator_ids"])
        plans_sudo.result_ids.indicator_ids.fetch(INDICATOR_FIELDS)
        return {plan.id: plan._prepare_snapshot() for plan in plans_sudo}

    def _prepare_snapshot(self):
        self.ensure_one()
        identity = self.identity or {}
        return {
            "schema": 1,
            "agency": self.company_id._get_skp_letterhead(),
            "year": self.period_id.year,
            "date_start": fields.Date.to_string(self.date_start),
            "date_end": fields.Date.to_string(self.date_end),
            "approach": self.approach,
            "form": self.form,
            "revision": self.revision,
            "state": self.state,
            "agreed_on": self._get_agreed_date(),
            **{party: identity.get(party) or {} for party in ("employee", "evaluator", "reviewer")},
            "results": [result._prepare_snapshot() for result in self.result_ids],
            "behaviours": [line._prepare_snapshot() for line in self.behaviour_ids],
            "commitments": self._prepare_commitments_snapshot(),
        }

    def _get_agreed_date(self):
        if not self.agreed_on or self.state != "agreed":
            return None
        return fields.Date.to_string(self._get_agency_time(self.agreed_on).date())

    def _get_agency_time(self, moment):
        """Return a moment as the clocks of the agency show it, not those of the server."""
        # A setting of the agency, whoever asks.
        zone = self.sudo().company_id.skp_tz
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), moment)

    def _prepare_commitments_snapshot(self):
        lines = {"resource": [], "accountability": [], "consequence": []}
        for line in self.commitment_ids:
            lines[line.kind].append(line.name)
        lines["raw"] = [_plain(line, COMMITMENT_FIELDS) for line in self.commitment_ids]
        return lines

    # ------------------------------------------------------------
    # RESTORING
    # ------------------------------------------------------------

    def _restore_agreed(self):
        """Make the content again what the last agreed revision says (a revision was given up)."""
        for plan in self:
            revision = plan.revision_ids.filtered(lambda r, p=plan: r.number == p.revision)
            plan._restore(revision.content)

    def _restore(self, content):
        self.ensure_one()
        self.approach = content["approach"]
        everything = self.result_ids.with_context(active_test=False).search(
            [("skp_id", "=", self.id), ("active", "in", (True, False))]
        )
        kept = {result.id: result for result in everything}
        agreed_ids = {line["id"] for line in content["results"]}
        everything.filtered(lambda r: r.id not in agreed_ids)._remove()
        for line in content["results"]:
            kept[line["id"]]._restore(line)
        self.commitment_ids.unlink()
        self.env["hr.skp.commitment"].create(
            [{"skp_id": self.id, **line} for line in content["commitments"]["raw"]]
        )
        expectations = {line["id"]: line["expectation"] for line in content["behaviours"]}
        for behaviour in self.behaviour_ids:
            behaviour.expectation = expectations.get(behaviour.id)


class HrSkpResult(models.Model):
    _inherit = "hr.skp.result"

    def _prepare_snapshot(self):
        self.ensure_one()
        return {
            "id": self.id,
            **_plain(self, RESULT_FIELDS),
            "links": {name: self[name].id or None for name in RESULT_LINKS},
            "assigner": self.assigner_name or "",
            "running_year": False,
            "parent": self._prepare_parent_snapshot(),
            "indicators": [indicator._prepare_snapshot() for indicator in self.indicator_ids],
        }

    def _prepare_parent_snapshot(self):
        """Return what is printed as RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI."""
        if self.parent_id:
            above = self.parent_indicator_id
            # For a JPT's result its indicators are written too (footnote of form 3).
            if not above and self.parent_id.plan_form == "jpt":
                above = self.parent_id.indicator_ids[:1]
            return {"name": self.parent_id.name, "indicator": above.name or ""}
        if self.objective_id:
            objective = self.objective_id
            return {"name": objective.name, "indicator": objective.indicator or ""}
        return None

    def _restore(self, line):
        self.ensure_one()
        self.write(
            {
                "active": True,
                # A revision knows the fields of its day.
                **{name: line.get(name) or False for name in RESULT_FIELDS},
                **{name: value or False for name, value in line["links"].items()},
                "assigner_name": line["assigner"],
            }
        )
        self._restore_indicators(line["indicators"])

    def _restore_indicators(self, lines):
        """Write back in place where possible: other people's results may point to an indicator."""
        present = {indicator.id: indicator for indicator in self.indicator_ids}
        agreed_ids = {line["id"] for line in lines}
        self.indicator_ids.filtered(lambda i: i.id not in agreed_ids).unlink()
        for line in lines:
            vals = {name: line.get(name) or False for name in INDICATOR_FIELDS}
            if line["id"] in present:
                present[line["id"]].write(vals)
            else:
                self.env["hr.skp.indicator"].create({"result_id": self.id, **vals})


class HrSkpIndicator(models.Model):
    _inherit = "hr.skp.indicator"

    def _prepare_snapshot(self):
        self.ensure_one()
        aspects = [code for code in (self.aspect, self.second_aspect) if code]
        return {"id": self.id, **_plain(self, INDICATOR_FIELDS), "aspects": aspects}


class HrSkpBehaviour(models.Model):
    _inherit = "hr.skp.behaviour"

    def _prepare_snapshot(self):
        self.ensure_one()
        value = self.core_value_id
        return {
            "id": self.id,
            "code": value.code,
            "name": value.name,
            "guides": value._get_guides(),
            "expectation": self.expectation or "",
        }
