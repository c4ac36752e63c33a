"""What is wrong with an import file and how to mend it, in plain words, by the codes of ``rules``.

Each entry is (what, how to mend it).  ``%(…)s`` are the issue's parameters.
"""

from odoo.tools.translate import LazyTranslate

from ..rules import nip

_lt = LazyTranslate(__name__)

_CORRECT_NUMBER = _lt("Compare it with the appointment letter and correct the number.")
_CORRECT_EITHER = _lt("Correct the number, or the person's data. You may also import it as it is.")

FILE_MESSAGES = {
    "no_file": (_lt("No file was chosen."), _lt("Choose the XLSX file that you want to import.")),
    "file_too_big": (
        _lt("The file is too big."),
        _lt("Use a file of at most %(megabytes)s MB, without pictures; or split it."),
    ),
    "encrypted": (
        _lt("The file is protected by a password."),
        _lt("Open it, remove the password and save it again."),
    ),
    "not_xlsx": (
        _lt("This is not an XLSX workbook, or it is damaged."),
        _lt("Open it in your spreadsheet program and save it as “Excel Workbook (.xlsx)”."),
    ),
    "missing_sheet": (
        _lt("The file has none of the expected sheets."),
        _lt("Name the sheets: %(expected)s. The template has them."),
    ),
    "nothing_to_import": (
        _lt("The file has no rows."),
        _lt("Fill in at least one row below the header of a sheet."),
    ),
    "refused": ("%(message)s", _lt("Correct the rows concerned, or ask the SKP administrator.")),
}

SHEET_MESSAGES = {
    "sheet_twice": (
        _lt("This sheet occurs twice, under its English and its Indonesian name."),
        _lt("Move the rows to one sheet and delete the other."),
    ),
    "unknown_sheet": (
        _lt("This sheet is not read."),
        _lt("Rename it if it should be; else leave it."),
    ),
    "empty_sheet": (
        _lt("This sheet is empty: it has no header row either."),
        _lt("Copy the header row from the template, or delete the sheet."),
    ),
    "no_rows": (
        _lt("This sheet has a header but no rows."),
        _lt("Nothing is imported from it. Fill it in if that is not what you want."),
    ),
    "too_many_rows": (
        _lt("This sheet has more than %(maximum)s rows."),
        _lt("Split the file and import the parts one after the other."),
    ),
    "column_twice": (_lt("This column occurs twice."), _lt("Delete one of the two.")),
    "unknown_column": (
        _lt("This column is not read."),
        _lt("Rename it after the template if it should be; else leave it."),
    ),
    "missing_column": (
        _lt("This column is missing."),
        _lt("Add it; the template shows how it is called."),
    ),
}

CELL_MESSAGES = {
    "missing_value": (
        _lt("This cell must not be empty."),
        _lt("Fill it in; of merged cells only the first one counts as filled."),
    ),
    "text_too_long": (
        _lt("The text is longer than %(maximum)s characters."),
        _lt("Shorten it."),
    ),
    "number_not_text": (
        _lt("The cell holds a number, and a spreadsheet keeps only its first 15 digits."),
        _lt("Format the column as text, then type the number again."),
    ),
    "not_a_date": (
        _lt("“%(value)s” is not a date."),
        _lt("Write it as 1986-09-26 or 26/09/1986."),
    ),
    "impossible_date": (
        _lt("There is no day “%(value)s”."),
        _lt("Correct the day or the month."),
    ),
    "not_yes_or_no": (_lt("“%(value)s” is neither yes nor no."), _lt("Write Ya or Tidak.")),
    "malformed_email": (
        _lt("“%(value)s” is not an e-mail address."),
        _lt("Write one address, such as nama@kota.go.id, or leave the cell empty."),
    ),
    "unknown_choice": (_lt("“%(value)s” is not known here."), _lt("Use one of: %(options)s.")),
    "formula_without_value": (
        _lt("The formula in this cell has no stored result."),
        _lt("Open the file in your spreadsheet program and save it, or paste the value."),
    ),
    "error_value": (
        _lt("The formula in this cell gives the error %(value)s."),
        _lt("Correct the formula, or type the value."),
    ),
}

ROW_MESSAGES = {
    "twice_in_file": (
        _lt("“%(value)s” is already in row %(other_row)s."),
        _lt("Delete one of the two rows, or correct the value."),
    ),
    "unknown_unit": (
        _lt("There is no unit with the code “%(value)s”, neither here nor in the file."),
        _lt("Correct the code, or add the unit to the sheet of units."),
    ),
    "unit_cycle": (
        _lt("The units lie within each other in a circle: %(path)s."),
        _lt("Correct the parent code of one of them."),
    ),
    "unknown_post": (
        _lt("There is no post “%(value)s”, neither here nor in the file."),
        _lt("Correct the name, or add the post to the sheet of posts."),
    ),
    "ambiguous_post": (
        _lt("There are several posts “%(value)s”, none of them in this person's unit."),
        _lt("Add the post for this unit to the sheet of posts, or correct the unit."),
    ),
    "unknown_person": (
        _lt("There is nobody with the number or code “%(value)s”, neither here nor in the file."),
        _lt("Correct it (write the number or the code, not the name), or add the person."),
    ),
    "unknown_objective": (
        _lt("There is no objective with the code “%(value)s”, neither here nor in the file."),
        _lt("Correct the parent code, or add that objective."),
    ),
    "objective_cycle": (
        _lt("The objectives support each other in a circle: %(path)s."),
        _lt("Correct the parent code of one of them."),
    ),
    "unknown_grade": (
        _lt("There is no grade “%(value)s”."),
        _lt("Write III/a for PNS, IX for PPPK."),
    ),
    "grade_of_other_kind": (
        _lt("The grade “%(value)s” does not belong to this kind of employee."),
        _lt("PNS and CPNS have I/a to IV/e, PPPK I to XVII, others none. Correct one of them."),
    ),
    "refused": FILE_MESSAGES["refused"],
}

PERSON_MESSAGES = {
    nip.NOT_18_DIGITS: (_lt("“%(value)s” does not have 18 digits."), _CORRECT_NUMBER),
    nip.IMPOSSIBLE_BIRTH_DATE: (
        _lt("The first eight digits of “%(value)s” are not a date of birth that exists."),
        _CORRECT_NUMBER,
    ),
    nip.IMPOSSIBLE_START: (
        _lt("The start year and month in “%(value)s” do not exist."),
        _CORRECT_NUMBER,
    ),
    nip.WRONG_SEX_DIGIT: (
        _lt("The 15th digit of “%(value)s” must be 1 (man) or 2 (woman)."),
        _CORRECT_NUMBER,
    ),
    nip.WRONG_SEQUENCE: (_lt("“%(value)s” cannot end in 000."), _CORRECT_NUMBER),
    nip.BIRTHDAY_DIFFERS: (_lt("“%(value)s” disagrees with the birthday."), _CORRECT_EITHER),
    nip.SEX_DIFFERS: (_lt("“%(value)s” disagrees with the sex."), _CORRECT_EITHER),
    nip.TOO_YOUNG_AT_START: (_lt("By “%(value)s”, very young at the start."), _CORRECT_EITHER),
    nip.TOO_OLD_AT_START: (_lt("By “%(value)s”, very old at the start."), _CORRECT_EITHER),
    "no_number": (
        _lt("This person has no NIP or NI PPPK yet."),
        _lt("Add it when it is known: later imports then find the person by the code."),
    ),
    "no_number_or_code": (
        _lt("This person has neither a number nor a code."),
        _lt("Write the NIP, NI PPPK or NRP; for who has none, a code of your own."),
    ),
    "code_and_number_differ": (
        _lt("The code belongs to %(code_of)s, the number to %(number_of)s."),
        _lt("Correct one of the two."),
    ),
    "archived_person": (
        _lt("%(name)s has left the agency (the employee is archived)."),
        _lt("Restore the employee first, or delete this row."),
    ),
    "former_number": (
        _lt("This is a former number of %(name)s."),
        _lt("Write the present number."),
    ),
    "same_name_unkeyed": (
        _lt("There is already an employee %(name)s, without a number or code."),
        _lt("If it is the same person, first fill in the number on that employee."),
    ),
    "own_superior": (_lt("Nobody is his own superior."), _lt("Write somebody else, or nobody.")),
    "own_evaluator": (_lt("Nobody evaluates himself."), _lt("Write somebody else, or nobody.")),
    "superior_cycle": (
        _lt("The superiors stand above each other in a circle: %(path)s."),
        _lt("Correct the superior of one of them."),
    ),
    "email_taken": (
        _lt("%(value)s is the address of %(name)s."),
        _lt("Give everybody an address of his own, or leave the cell empty."),
    ),
    "login_taken": (
        _lt("Somebody else logs in as “%(value)s”."),
        _lt("Choose another login name."),
    ),
    "may_not_create_users": (
        _lt("Only an SKP administrator may create logins."),
        _lt("Empty the column of login roles, or ask an SKP administrator to import the file."),
    ),
}

MESSAGES = FILE_MESSAGES | SHEET_MESSAGES | CELL_MESSAGES | ROW_MESSAGES | PERSON_MESSAGES


def explain(env, issue, messages=MESSAGES):
    """Return what is wrong and how to mend it, in the reader's language."""
    return tuple(
        (text if isinstance(text, str) else env._(text)) % issue.params
        for text in messages[issue.code]
    )
