from . import (
    hr_skp_evaluation_recap,
    hr_skp_evaluation_step,
    hr_skp_past_import,
    hr_skp_siasn_export,
    hr_skp_sign,
    hr_skp_term_close,
)
