from . import test_development, test_feedback_giving, test_feedback_parts, test_rules_feedback
from . import test_documents_feedback
