from . import (
    hr_skp_import,
    hr_skp_import_facts,
    hr_skp_import_line,
    hr_skp_import_template,
    hr_skp_import_writer,
    hr_skp_kind_mapping,
    hr_skp_period_close,
    hr_skp_readiness,
    hr_skp_readiness_mend,
    hr_skp_readiness_users,
    hr_skp_reason,
)
