from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: sheet -> column -> (what to write there, an example)
HELP = {
    "units": {
        "code": (_lt("Your own code of the unit. It never changes."), "DK"),
        "name": (_lt("Name as printed on documents."), "Dinas Kebersihan"),
        "parent": (_lt("Code of the unit above; empty for the topmost."), "KOTA"),
        "head": (_lt("Number or code of the head of the unit."), "197003121995031002"),
        "independent": (
            _lt("Ya or Tidak: does the head plan on the form of independent-unit heads?"),
            "Tidak",
        ),
    },
    "posts": {
        "name": (_lt("Name of the post."), "Kepala Seksi Pengangkutan"),
        "position": (_lt("Kind and level; empty for posts that are not ASN."), "Pengawas"),
        "unit": (
            _lt("Code of the unit, only where units have posts of the same name that differ."),
            "",
        ),
    },
    "employees": {
        "code": (
            _lt("Your own code of the person; needed only for who has no number."),
            "WALIKOTA",
        ),
        "number": (
            _lt("NIP, NI PPPK or NRP. Format the column as text, else the last digits are lost."),
            "198609262015051001",
        ),
        "name": (_lt("Name with titles, as printed."), "Budi Santoso, S.T."),
        "kind": (_lt("Needed for new people."), "PNS"),
        "grade": (_lt("III/a for PNS and CPNS, IX for PPPK."), "III/a"),
        "post": (
            _lt("Name of a post in the sheet of posts, or known already."),
            "Kepala Seksi Pengangkutan",
        ),
        "unit": (_lt("Code of the person's unit."), "DK"),
        "superior": (
            _lt("Number or code. Empty for a new person: the head of the unit."),
            "197003121995031002",
        ),
        "evaluator": (
            _lt("Number or code, only if the rules find the wrong evaluator."),
            "",
        ),
        "sex": (_lt("L or P."), "L"),
        "birthday": (_lt("A date."), "1986-09-26"),
        "email": (_lt("Everybody has an address of his own."), "budi@kota.go.id"),
        "phone": (_lt("Mobile number."), "0812 3456 7890"),
        "role": (
            _lt("Portal: plans on the phone. Internal: also leads others. Empty: no login now."),
            "Portal",
        ),
        "login": (_lt("Empty: the e-mail, else the number, else the code."), ""),
    },
    "objectives": {
        "code": (_lt("Your own code. It never changes."), "PK.1"),
        "name": (_lt("The objective in words."), "Meningkatnya kebersihan kota"),
        "source": (_lt("The document that it stands in."), "PK"),
        "parent": (_lt("Code of the objective that it supports."), "RENSTRA.1"),
        "indicator": (_lt("How it is measured."), "Indeks kebersihan kota"),
        "target": (_lt("What is to be reached."), "80 – 85"),
        "unit": (_lt("Code of the responsible unit."), "DK"),
    },
}

RULES = [
    _lt("Fill in the sheets; a sheet that you do not need may be deleted."),
    _lt("Columns marked with * must be filled in. The order of the columns does not matter."),
    _lt("An empty cell leaves what is recorded as it is; a single hyphen (-) empties it."),
    _lt("Importing the file again changes only what differs. Nobody is deleted by an import."),
    _lt("First the whole file is checked and every error named; then all is imported or nothing."),
]


class HrSkpImport(models.TransientModel):
    """What the template of the agency's workbook explains."""

    _inherit = "hr.skp.import"

    @api.model
    def _get_help(self):
        return HELP

    @api.model
    def _get_rules(self):
        return RULES
