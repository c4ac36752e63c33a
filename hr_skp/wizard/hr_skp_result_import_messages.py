"""What is wrong with a workbook of results and how to mend it, by the codes of ``rules``."""

from odoo import api, models
from odoo.tools.translate import LazyTranslate

from .hr_skp_import_messages import CELL_MESSAGES, FILE_MESSAGES, SHEET_MESSAGES

_lt = LazyTranslate(__name__)

_OR_DELETE = _lt("Delete this row from the file.")

PERSON_MESSAGES = {
    "unknown_plan_owner": (
        _lt("There is nobody with the number or code “%(value)s” whose plan you may fill."),
        _lt("Correct it (write the NIP or the code, not the name), or delete the row."),
    ),
    "no_plan": (
        _lt("%(name)s has no plan in this period."),
        _lt("Open the period for that person first (Organisation ▸ Periods), or delete the row."),
    ),
    "no_plan_from": (
        _lt("%(name)s has no plan that starts on %(value)s."),
        _lt("Correct the date, or empty the cell: then the present plan is meant."),
    ),
    "name_differs": (
        _lt("The number belongs to %(name)s, the file says “%(value)s”."),
        _lt("Correct the number if it is somebody else's. The name itself is not imported."),
    ),
    "own_plan": (
        _lt("This is your own plan, %(name)s: an import changes only the plans of others."),
        _lt("Work on it in its own form, and delete the row or leave it as it is recorded."),
    ),
    "not_yours": (
        _lt("You do not evaluate %(name)s, so you may not change that plan."),
        _OR_DELETE,
    ),
    "plan_agreed_yours": (
        _lt("The plan of %(name)s is agreed."),
        _lt("Choose “Open the revision of agreed plans” and say why, or delete the row."),
    ),
    "plan_agreed": (
        _lt("The plan of %(name)s is agreed."),
        _lt("Only its evaluator or employee opens the revision. Else delete the row."),
    ),
    "plan_revising": (
        _lt("The plan of %(name)s was agreed before and is being revised."),
        _lt("Its evaluator may import into it. Else delete the row."),
    ),
    "plan_proposed": (
        _lt("The plan of %(name)s is proposed and waits for the evaluator."),
        _lt("The evaluator may change or return it. Else delete the row."),
    ),
    "plan_closed": (_lt("The plan of %(name)s is closed."), _OR_DELETE),
    "plan_cancelled": (_lt("The plan of %(name)s is cancelled."), _OR_DELETE),
}

LINK_MESSAGES = {
    "twice_in_file": (
        _lt("“%(value)s” is already in row %(other_row)s."),
        _lt("Delete one of the two rows, or correct the value."),
    ),
    "same_text": (
        _lt("The same text stands in row %(other_row)s for the same plan or result."),
        _lt("Delete one of the two if it was meant once; else leave it."),
    ),
    "text_replaced": (
        _lt("This replaces the recorded text: “%(old)s”."),
        _lt("Give the row a new key if it is to be added beside it; else leave it."),
    ),
    "unknown_result_key": (
        _lt("No row of the sheet of results has the key “%(value)s”."),
        _lt("Correct the key, or add the result to that sheet."),
    ),
    "unknown_parent": (
        _lt("“%(value)s” is neither a key in this file nor a result of the leader (%(leader)s)."),
        _lt("Write the key, or the leader's result word for word; or leave the cell empty."),
    ),
    "many_parents": (
        _lt("The leader has several results “%(value)s”."),
        _lt("Write the key of the one that is meant: export the leader's plan to see it."),
    ),
    "own_result": (
        _lt("“%(value)s” is a result of the same person."),
        _lt("Write a result of the leader, or leave the cell empty."),
    ),
    "result_cycle": (
        _lt("The results of these rows would support each other in a circle: %(rows)s."),
        _lt("Correct the leader's result of one of them."),
    ),
    "no_parent": (
        _lt("An indicator of the leader is given, but no result of his."),
        _lt("Fill in the leader's result as well, or empty this cell."),
    ),
    "unknown_parent_indicator": (
        _lt("The leader's result has no indicator “%(value)s”."),
        _lt("Write the indicator word for word, or its key; or empty the cell."),
    ),
    "many_parent_indicators": (
        _lt("The leader's result has several indicators “%(value)s”."),
        _lt("Write the key of the one that is meant."),
    ),
    "unknown_named_objective": (
        _lt("There is no objective with the code or name “%(value)s”."),
        _lt("Write its code, or its name word for word (Organisation ▸ Objectives)."),
    ),
    "many_objectives": (
        _lt("There are several objectives “%(value)s”."),
        _lt("Write the code of the one that is meant."),
    ),
}

MESSAGES = FILE_MESSAGES | SHEET_MESSAGES | CELL_MESSAGES | PERSON_MESSAGES | LINK_MESSAGES


class HrSkpResultImport(models.TransientModel):
    _inherit = "hr.skp.result.import"

    @api.model
    def _get_messages(self):
        return MESSAGES
