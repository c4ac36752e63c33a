from . import test_documents_evaluation
from . import test_documents_summary
from . import test_rules_distribution
from . import test_rules_evaluation_states
from . import test_rules_objection
from . import test_rules_quadrant
from . import test_rules_suggestion
