from . import test_access_matrix
from . import test_evaluation_links
from . import test_finalise
from . import test_moves
from . import test_objection, test_officer_files_tour
from . import test_opening
from . import test_past_predicate
from . import test_rating
from . import test_calibration, test_calibration_tour
from . import test_documents_evaluation
from . import test_documents_summary
from . import test_rules_calibration
from . import test_rules_distribution
from . import test_rules_evaluation_states
from . import test_rules_objection_clock
from . import test_rules_quadrant
from . import test_rules_suggestion
from . import test_secrecy
from . import test_situations
from . import test_steps
from . import test_unit_performance
from . import test_rating_screen
from . import test_siasn
from . import test_issued_documents, test_issuing
from . import test_evaluation_portal
from . import test_evaluation_portal_officials
from . import test_evaluation_tour
from . import test_evaluation_reminder
from . import test_evaluation_report
from . import test_dashboard
from . import test_agency_day
from . import test_recap
from . import test_past_import
from . import test_evaluation_concurrency
from . import test_js
from . import test_frozen
