import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.web.controllers.binary import Binary


class EvidenceBinary(Binary):
    """Uploads from the backend's forms: a file that is not kept is refused in plain words."""

    @http.route()
    def upload_attachment(self, model, id, ufile, callback=None):  # noqa: A002
        attachments = request.env["ir.attachment"]
        if callback or not attachments._is_evidence_model(model):
            return super().upload_attachment(model, id, ufile, callback)
        answers = []
        for file in request.httprequest.files.getlist("ufile"):
            vals = {"name": file.filename, "raw": file.read(), "res_model": model}
            try:
                with request.env.cr.savepoint():
                    attachment = attachments.create({**vals, "res_id": int(id or 0)})
            except AccessError:
                answers.append({"error": request.env._("You may not add evidence here.")})
            except (UserError, ValueError) as error:
                answers.append({"error": str(error)})
            else:
                answers.append(
                    {
                        "filename": attachment.name,
                        "mimetype": attachment.mimetype,
                        "id": attachment.id,
                        "size": attachment.file_size,
                    }
                )
        return json.dumps(answers)
