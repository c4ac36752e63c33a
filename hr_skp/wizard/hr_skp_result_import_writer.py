from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..models.hr_skp_exchange import FILLING
from ..models.hr_skp_link_guard import KnownDefaults
from ..rules.import_facts import sort_levels
from ..rules.matrix import REVISE
from ..rules.result_spec import INDICATOR_COLUMNS, RESULT_COLUMNS

#: Rows that are written, and in the background committed, together.
BATCH = 1000


class HrSkpResultImport(models.TransientModel):
    """Writes the checked rows, each batch behind the guards of the form."""

    _inherit = "hr.skp.result.import"

    def _iter_steps(self, items):
        """Write batch after batch, yielding how many rows each had.

        What a row points to is written before it: indicators of results that exist, then new
        results from the top down, each with its indicators, then changes.
        """
        run = _Run(items)
        self._open_revisions(items)
        for batch in split_every(BATCH, run.added_indicators):
            yield self._create_lines("indicators", batch, run)
        for level in sort_levels(run.new_results, "parent"):
            for batch in split_every(BATCH, level):
                own = [line for result in batch for line in run.indicators_of[result.ref]]
                count = self._create_lines("results", batch, run)
                yield count + self._create_lines("indicators", own, run)
        for sheet in ("results", "indicators"):
            changed = [line for line in items[sheet] if line.is_changed]
            for batch in split_every(BATCH, changed):
                yield self._write_lines(sheet, batch, run)

    def _open_revisions(self, items):
        """Open the revision of the agreed plans that the file changes, as their evaluator."""
        if not self.open_revisions:
            return
        owners = {line.ref: line.owner for line in items["results"]}
        plan_ids = {line.owner for line in items["results"] if line.changes}
        plan_ids |= {owners[line.owner] for line in items["indicators"] if line.changes}
        plans = self.env["hr.skp"].browse(plan_ids)
        steps = plans._get_fill_steps(may_open=True)
        plans.filtered(lambda plan: steps[plan.id] == REVISE).action_revise(self.reason)

    # ------------------------------------------------------------
    # BATCHES
    # ------------------------------------------------------------

    def _create_lines(self, sheet, lines, run):
        if not lines:
            return 0
        self._start_batch(sheet, lines, run)
        model, owner = _MODELS[sheet], _OWNERS[sheet]
        vals_list = [
            {
                **run.prepare_vals(sheet, line),
                owner: run.resolve("results", line.owner) if sheet == "indicators" else line.owner,
                "sequence": line.sequence,
            }
            for line in lines
        ]
        self._check_distinct_links(model, vals_list)
        # An officer fills plans whose lines he may not write one by one; checked just below.
        model_sudo = self.env[model].sudo().with_context(skp_known_defaults=run.defaults)
        records_sudo = model_sudo.create(vals_list)
        names = {name for vals in vals_list for name in vals}
        records_sudo.with_env(self._get_filling_env())._check_content("create", names)
        run.refs[sheet].update(zip([line.ref for line in lines], records_sudo.ids, strict=True))
        return len(lines)

    def _write_lines(self, sheet, lines, run):
        self._start_batch(sheet, lines, run)
        filling = self._get_filling_env()[_MODELS[sheet]]
        ids_of, ids_by_names = defaultdict(list), defaultdict(list)
        for line in lines:
            vals = run.prepare_vals(sheet, line)
            ids_of[tuple(sorted(vals.items()))].append(line.ref)
            ids_by_names[frozenset(vals)].append(line.ref)
        self._check_distinct_links(filling._name, map(dict, ids_of))
        for names, ids in ids_by_names.items():
            filling.browse(ids)._check_content("write", set(names))
        for vals, ids in ids_of.items():
            # Checked above, by the same guards as the form's.
            filling.browse(ids).sudo().write(dict(vals))
        return len(lines)

    def _check_distinct_links(self, model, vals_list):
        """Let the guard of links see each of them once, not once a row."""
        names = {*_LINK_FIELDS[model]}
        links = {
            (name, value)
            for vals in vals_list
            for name in names & vals.keys()
            if (value := vals[name])
        }
        self.env[model]._check_links([{name: value} for name, value in links])

    def _start_batch(self, sheet, lines, run):
        """Hold the plans of these rows, so that nobody agrees them meanwhile, and log them once."""
        plan_ids = {run.get_plan_id(sheet, line) for line in lines}
        plans = self.env["hr.skp"].browse(plan_ids)
        # Taking the lock needs rights that an officer has only as far as the guard says.
        if len(plans.sudo().try_lock_for_update(allow_referencing=True)) < len(plans):
            raise UserError(
                self.env._("Somebody else is working on these plans right now. Try again shortly.")
            )
        plans.invalidate_recordset(["state"])
        new = plans.filtered(lambda plan: plan.id not in run.logged)
        self.env["hr.skp.log"]._append(
            new, "import_results", reason=self.filename, officials=new._get_officials()
        )
        run.logged |= plan_ids

    def _get_filling_env(self):
        return self.with_context(skp_filling=FILLING).env


_MODELS = {"results": "hr.skp.result", "indicators": "hr.skp.indicator"}
_OWNERS = {"results": "skp_id", "indicators": "result_id"}
_FIELDS = {"results": RESULT_COLUMNS, "indicators": INDICATOR_COLUMNS}
_LINK_FIELDS = {
    "hr.skp.result": ("skp_id", "parent_id", "parent_indicator_id", "objective_id"),
    "hr.skp.indicator": ("result_id",),
}
_LINKS = {"parent": "results", "parent_indicator": "indicators"}


class _Run:
    """One pass over the rows: what is still to write, and the ids of what has been written."""

    def __init__(self, items):
        self.refs = {"results": {}, "indicators": {}}
        self.logged, self.defaults = set(), KnownDefaults()
        self.plans = {line.ref: line.owner for line in items["results"]}
        self.new_results = [line for line in items["results"] if line.is_new]
        self.indicators_of = defaultdict(list)
        for line in items["indicators"]:
            if line.is_new:
                self.indicators_of[line.owner].append(line)
        self.added_indicators = [
            line for owner, lines in self.indicators_of.items() if owner > 0 for line in lines
        ]

    def get_plan_id(self, sheet, line):
        return line.owner if sheet == "results" else self.plans[line.owner]

    def resolve(self, sheet, ref):
        return self.refs[sheet].get(ref, ref)

    def prepare_vals(self, sheet, line):
        """Return the values by field of what changes, links as ids."""
        return {
            _FIELDS[sheet][column]: (
                self.resolve(_LINKS[column], value)
                if column in _LINKS and value
                else value or False
            )
            for column, value in line.changes.items()
        }
