import werkzeug.exceptions

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.hr_skp.controllers.exchange import XLSX, stream_file

MIMETYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}


class SkpSiasnController(http.Controller):
    """The file for the national system, made for the officer who asked for it."""

    @http.route(
        "/hr_skp/siasn/<int:export_id>", type="http", auth="user", methods=["GET"], readonly=True
    )
    def download_siasn(self, export_id, **_params):
        export = request.env["hr.skp.siasn.export"].browse(export_id)
        try:
            export._check_officer()
            name, mimetype = export._get_file_name(), MIMETYPES[export.file_format]
        except (AccessError, MissingError) as error:
            raise werkzeug.exceptions.NotFound() from error
        return stream_file(name, mimetype, export._write_to)
