from . import test_documents_evaluation
from . import test_documents_summary
