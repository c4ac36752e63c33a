import base64
import re
from io import BytesIO

from pypdf import PdfReader

from .evaluation_common import EvaluationCommon


def pdf_text(content):
    """Return the words of a PDF, blanks made single."""
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


class DocumentCommon(EvaluationCommon):
    """Staff's first term, with a result of the running year, achievements and remarks.

    kasi evaluates; pemberi assigned the second result; a survey and teman said something; what an
    anonymous person said is known to the system, too.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].union(*cls.users.values()).lang = "en_US"
        cls.own, cls.assigned = cls.plans["staff"].result_ids
        cls.achieve(cls.own, "Laporan Januari dan Februari terkirim", date="2026-02-27")
        cls.achieve(cls.own, "Sebelas laporan terkirim", date="2026-03-30", is_final=True)
        cls.achieve(cls.own, "Di luar triwulan", date="2026-05-05")
        value = cls.plans["staff"].behaviour_ids[0].core_value_id
        cls.say("kasi", result_id=cls.own.id, name="Rapi dan tepat waktu")
        cls.say("kasi", core_value_id=value.id, source_name="Survei 2026", name="Warga puas")
        cls.say("kasi", name="Secara umum baik")
        cls.say("kasi", result_id=cls.own.id, name="Terlambat lahir", date="2026-06-01")
        unsigned = cls.say("kasi", result_id=cls.own.id, name="Kata tanpa nama")
        unsigned.sudo().write({"is_anonymous": True})

    @classmethod
    def bring_to(cls, key, state):
        if key == "staff" and not cls.plans[key].result_ids:
            cls.add_result(key)
            cls.add_result(
                key,
                "Menyusun rancangan Perda",
                running_year=True,
                assigner_name="Sekretaris Daerah",
            )
        return super().bring_to(key, state)

    @classmethod
    def achieve(cls, result, name, **vals):
        entries = cls.env["hr.skp.progress"].with_user(cls.users["staff"])
        return entries.create({"result_id": result.id, "name": name, **vals})

    @classmethod
    def say(cls, key, **vals):
        entries = cls.env["hr.skp.feedback"].with_user(cls.users[key])
        values = {"employee_id": cls.people["staff"].id, "tone": "good", "date": "2026-03-20"}
        return entries.create({**values, **vals})

    def print_form(self, records, role, kind="evaluation", extension="pdf"):
        """Return what the user ``role`` gets from the Print menu."""
        reports = self.env["ir.actions.report"].with_user(self.users[role])
        return reports._render(f"hr_skp_evaluation.{kind}_{extension}", records.ids)[0]

    def documents(self, key="staff", kind=None):
        """Return the issued documents of somebody's evaluation, oldest first."""
        found = self.evaluation(key).document_ids.sorted("id")
        return found.filtered(lambda d: d.kind == kind) if kind else found

    @staticmethod
    def file(document):
        return base64.b64decode(document.with_context(bin_size=False).file)
