# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
from . import hr_skp_feedback, hr_skp_feedback_roles, hr_skp_feedback_giving
from . import hr_skp_feedback_notice
from . import hr_skp_development
from . import hr_skp_feedback_plan
