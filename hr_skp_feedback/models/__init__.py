# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
from . import res_company, res_config_settings

# Evidence: shared by achievements and feedback.
from . import hr_skp_said_mixin, ir_attachment, hr_skp_evidence_mixin

# Achievements.
from . import hr_skp_progress, hr_skp_progress_roles, hr_skp_progress_result
from . import hr_skp_progress_notice, hr_skp_progress_portal, hr_skp_progress_reminder

# Feedback, and what is agreed out of it.
from . import hr_skp_feedback, hr_skp_feedback_roles, hr_skp_feedback_giving
from . import hr_skp_feedback_completing, hr_skp_feedback_notice, hr_skp_feedback_outside
from . import hr_skp_development

# Feedback that is asked for, by name or anonymously.
from . import hr_skp_feedback_request, hr_skp_feedback_invitee, hr_skp_feedback_answer
from . import hr_skp_feedback_request_moves, hr_skp_feedback_asking, hr_skp_feedback_anonymous

# What the plan knows of it: silence, the year on one page, the portal's tasks, form 7.
from . import hr_skp_feedback_plan, hr_skp_feedback_duty, hr_skp_feedback_reminder
from . import hr_skp_feedback_chatter, hr_skp_overview
from . import hr_skp_feedback_portal, hr_skp_feedback_document
