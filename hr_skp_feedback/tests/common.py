import io
from datetime import timedelta

from PIL import Image

from odoo.addons.hr_skp.tests.common import agency_today
from odoo.addons.hr_skp.tests.test_assignment import AssignmentCommon

#: A page that a browser would run, under a name that says otherwise.
PAGE = b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>"
PROGRAM = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
    + b"\0" * 44
    + (b"\x40\x00\x00\x00PE\x00\x00\x64\x86" + b"\0" * 200)
)
DRAWING = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(width=40, height=30, kind="JPEG", place=True):
    """Return a photo as a phone takes it: with the place where it was taken."""
    image = Image.new("RGB", (width, height), "teal")
    out = io.BytesIO()
    options = {}
    if kind == "JPEG" and place:
        exif = Image.Exif()
        exif[0x010F] = "Telepon Uji"
        exif.get_ifd(0x8825)[1] = "S"
        options["exif"] = exif
    image.save(out, kind, **options)
    return out.getvalue()


class FeedbackCommon(AssignmentCommon):
    """Plans in force in the running year, with results of every origin.

    * ``own``: staff's own result; evaluator kasi, reviewer kabid, head of the unit above kadis;
    * ``assigned``: staff's, assigned by kadis2 of another Dinas;
    * ``led``: anggota's (a portal user), from the matrix of ketua, who does not evaluate him; his
      evaluator is kabid;
    * ``portal``: warga's own, a portal user; evaluator kasi.

    teman is staff's colleague and has no plan in force.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = agency_today()
        cls.own = cls.add_result("staff", "Usulan kenaikan pangkat disusun akurat")
        cls.portal = cls.add_result("warga", "Arsip kepegawaian tertata")
        cls._add_led()
        cls._add_assigned()
        for key in ("staff", "warga", "anggota"):
            cls.bring_to(key, "agreed")
        cls.entries = cls.env["hr.skp.progress"]

    @classmethod
    def _create_period(cls, year=None):
        return super()._create_period(year or agency_today().year)

    @classmethod
    def _add_led(cls):
        above = cls.add_result("ketua", "Layanan tim terselenggara")
        matrix = cls.env["hr.skp.matrix"].create(
            {
                "skp_id": cls.plans["ketua"].id,
                "member_ids": [(6, 0, cls.plans["anggota"].ids)],
            }
        )
        cls.led = cls.add_result(
            "anggota", "Data layanan tersedia", matrix_id=matrix.id, parent_id=above.id
        )

    @classmethod
    def _add_assigned(cls):
        """kadis2 asks for staff, whose evaluator approves."""
        sender = cls.users["kadis2"]
        assignment = cls.assignments.with_user(sender).create(
            {
                "name": "Tim Perda kebersihan",
                "description": "Rancangan Perda kebersihan siap dibahas",
                "period_id": cls.period.id,
                "nominee_ids": [(0, 0, {"employee_id": cls.people["staff"].id})],
            }
        )
        assignment.action_request()
        assignment.sudo().nominee_ids.with_user(cls.users["kasi"]).action_approve()
        cls.assignment = assignment.sudo()
        cls.assigned = cls.plans["staff"].result_ids.filtered("assignment_id")
        cls.assigned.indicator_ids = [(0, 0, {"name": "Naskah", "target": "1", "uom": "naskah"})]

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def days_ago(self, days):
        """Return a day within the running year, ``days`` before today where there are so many."""
        return max(self.today - timedelta(days=days), self.period.date_start)

    def achieve(self, result, name="12 usulan selesai", key=None, **vals):
        """Record an achievement as its owner (or as ``key``); return it as that user."""
        user = self.users[key] if key else result.skp_id.employee_user_id
        return self.entries.with_user(user).create({"result_id": result.id, "name": name, **vals})
