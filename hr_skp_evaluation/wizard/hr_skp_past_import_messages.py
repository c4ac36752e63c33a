"""What is wrong with a file of earlier predicates and how to mend it; what its columns are for."""

from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_skp.wizard.hr_skp_import_messages import (
    CELL_MESSAGES,
    FILE_MESSAGES,
    SHEET_MESSAGES,
)

_lt = LazyTranslate(__name__)

_DELETE_ONE = _lt("Delete one of the two rows.")

PAST_MESSAGES = {
    "periodic_file": (
        _lt("This is a file of terms within a year (kinerjaperiodik), not of annual predicates."),
        _lt("Download the annual file (skp22) from the national system and import that."),
    ),
    "past_nobody": (
        _lt("The row names nobody."),
        _lt("Write the NIP or the SIASN id."),
    ),
    "past_unknown": (
        _lt("Nobody of the agency has the number or id “%(value)s”, now or formerly."),
        _lt("Correct it, or add the person first; else delete the row."),
    ),
    "past_two_people": (
        _lt("The SIASN id belongs to %(one)s, the number to %(other)s."),
        _lt("Correct one of the two."),
    ),
    "past_name_differs": (
        _lt("The number belongs to %(name)s, the file says “%(value)s”."),
        _lt("Correct the number if it is somebody else's. The name itself is not imported."),
    ),
    "past_year": (
        _lt("“%(value)s” is no earlier year."),
        _lt("Write a year from %(first)s to %(last)s, with four digits."),
    ),
    "past_no_predicate": (
        _lt("There is neither a predicate nor both ratings, from which it would follow."),
        _lt("Write the predicate, or delete the row."),
    ),
    "past_quadrant": (
        _lt("By the two ratings the quadrant gives another predicate."),
        _lt("Compare it with the document. As written, the predicate is taken."),
    ),
    "past_twice": (
        _lt("%(name)s has another predicate of the same year in row %(other_row)s."),
        _DELETE_ONE,
    ),
    "past_twice_same": (
        _lt("The same predicate of %(name)s stands in row %(other_row)s already."),
        _lt("It is imported once."),
    ),
    "past_own": (
        _lt("This row is about yourself: nobody records a predicate of his own."),
        _lt("Delete the row; another officer imports it."),
    ),
    "past_evaluated": (
        _lt("%(name)s was evaluated here in %(year)s: that evaluation counts, not this row."),
        _lt("It is recorded all the same. Delete the row if it is not needed."),
    ),
    "past_replaced": (
        _lt("The recorded predicate of %(name)s is replaced by this one."),
        _lt("Delete the row if the recorded one is right."),
    ),
}

MESSAGES = FILE_MESSAGES | SHEET_MESSAGES | CELL_MESSAGES | PAST_MESSAGES

RULES = (
    _lt("One row a person and year. The annual file of the national system is read as it is."),
    _lt("A row is found by the SIASN id, else by a present or former number."),
    _lt("Importing the same file again changes nothing."),
)

HELP = {
    "predicates": {
        "person": (
            _lt("NIP or NI PPPK, with or without blanks. Format the column as text."),
            "198609262015051001",
        ),
        "siasn": (_lt("Instead of the number: the id of the person in the national system."), ""),
        "person_name": (
            _lt("For reading only; a warning appears if it does not fit."),
            "Budi Santoso, S.T.",
        ),
        "year": (_lt("The year that was evaluated."), "2024"),
        "result_rating": (_lt("If known."), "Sesuai ekspektasi"),
        "behaviour_rating": (_lt("If known."), "Sesuai ekspektasi"),
        "predicate": (
            _lt("As it stands in the document; Cukup counts as Butuh Perbaikan."),
            "Baik",
        ),
        "source": (_lt("From which agency or system, by which document."), "e-Kinerja BKN"),
    }
}
