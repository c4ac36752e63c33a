# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
from . import hr_skp_acting, hr_asn_grade, hr_department, hr_job, hr_version, hr_employee
from . import res_company, res_config_settings, resource_resource, mail_message
from . import hr_skp_link_guard, hr_skp_role_mixin, hr_skp_job_mixin
from . import hr_skp_content_mixin, hr_skp_indicator_mixin
from . import hr_skp_core_value, hr_skp_objective
from . import hr_skp_period, hr_skp_period_opening, hr_skp_period_readiness, hr_skp_term
from . import hr_skp_delegation, hr_skp_log

# The plan is one model in several files: what it holds, whence, who acts on it, how it moves.
from . import hr_skp_activity, hr_skp, hr_skp_facts, hr_skp_roles, hr_skp_moves
from . import hr_skp_conversation

# Who is late, and who is reminded of what.
from . import res_company_reminders, hr_skp_late
from . import hr_skp_reminder, hr_skp_reminder_words, hr_skp_reminder_plan
from . import hr_skp_period_current, hr_skp_period_progress, hr_skp_readiness_ack
from . import hr_skp_matrix
from . import hr_skp_result, hr_skp_indicator, hr_skp_behaviour, hr_skp_commitment
from . import hr_skp_smart

# What is frozen of it: the snapshot of all of the above, and what is issued from it.
from . import hr_skp_snapshot, hr_skp_revision, hr_skp_document
from . import hr_skp_matrix_grid, hr_skp_matrix_cells

# Many at once, and what befalls a plan within its year: extends the snapshot.
from . import hr_skp_copy, hr_skp_reroute, hr_skp_transfer
from . import hr_skp_situation, hr_skp_milestone, hr_skp_library

# Where results stand in the alignment chain, read through views of the above.
from . import hr_skp_cascade_node, hr_skp_result_cascade

# What the Print menu makes of it.
from . import hr_skp_printable, ir_actions_report

# What the portal shows and writes.
from . import hr_skp_portal, hr_skp_portal_edit, hr_skp_portal_matrix
from . import hr_skp_portal_deadlines, ir_http

# People of others: assignments, work teams, and who acts for whom today.
from . import hr_skp_assignment, hr_skp_assignment_roles, hr_skp_assignment_moves
from . import hr_skp_assignment_nominee, hr_skp_assignment_result, hr_skp_assignment_link
from . import hr_skp_team, hr_skp_delegation_handover

# Who signs what, and the public's view of it.
from . import hr_skp_signature, hr_skp_signing, hr_skp_verification, hr_skp_signed_document

# What the two talked about: the dialogue, its appointment, and what became of it.
from . import hr_skp_dialogue, hr_skp_dialogue_roles, hr_skp_dialogue_moves
from . import hr_skp_dialogue_event, hr_skp_dialogue_appointment, hr_skp_dialogue_carry
from . import hr_skp_dialogue_portal, hr_skp_dialogue_report

# In and out by workbook.
from . import hr_skp_exchange
