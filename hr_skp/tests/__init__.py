from . import test_plan_states
from . import test_rules_nip
