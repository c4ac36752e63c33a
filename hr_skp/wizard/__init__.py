from . import (
    hr_skp_import,
    hr_skp_import_facts,
    hr_skp_import_line,
    hr_skp_import_template,
    hr_skp_import_writer,
    hr_skp_reason,
)
