"""Whether the copies are what Odoo itself makes: compared with what it made, and asked of it."""

import json

from .prototype import YEAR
from .rows import PERSON, find

SAMPLE = 40
#: What a copy does not have on purpose: nobody logs in with a password of the prototype's.
LEFT_OUT = {("res_users", "password")}


def check(env, prototype):
    """Raise with a list of differences; silent where there are none."""
    problems = [
        *_compare_columns(env, prototype),
        *_ask_evaluators(env),
        *_ask_snapshots(env),
        *_ask_units(env),
    ]
    if problems:
        raise AssertionError("the seeded rows are not as Odoo makes them:\n" + "\n".join(problems))


def _get_sample(env):
    """Return plans over the whole agency: heads of all levels, and people of the last units."""
    plans = env["hr.skp"].search([("period_id.year", "=", YEAR)], order="id")
    step = max(1, len(plans) // SAMPLE)
    return plans[:3] | plans[3:10] | plans[::step] | plans[-3:]


def _compare_columns(env, prototype):
    """The last of the copies is staff as the prototype is: the same number of rows, the same filled
    columns, and frozen contents with the same keys.
    """
    last = env["hr.skp"].search([("period_id.year", "=", YEAR)], order="id desc", limit=1)
    made = find(env.cr, PERSON, _get_start(prototype.people["staff"]))
    copied = find(env.cr, PERSON, _get_start(last.employee_id))
    for table, rows in made.items():
        if len(rows) != len(copied[table]):
            yield f"{table}: {len(copied[table])} rows instead of {len(rows)}"
            continue
        for one, other in zip(rows, copied[table], strict=True):
            for column, value in one.items():
                if (table, column) not in LEFT_OUT and _shape(value) != _shape(other[column]):
                    yield f"{table}.{column}: {other[column]!r:.80} where Odoo has {value!r:.80}"


def _get_start(person):
    return {
        "res_partner": person.user_id.partner_id.ids,
        "res_users": person.user_id.ids,
        "hr_employee": person.ids,
        "resource_resource": person.resource_id.ids,
    }


def _shape(value):
    """Return what must agree of two values: the kind, and of contents the keys."""
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return type(value)


def _ask_evaluators(env):
    plans = _get_sample(env)
    evaluators = plans.employee_id._get_skp_evaluators()
    identities = plans.employee_id._get_skp_identities()
    for plan in plans:
        if evaluators[plan.employee_id.id] != plan.evaluator_id:
            yield f"{plan.employee_name}: evaluated by {plan.evaluator_id.name}"
        if identities[plan.employee_id.id] != plan.identity["employee"]:
            yield f"{plan.employee_name}: {plan.identity['employee']}"
        leaders = plan.evaluator_id.skp_ids.filtered(lambda p, y=plan.period_id: p.period_id == y)
        if plan.parent_id != leaders or plan.result_ids.parent_id != leaders.result_ids:
            yield f"{plan.employee_name}: not below the plan of {plan.evaluator_id.name}"


def _ask_snapshots(env):
    """What is frozen is what would be frozen now, but for moments that came later."""
    plans = _get_sample(env)
    for made, revisions in (
        (plans._get_snapshot(), plans.revision_ids.grouped("skp_id")),
        (
            plans.evaluation_ids._get_snapshot(),
            plans.evaluation_ids.revision_ids.grouped("evaluation_id"),
        ),
    ):
        for record, revision in revisions.items():
            for key, value in json.loads(json.dumps(made[record.id])).items():
                frozen = revision.content[key]
                if key not in ("received_on", "signatures") and frozen != value:
                    yield f"{record}: {key} frozen {frozen!r:.200}, now {value!r:.200}"


def _ask_units(env):
    """The tree of units is the one that Odoo computes."""
    units = env["hr.department"].search([])
    before = {unit.id: (unit.parent_path, unit.master_department_id.id) for unit in units}
    units._parent_store_compute()
    env.add_to_compute(units._fields["master_department_id"], units)
    units.invalidate_recordset(["parent_path"])
    for unit in units:
        now = (unit.parent_path, unit.master_department_id.id)
        if before[unit.id] != now:
            yield f"{unit.name}: {before[unit.id]}, by Odoo {now}"
