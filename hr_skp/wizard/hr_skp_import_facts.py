from odoo import models

from ..rules.import_facts import (
    Known,
    KnownGrade,
    KnownObjective,
    KnownPerson,
    KnownPost,
    KnownUnit,
)


class HrSkpImport(models.TransientModel):
    """What the agency has already, as the plain facts that ``rules.import_check`` compares with."""

    _inherit = "hr.skp.import"

    def _load_known(self, tables):
        """Return the facts; a handful of queries whatever the size of file and agency."""
        employees = tables.get("employees")
        return Known(
            units=self._load_units(),
            posts=self._load_posts(),
            people=self._load_people(),
            grades=self._load_grades(),
            objectives=self._load_objectives(),
            logins=self._load_logins(employees.rows if employees else []),
            may_create_users=self.env.su or self.env.user.has_group("hr_skp.group_skp_manager"),
        )

    def _read_all(self, model, names, domain=(), active_test=False):
        """Return dicts of plain values (ids instead of records) of this agency's records."""
        records = (
            self.env[model]
            .with_context(active_test=active_test)
            .search([("company_id", "=", self.company_id.id), *domain])
        )
        return records.read(names, load="")

    def _load_units(self):
        rows = self._read_all("hr.department", ["skp_code", "name", "parent_id", "manager_id"])
        return [
            KnownUnit(
                id=row["id"],
                code=row["skp_code"] or "",
                name=row["name"],
                parent=row["parent_id"] or None,
                head=row["manager_id"] or None,
            )
            for row in rows
        ]

    def _load_posts(self):
        rows = self._read_all("hr.job", ["name", "department_id"], active_test=True)
        return [KnownPost(row["id"], row["name"], row["department_id"] or None) for row in rows]

    def _load_people(self):
        names = [
            *("skp_code", "nip", "nip_former", "name", "asn_kind", "department_id"),
            *("parent_id", "work_email", "active", "user_id"),
        ]
        return [
            KnownPerson(
                id=row["id"],
                code=row["skp_code"] or "",
                number=row["nip"] or "",
                former=tuple(filter(None, (row["nip_former"] or "").split(","))),
                name=row["name"],
                kind=row["asn_kind"] or None,
                unit=row["department_id"] or None,
                superior=row["parent_id"] or None,
                email=row["work_email"] or "",
                active=row["active"],
                has_user=bool(row["user_id"]),
            )
            for row in self._read_all("hr.employee", names)
        ]

    def _load_grades(self):
        grades = self.env["hr.asn.grade"].search([("active", "=", True)])
        return [KnownGrade(g.id, g.code, g.siasn_code, g.asn_kind) for g in grades]

    def _load_objectives(self):
        rows = self._read_all("hr.skp.objective", ["code", "parent_id"], active_test=True)
        return [
            KnownObjective(row["id"], row["code"] or "", row["parent_id"] or None) for row in rows
        ]

    def _load_logins(self, rows):
        """Return which logins that the rows might ask for exist, and whose they are."""
        wanted = {
            value.casefold()
            for row in rows
            for column in ("login", "email", "number", "code")
            if (value := row.values.get(column))
        }
        # Only whether a login is free leaves this method; logins are unique over all agencies.
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch([("login", "in", list(wanted))], ["login"])
        )
        employees = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search_fetch(
                [("user_id", "in", users_sudo.ids), ("company_id", "=", self.company_id.id)],
                ["user_id"],
            )
        )
        owners = {employee.user_id.id: employee.id for employee in employees}
        return {user.login.casefold(): owners.get(user.id) for user in users_sudo}
