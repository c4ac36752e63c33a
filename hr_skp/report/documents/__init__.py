"""Official documents: one neutral tree each, written as PDF, XLSX or HTML.

    document = plan_document(snapshot)          # or matrix_document(snapshot)
    pdf.write([document])                       # bytes
    xlsx.write([document])                      # bytes
    html.write([document])                      # Markup, for a preview

Pure Python: a snapshot goes in, nothing of Odoo is needed.
"""

from . import fonts, html, labels, pdf, tree, xlsx
from .blocks import file_name
from .matrix import matrix_document
from .plan import plan_document

__all__ = [
    "file_name",
    "fonts",
    "html",
    "labels",
    "matrix_document",
    "pdf",
    "plan_document",
    "tree",
    "xlsx",
]
