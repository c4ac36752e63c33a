import base64
import io

from openpyxl import Workbook

from ..facts import get_officer
from ..harness import Benchmark
from ..seed.prototype import YEAR

RESULTS = 10_000


class Import(Benchmark):
    """Ten thousand results of a workbook, checked and written behind the form's guards.

    The workbook itself is read once, by the dry run before it, as it is for the user.
    """

    name = "import"
    title = "import of 10 000 results"
    limit = 1.3
    repeats = 3

    def prepare(self):
        period = self.env["hr.skp.period"].create({"year": YEAR + 1})
        period.state = "open"
        people = self.env["hr.employee"].search(
            [("nip", "!=", False)], order="id desc", limit=RESULTS // 5
        )
        period._make_plans(people)
        plans = self.env["hr.skp"].search([("period_id", "=", period.id)])
        each = RESULTS // len(plans)
        rows = [
            (person.nip, f"Hasil kerja ke-{number + 1} tercapai tepat waktu")
            for person in plans.employee_id
            for number in range(each)
        ]
        plan_of = {plan.employee_id.nip: plan.id for plan in plans}
        # The same rows: each with its key, and its place in the plan.
        self.vals_list = [
            {
                "skp_id": plan_of[nip],
                "name": name,
                "kind": "main",
                "exchange_key": f"H{number + 1}",
                "sequence": 10 + number % each,
            }
            for number, (nip, name) in enumerate(rows)
        ]
        officer = get_officer(self.env)
        self.results = self.env["hr.skp.result"]
        self.wizard = (
            self.env["hr.skp.result.import"]
            .with_user(officer)
            .with_context(allowed_company_ids=officer.company_ids.ids)
            .create({"file": write_workbook(rows), "filename": "r.xlsx", "period_id": period.id})
        )
        self.wizard._read()
        self.rows = len(rows)

    def get_unit(self):
        return 1, f"{self.rows} rows"

    def ours(self):
        items, issues = self.wizard._read()
        assert not issues, issues[:3]
        for _count in self.wizard._iter_steps(items):
            continue
        self.env.flush_all()

    def reference(self):
        for start in range(0, len(self.vals_list), 1000):
            self.results.create(self.vals_list[start : start + 1000])
        self.env.flush_all()


def write_workbook(rows):
    book = Workbook()
    sheet = book.active
    sheet.title = "Hasil kerja"
    sheet.append(["Kunci", "NIP", "Rencana hasil kerja"])
    for number, (nip, name) in enumerate(rows, 1):
        sheet.append([f"H{number}", nip, name])
    content = io.BytesIO()
    book.save(content)
    return base64.b64encode(content.getvalue())
