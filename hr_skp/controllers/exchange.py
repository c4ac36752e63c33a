import tempfile

import werkzeug.exceptions
from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SkpExchangeController(http.Controller):
    """The workbook of results, made for the user who asked for it and with his rights."""

    @http.route(
        "/hr_skp/results/<int(min=1):export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_results(self, export_id, **_params):
        export = request.env["hr.skp.result.export"].browse(export_id)
        try:
            name = export._get_file_name()
        except (AccessError, MissingError) as error:
            raise werkzeug.exceptions.NotFound() from error
        return stream_file(name, XLSX, export._write_to)


def stream_file(name, mimetype, write):
    """Return a download that ``write`` fills, through a file on disk: any size, little memory."""
    # Closing the answer deletes the file.
    stream = tempfile.TemporaryFile()  # noqa: SIM115
    write(stream)
    size = stream.tell()
    stream.seek(0)
    return request.make_response(
        wrap_file(request.httprequest.environ, stream),
        headers=[
            ("Content-Type", mimetype),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
