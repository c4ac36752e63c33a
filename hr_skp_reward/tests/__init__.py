from . import test_rules_allowance
from . import test_rules_award
from . import test_rules_sanction
