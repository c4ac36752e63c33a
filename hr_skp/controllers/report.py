import json
import logging
from urllib.parse import unquote, urlsplit

import werkzeug.exceptions

from odoo import http
from odoo.http import content_disposition, request
from odoo.tools.misc import html_escape

from odoo.addons.web.controllers.report import ReportController

_logger = logging.getLogger(__name__)

CONTENT_TYPES = {
    "skp-pdf": "application/pdf",
    "skp-xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class SkpReportController(ReportController):
    """Odoo's own report routes, for our two report types as well.

    A file is made for the user who asks, with his rights and no one else's.
    """

    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        if converter not in CONTENT_TYPES:
            return super().report_routes(reportname, docids=docids, converter=converter, **data)
        return self._make_skp_response(reportname, docids, converter)

    @http.route()
    def report_download(self, data, context=None, token=None, readonly=True):
        url, converter = json.loads(data)[:2]
        if converter not in CONTENT_TYPES:
            return super().report_download(data, context=context, token=token, readonly=readonly)
        reportname = "?"
        try:
            _prefix, reportname, docids = unquote(urlsplit(url).path).rsplit("/", 2)
            return self._make_skp_response(reportname, docids, converter)
        except Exception as error:
            # As in Odoo's own route: the web client shows what is in this answer.
            _logger.warning("Document %s could not be made", reportname, exc_info=True)
            details = {
                "code": 0,
                "message": "Odoo Server Error",
                "data": http.serialize_exception(error),
            }
            answer = request.make_response(html_escape(json.dumps(details)), status=500)
            raise werkzeug.exceptions.InternalServerError(response=answer) from error

    def _make_skp_response(self, reportname, docids, converter):
        """Return the file as a download under its person's name."""
        reports = request.env["ir.actions.report"]
        report = reports._get_report_from_name(reportname)
        if report.report_type != converter:
            raise werkzeug.exceptions.NotFound()
        res_ids = [int(part) for part in (docids or "").split(",") if part.isdecimal()]
        content, extension = reports._render(report, res_ids)
        name = f"{reports._get_skp_file_name(report, res_ids)}.{extension}"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", CONTENT_TYPES[converter]),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
