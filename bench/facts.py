"""Where in the seeded agency things are found."""

from .seed.prototype import YEAR


def get_period(env, year=YEAR):
    return env["hr.skp.period"].search([("year", "=", year)], limit=1)


def get_terms(env):
    return get_period(env).term_ids.sorted("sequence")


def get_officer(env):
    return env["res.users"].search([("login", "=", "petugas.beban")])


def get_large_evaluator(env):
    """Return who evaluates the most people."""
    groups = env["hr.skp"]._read_group(
        [("period_id", "=", get_period(env).id)],
        ["evaluator_id"],
        ["__count"],
        order="__count desc",
        limit=1,
    )
    return groups[0][0]


def get_unit_head(env):
    """Return the head of a unit of the first level: he reads thousands of plans."""
    units = env["hr.department"].search(
        [("parent_id", "=", False), ("manager_id.user_id", "!=", False)], order="id desc", limit=1
    )
    return units.manager_id
