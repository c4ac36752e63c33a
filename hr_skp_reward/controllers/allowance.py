from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SkpAllowance(http.Controller):
    """The workbook of a list, for whoever reads the list; for others it does not exist."""

    @http.route(
        "/skp/allowance/<int(min=1):allowance_id>.xlsx", type="http", auth="user", readonly=True
    )
    def workbook(self, allowance_id):
        basis = request.env["hr.skp.allowance"].browse(allowance_id)
        try:
            basis.check_access("read")
            content, name = basis._get_workbook(), basis._get_workbook_name()
        except (AccessError, MissingError):
            return request.not_found()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
