import tempfile

import xlsxwriter

from ..facts import get_officer, get_terms
from ..harness import Benchmark
from ..memory import peak_growth

#: A workbook of everybody may hold so many megabytes more than it began with.
MEGABYTES = 30


class Recap(Benchmark):
    """The workbook of everybody in a term; bare xlsxwriter is handed the same cells."""

    name = "recap"
    title = "recap XLSX of everybody"
    limit = 1.3
    scales = "whole"

    def prepare(self):
        officer = get_officer(self.env)
        self.recap = (
            self.env["hr.skp.evaluation.recap"]
            .with_user(officer)
            .with_context(allowed_company_ids=officer.company_ids.ids, lang="id_ID")
            .create({"term_id": get_terms(self.env)[0].id})
        )
        self.growth = peak_growth(self.ours)
        if self.growth > MEGABYTES:
            self.problem = f"{self.growth:.0f} MB"
        self.kinds = [kind for _label, kind, _width in self.recap._get_columns()]
        self.rows = [row for batch in self.recap._iter_batches() for row in batch]

    def get_unit(self):
        return 1, f"{len(self.rows):,} rows, +{self.growth:.0f} MB".replace(",", " ")

    def ours(self):
        with tempfile.TemporaryFile() as stream:
            self.recap._write_to(stream)

    def reference(self):
        with (
            tempfile.TemporaryFile() as stream,
            xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": False}) as book,
        ):
            date = book.add_format({"num_format": "yyyy-mm-dd"})
            page = book.add_worksheet()
            for number, row in enumerate(self.rows):
                for position, value in enumerate(row):
                    if value and self.kinds[position] == "date":
                        page.write_number(number, position, value, date)
                    elif value:
                        page.write_string(number, position, value)
