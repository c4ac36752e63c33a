"""Fill a database with an agency: the prototypes by Odoo, everybody else by copying them."""

from .agency import make_people, make_units
from .bare import bare
from .copying import Copier, quote
from .prototype import POSTS, Prototype, login_of, name_of, nip_of, unit_of
from .rows import PERSON, UNIT, check_known, count_rows, find

RATED = ("result_rating", "behaviour_rating", "predicate")
TOKEN = "upper(substr(md5('{0}' || p.k || '.{1}'), 1, 16))"


def build(env, people, units, say=print):
    """Make an agency of so many people (besides the three that Odoo makes) in so many units."""
    before = count_rows(env.cr)
    prototype = Prototype(env).make()
    check_known(before, count_rows(env.cr))
    say("the prototypes are made")
    make_units(env.cr, units)
    make_people(env.cr, people, units, prototype.jobs)
    seed = Seed(env.cr, prototype)
    with bare(env.cr, {*PERSON, *UNIT}):
        seed.copy_units()
        say(f"{units} units are made")
        seed.copy_people()
        say(f"{people} people are made")
    return prototype


class Seed:
    """The copiers of units and people, which point to each other's rows."""

    def __init__(self, cr, prototype):
        self.cr, self.prototype = cr, prototype
        found = {
            part: find(cr, PERSON, self._get_start(part)) for part in ("staff", "head", "boss")
        }
        ends = {}
        self.people = Copier(
            cr, "seed_person", found["staff"], self._get_words(), self._get_overrides(), ends
        )
        top = self._get_top()
        self.people.map_rows(found["head"], "p.e", top)
        self.people.map_rows(found["boss"], "p.r", top)
        unit_rows = find(cr, UNIT, {"hr_department": prototype.units["head"].ids})
        self._start_units(unit_rows, found, top, ends)
        self._link_units(unit_rows)

    def _get_start(self, part):
        person, user = self.prototype.people[part], self.prototype.users[part]
        return {
            "res_partner": user.partner_id.ids,
            "res_users": user.ids,
            "hr_employee": person.ids,
            "resource_resource": person.resource_id.ids,
        }

    def _get_top(self):
        prototype = self.prototype
        return {
            "hr_employee": str(prototype.top.id),
            "res_users": str(prototype.top_user.id),
            "res_partner": str(prototype.top_user.partner_id.id),
        }

    # ------------------------------------------------------------
    # PEOPLE
    # ------------------------------------------------------------

    def _get_words(self):
        """Return what stands for the prototype's words; the numbers also in the copies' texts."""
        return {
            name_of("staff"): "p.name",
            name_of("head"): "p.e_name",
            name_of("boss"): "p.r_name",
            nip_of("staff"): "p.nip",
            nip_of("head"): "p.e_nip",
            nip_of("boss"): "p.r_nip",
            login_of("staff"): "p.login",
            POSTS["staff"][0]: "p.job_name",
            POSTS["head"][0]: "p.e_job",
            POSTS["boss"][0]: "p.r_job",
            unit_of("head"): "p.unit_name",
            unit_of("boss"): "COALESCE(p.r_unit, '')",
        }

    def _get_overrides(self):
        jpt = "CASE WHEN p.heads AND p.level = 1 THEN 'jpt' ELSE 'ja_jf' END"
        overrides = {
            ("res_users", "share"): "NOT p.heads",
            ("res_partner", "partner_share"): "NOT p.heads",
            ("res_users", "password"): "NULL",
            ("hr_skp", "form"): jpt,
            ("hr_skp_result", "plan_form"): jpt,
            ("json", "form"): lambda path, value: jpt,
            ("json", "parent"): self._get_parent_json,
            # Evaluator and employee of the prototype are of one unit, a head and his evaluator not.
            ("words", unit_of("head")): lambda path: (
                "COALESCE(p.e_unit, '')" if "evaluator" in path else "p.unit_name"
            ),
            ("hr_skp_document", "token"): lambda row: TOKEN.format("person", row["id"]),
            ("hr_skp_past_predicate", "predicate"): "p.pred_before",
        }
        for name, column in zip(RATED, ("res", "beh", "pred"), strict=True):
            for table in ("hr_skp_evaluation", "hr_skp_rating"):
                overrides[table, name] = self._get_rating(column)
            overrides["json", name] = self._get_json_rating(column)
        for name, column in (("result_after", "res"), ("behaviour_after", "beh")):
            overrides["hr_skp_rating_change", name] = self._get_rating(column)
        return overrides

    @staticmethod
    def _get_rating(column):
        return lambda row: f"p.{column}[{row['group'] + 1}]"

    def _get_json_rating(self, column):
        # A content knows not its own place; the copier says which row it is working on.
        return lambda path, value: (
            f"p.{column}[{self.people.group + 1}]" if len(path) == 1 else None
        )

    def _get_parent_json(self, path, value):
        """Return what is quoted of the leader's result: nothing at the top, and below the heads of
        the first level, whose form is another, with its first indicator.
        """
        results = self.prototype.plans["head"].result_ids
        above = results.filtered(lambda result: result.name == value["name"])
        indicator = quote(above.indicator_ids[:1].name)
        return (
            f"CASE WHEN p.e > 0 THEN json_build_object('name', {quote(value['name'])}, 'indicator',"
            f" CASE WHEN p.below_first THEN {indicator} ELSE '' END) END"
        )

    def copy_people(self):
        self.people.copy()
        self._copy_links()

    def _copy_links(self):
        """Give everybody his group and agency; these tables have no id."""
        start = self.people.ids["res_users", self.prototype.users["staff"].id]
        groups = {
            name: self.prototype.env.ref(f"base.group_{name}").id for name in ("user", "portal")
        }
        self.cr.execute(
            f"INSERT INTO res_groups_users_rel (uid, gid) SELECT {start},"
            f" CASE WHEN p.heads THEN {groups['user']} ELSE {groups['portal']} END"
            " FROM seed_person p"
        )
        self.cr.execute(
            "INSERT INTO res_company_users_rel (user_id, cid)"
            f" SELECT {start}, {self.prototype.company.id} FROM seed_person p"
        )

    # ------------------------------------------------------------
    # UNITS
    # ------------------------------------------------------------

    def _start_units(self, unit_rows, found, top, ends):
        self.units = Copier(
            self.cr,
            "seed_unit",
            unit_rows,
            {unit_of("head"): "p.name"},
            {
                ("hr_department", "name"): "jsonb_build_object('en_US', p.name)",
                ("hr_skp_document", "token"): lambda row: TOKEN.format("unit", row["id"]),
            },
            ends,
        )
        unit_id = self.prototype.units["head"].id
        # A unit's line in the tree of units; its head has its number.
        own = self.units.ids["hr_department", unit_id]
        above = self.units.id_sql("hr_department", unit_id, "p.parent")
        over = self.units.id_sql("hr_department", unit_id, "u2.parent")
        parent = f"CASE WHEN p.parent = 0 THEN NULL ELSE {above} END"
        self.units.overrides |= {
            ("hr_department", "parent_id"): parent,
            ("hr_department", "master_department_id"): (
                f"CASE p.level WHEN 1 THEN {own} WHEN 2 THEN {above} ELSE"
                f" (SELECT {over} FROM seed_unit u2 WHERE u2.k = p.parent) END"
            ),
            ("hr_department", "parent_path"): (
                f"CASE p.level WHEN 1 THEN '' WHEN 2 THEN {above} || '/' ELSE"
                f" (SELECT {over} FROM seed_unit u2 WHERE u2.k = p.parent) || '/' || {above}"
                f" || '/' END || {own} || '/'"
            ),
        }
        # The head of a unit is a copy of staff, and so is who confirms its performance.
        for part, number in (("head", "p.k"), ("boss", "p.parent")):
            for table, rows in found[part].items():
                ordered = sorted(rows, key=lambda row: (row["group"], row["id"]))
                for row, row_id in zip(ordered, self.people.places[table], strict=False):
                    copied = self.people.id_sql(table, row_id, number)
                    self.units.ids[table, row["id"]] = self.units.or_top(
                        number, top.get(table, "NULL"), copied
                    )

    def _link_units(self, unit_rows):
        """Let people's references to the prototype's unit be those to their own."""
        for table in ("hr_department", "hr_skp_unit_performance"):
            for row in unit_rows[table]:
                self.people.ids[table, row["id"]] = self.units.id_sql(table, row["id"], "p.u")
        prototype = self.prototype
        self.people.ids["hr_job", prototype.jobs["staff"].id] = "p.job_id"
        own = self.people.ids["hr_department", prototype.units["head"].id]
        self.people.overrides["hr_skp_evaluation", "headed_unit_id"] = (
            f"CASE WHEN p.heads THEN {own} END"
        )

    def copy_units(self):
        self.units.copy()
