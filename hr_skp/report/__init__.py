import logging
from pathlib import Path

from odoo.tools.misc import file_path

from .documents import fonts

_logger = logging.getLogger(__name__)

try:
    # Odoo's own Open Sans: in every Odoo, so a document looks and breaks the same everywhere.
    fonts.use(Path(file_path("web/static/fonts/google/Open_Sans/Open_Sans-Regular.ttf")).parent)
except FileNotFoundError:
    _logger.warning("Odoo's Open Sans is missing: documents are printed in reportlab's own font.")
