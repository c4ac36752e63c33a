# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
from . import res_company, res_config_settings, hr_department
from . import hr_skp_distribution, hr_skp_unit_performance

# The evaluation is one model in several files: what it holds, who acts on it, how it moves.
from . import hr_skp_evaluation, hr_skp_evaluation_line, hr_skp_evaluation_revision
from . import hr_skp_evaluation_roles, hr_skp_evaluation_moves, hr_skp_evaluation_window

# What is kept from the employee: the evaluator's work, and how its outcome is let out.
from . import hr_skp_rating, hr_skp_rating_line, hr_skp_recommendation
from . import hr_skp_evaluation_rating, hr_skp_evaluation_distribution
from . import hr_skp_evaluation_finalise, hr_skp_objection, hr_skp_rating_form
from . import hr_skp_rating_proposal

# Many at once: terms that open, plans that change, who waits for whom.
from . import hr_skp_term, hr_skp, hr_skp_evaluation_late, hr_skp_log

# What was achieved and said, beside the rating.
from . import hr_skp_evaluation_feedback, hr_skp_evaluation_frozen, hr_skp_rating_screen
from . import hr_skp_calibration, hr_skp_calibration_weigh
from . import hr_skp_past_predicate

# Official documents: what is frozen for them, printed, issued.
from . import hr_skp_evaluation_printed, hr_skp_evaluation_printable, hr_skp_evaluation_document
from . import hr_skp_unit_performance_document, hr_skp_term_documents

# The portal and the mails.
from . import hr_skp_evaluation_portal, hr_skp_evaluation_tasks, hr_skp_evaluation_reminder
from . import hr_skp_calibration_reminder, hr_skp_evaluation_activity, hr_skp_evaluation_lift
from . import hr_skp_evaluation_signing

# Counting over many.
from . import hr_skp_evaluation_report
from . import hr_skp_dashboard, hr_skp_dashboard_units, hr_skp_dashboard_waiting
