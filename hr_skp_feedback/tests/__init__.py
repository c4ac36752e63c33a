from . import test_access_matrix, test_agency_day
from . import test_development, test_feedback_duty, test_feedback_giving, test_feedback_parts
from . import test_feedback_document, test_feedback_links, test_feedback_portal
from . import test_feedback_chatter, test_feedback_outside
from . import test_feedback_tour, test_rules_feedback
from . import test_documents_feedback
from . import test_rules_evidence
from . import test_rules_progress
from . import test_progress
from . import test_progress_access
from . import test_evidence, test_export
from . import test_js
from . import test_progress_links
from . import test_progress_portal
from . import test_progress_reminder
from . import test_progress_tour
from . import test_anonymous, test_anonymous_export
from . import test_request, test_request_portal, test_request_tour
from . import test_rules_anonymity
