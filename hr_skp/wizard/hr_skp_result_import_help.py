from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: sheet -> column -> (what to write there, an example)
HELP = {
    "results": {
        "key": (
            _lt(
                "Your own mark of the row, different in every row. By it indicators and other "
                "results point here, and a later import finds the result again."
            ),
            "CONTOH",
        ),
        "person": (
            _lt("NIP, NI PPPK, NRP or the employee's code. Format the column as text."),
            "198609262015051001",
        ),
        "person_name": (
            _lt("For reading only; a warning appears if it does not fit."),
            "Budi Santoso, S.T.",
        ),
        "start": (
            _lt("Only for who has several plans in the period: the day on which the plan starts."),
            "",
        ),
        "kind": (_lt("Empty: a main result."), "Utama"),
        "name": (
            _lt("The planned result, as it is to be printed."),
            "Pengangkutan sampah terjadwal di Kecamatan I",
        ),
        "parent": (
            _lt(
                "The leader's result that this one intervenes in: its key in this file, or its "
                "text word for word."
            ),
            "Meningkatnya kebersihan kota",
        ),
        "parent_indicator": (
            _lt("If one indicator of it is meant: its text word for word, or its key."),
            "",
        ),
        "objective": (_lt("Code or name of the organisation's objective."), ""),
        "cascade": (_lt("How it follows from the leader's result."), "Direct"),
        "cascade_basis": (_lt("By what the leader's result was divided."), "Wilayah"),
        "perspective": (_lt("For JPT and heads of independent units."), ""),
        "assigner": (_lt("Who gave the assignment, where it was not the evaluator."), ""),
    },
    "indicators": {
        "result": (_lt("Key of the result in the sheet of results."), "CONTOH"),
        "key": (
            _lt("Only to change the text of an indicator later; an export fills it in."),
            "",
        ),
        "name": (
            _lt("The indicator; on qualitative plans one text with its target."),
            "Persentase rute yang terlayani sesuai jadwal",
        ),
        "target": (_lt("What is to be reached, a range if possible."), "90 – 95%"),
        "uom": (_lt("In what it is counted."), "%"),
        "aspect": (_lt("For JA and JF."), "Kuantitas"),
        "second_aspect": (_lt("Where one indicator measures two aspects."), ""),
        "data_source": (_lt("Where the figures come from."), "Laporan harian armada"),
        "control_level": (_lt("For JPT: quality and level of control."), ""),
        "purpose": (_lt("Indicator manual of JPT: what it is for."), ""),
        "definition": (_lt("Indicator manual of JPT: what exactly is counted."), ""),
        "formula": (_lt("Indicator manual of JPT: how it is computed."), ""),
        "report_interval": (_lt("Indicator manual of JPT: how often it is reported."), ""),
    },
}

RULES = [
    _lt("One row a result in the first sheet, one row an indicator in the second."),
    _lt("Columns marked with * must be filled in. The order of the columns does not matter."),
    _lt("The coloured row with the key CONTOH is an example and is never imported."),
    _lt("An empty cell leaves what is recorded as it is; a single hyphen (-) empties it."),
    _lt("Importing the file again changes only what differs. An import deletes nothing."),
    _lt("First the whole file is checked and every error named; before that nothing is written."),
    _lt("For next year: export this year's plans and import the file into the new period."),
]


class HrSkpResultImport(models.TransientModel):
    """What the template of the workbook of results explains."""

    _inherit = "hr.skp.result.import"

    @api.model
    def _get_help(self):
        return HELP

    @api.model
    def _get_rules(self):
        return RULES

    def _add_example(self, page, sheet, formats):
        for position, column in enumerate(sheet.columns):
            _text, example = HELP[sheet.key][column.key]
            if example:
                text = self._localise_example(column, example)
                page.write_string(1, position, text, formats["example"])
            else:
                page.write_blank(1, position, None, formats["example"])

    def _localise_example(self, column, example):
        """Choices are written in the reader's language, as in the lists to choose from."""
        for choice in column.choices:
            if example == choice.indonesian:
                return choice.label(self.env.lang)
        return example
