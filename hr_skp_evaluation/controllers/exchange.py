import werkzeug.exceptions

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.hr_skp.controllers.exchange import XLSX, stream_file

MIMETYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}


class SkpSiasnController(http.Controller):
    """Files of evaluations, made for who asked for them and with his rights."""

    @http.route(
        "/hr_skp/siasn/<int(min=1):export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_siasn(self, export_id, **_params):
        export = request.env["hr.skp.siasn.export"].browse(export_id)
        try:
            export.check_access("read")
            export._check_officer()
            name, mimetype = export._get_file_name(), MIMETYPES[export.file_format]
        except (AccessError, MissingError) as error:
            raise werkzeug.exceptions.NotFound() from error
        return stream_file(name, mimetype, export._write_to)

    @http.route(
        "/hr_skp/recap/<int(min=1):recap_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_recap(self, recap_id, **_params):
        recap = request.env["hr.skp.evaluation.recap"].browse(recap_id)
        try:
            recap._check_mine_and_idle()
            name = recap._get_file_name()
        except (AccessError, MissingError, UserError) as error:
            raise werkzeug.exceptions.NotFound() from error
        return stream_file(name, XLSX, recap._write_to)
