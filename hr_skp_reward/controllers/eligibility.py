import werkzeug.exceptions

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.hr_skp.controllers.exchange import XLSX, stream_file

from ..wizard.hr_skp_eligibility_export import FILE_NAME


class SkpEligibility(http.Controller):
    """The workbook of a list of eligibility, made for the user who asked for it."""

    @http.route(
        "/hr_skp/eligibility/<int(min=1):export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_eligibility(self, export_id, **_params):
        export = request.env["hr.skp.eligibility.export"].browse(export_id)
        try:
            export.check_access("read")
        except (AccessError, MissingError) as error:
            raise werkzeug.exceptions.NotFound() from error
        return stream_file(FILE_NAME, XLSX, export._write_to)
