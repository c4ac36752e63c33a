import logging

from psycopg2 import OperationalError

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)

#: More than these are made in the background, so that no browser waits for minutes.
AT_ONCE = 50
BATCH_SIZE = 25


class HrSkpReadinessMend(models.TransientModel):
    """Makes user accounts for many people: for the SKP administrator only.

    A new account has no password; who is invited sets it by the link in the mail.  An account that
    exists already is never linked here: who holds the account holds the plan.
    """

    _inherit = "hr.skp.readiness.mend"
    # Work in the background may outlast the hour of an ordinary wizard.
    _transient_max_hours = 48

    user_kind = fields.Selection(
        [
            ("portal", "Portal: the own plan and the own people, on the phone too"),
            ("internal", "Internal: the whole application, for leaders and the personnel office"),
        ],
        default="portal",
        required=True,
        string="Kind of account",
    )
    login_from = fields.Selection(
        [("email", "Work e-mail"), ("nip", "NIP / NI PPPK")],
        default="email",
        required=True,
        string="Login",
    )
    send_invitation = fields.Boolean(
        "Send invitations", help="Each gets a mail with a link to set the password."
    )
    is_queued = fields.Boolean(readonly=True)
    can_create_users = fields.Boolean(compute="_compute_can_create_users")

    @api.depends_context("uid")
    def _compute_can_create_users(self):
        self.can_create_users = self._may_create_users()

    @api.model
    def _may_create_users(self):
        return self.env.su or self.env.user.has_group("hr_skp.group_skp_manager")

    def _apply(self):
        if self.problem == "no_user":
            return self._apply_users()
        return super()._apply()

    def _apply_users(self):
        if not self._may_create_users():
            raise AccessError(self.env._("Only the SKP administrator may create user accounts."))
        if len(self.employee_ids) > AT_ONCE:
            self.is_queued = True
            # Waking the scheduled action needs no right on it.
            self.env.ref("hr_skp.ir_cron_create_users").sudo()._trigger()
            return self.env._(
                "%s accounts are being created in the background. Check readiness again to see "
                "who is left.",
                len(self.employee_ids),
            )
        users, refused = self._create_users(self.employee_ids)
        lines = [self.env._("%s accounts were created.", len(users))]
        lines += [f"{name}: {why}" for name, why in refused[:10]]
        if len(refused) > 10:
            lines.append(self.env._("… and %s more", len(refused) - 10))
        return "\n".join(lines)

    def _create_users(self, employees):
        """Create accounts for those of these people who can have one.

        :return: the new users, and a list of (name, why not)
        """
        todo, refused = self._split_by_login(employees)
        if not todo:
            return self.env["res.users"], refused
        # The SKP administrator need not administer users in general; checked by the caller.
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .with_context(no_reset_password=True, mail_create_nosubscribe=True)
            .create([self._prepare_user_vals(employee, login) for employee, login in todo])
        )
        for (employee, _login), user_sudo in zip(todo, users_sudo, strict=True):
            employee.with_context(tracking_disable=True).user_id = user_sudo.id
        if self.send_invitation:
            self._invite(users_sudo)
        return users_sudo.sudo(False), refused

    def _split_by_login(self, employees):
        """Return [(employee, login)] of who can have an account, and [(name, why not)]."""
        _ = self.env._
        logins = {employee: self._get_login(employee) for employee in employees}
        taken = self._get_taken_logins(logins.values())
        todo, refused, seen = [], [], set()
        for employee, login in logins.items():
            if employee.user_id:
                refused.append((employee.name, _("has an account already")))
            elif not login:
                refused.append((employee.name, _("has nothing to log in with")))
            elif login in taken or login in seen:
                refused.append((employee.name, _("the login %s is taken", login)))
            elif self.send_invitation and not employee.work_email:
                refused.append((employee.name, _("has no e-mail to be invited by")))
            else:
                seen.add(login)
                todo.append((employee, login))
        return todo, refused

    def _get_login(self, employee):
        value = employee.work_email if self.login_from == "email" else employee.nip
        return (value or "").strip().lower()

    @api.model
    def _get_taken_logins(self, logins):
        # Accounts that the officer cannot see are taken as well, archived ones too.
        users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        found = users_sudo.search_fetch([("login", "in", [x for x in logins if x])], ["login"])
        return set(found.mapped("login"))

    def _prepare_user_vals(self, employee, login):
        """Return the values of one new account; a hook for agencies with fields of their own."""
        group = "base.group_portal" if self.user_kind == "portal" else "base.group_user"
        vals = {
            "name": employee.name,
            "login": login,
            "company_id": employee.company_id.id,
            "company_ids": [Command.set(employee.company_id.ids)],
            "group_ids": [Command.set(self.env.ref(group).ids)],
            "tz": employee.tz,
        }
        if employee.work_contact_id:
            vals["partner_id"] = employee.work_contact_id.id
        return vals

    @api.model
    def _invite(self, users_sudo):
        users_sudo.with_context(create_user=True).action_reset_password()

    # ------------------------------------------------------------
    # THE SCHEDULED ACTION
    # ------------------------------------------------------------

    @api.model
    def _cron_create_users(self):
        """Create the accounts asked for in bulk, with the rights of who asked for them."""
        cron = self.env["ir.cron"]
        seconds = 1
        while wizard := self.search([("is_queued", "=", True)], limit=1):
            if not seconds:
                # A slice that ends would wait for the next poll: ask for the next one at once.
                self.env.ref("hr_skp.ir_cron_create_users")._trigger()
                return
            asker = wizard.with_user(wizard.create_uid).with_company(wizard.company_id)
            done = asker._create_next_users()
            left = len(wizard.employee_ids)
            wizard.is_queued = left
            seconds = cron._commit_progress(done, remaining=left)

    def _create_next_users(self):
        """Create one batch; whoever was tried leaves the list, done or not."""
        employees = self.employee_ids[:BATCH_SIZE]
        if self._may_create_users():
            self._try_to_create_users(employees)
        self.employee_ids -= employees
        return len(employees)

    def _try_to_create_users(self, employees):
        """Create these accounts, one by one if they fail together; the log says who failed."""
        try:
            with self.env.cr.savepoint():
                self._create_users(employees)
        except OperationalError:
            # Not about these people: the server's to repeat.
            raise
        except Exception as error:
            if len(employees) == 1:
                _logger.warning("No account for employee %s: %s", employees.id, error)
                return
            for employee in employees:
                self._try_to_create_users(employee)
