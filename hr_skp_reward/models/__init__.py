# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
from . import hr_skp_log
from . import hr_skp_rule_mixin
from . import hr_skp_award_rule
from . import hr_skp_award
from . import hr_skp_award_moves
from . import hr_skp_award_pool
from . import hr_skp_award_skills
from . import hr_skp_predicate_history
from . import hr_skp_eligibility
from . import hr_skp_sanction
from . import hr_skp_sanction_roles
from . import hr_skp_sanction_moves
from . import hr_skp_sanction_clock
from . import hr_skp_improvement
from . import hr_skp_competency_test
from . import hr_skp_allowance_rate
from . import hr_skp_allowance
from . import hr_skp_allowance_correction
from . import hr_skp_allowance_workbook
from . import hr_skp_follow_up
from . import hr_skp_follow_up_dashboard
from . import hr_skp_past_predicate
from . import hr_employee
from . import hr_skp_portal
from . import hr_skp_reminder
