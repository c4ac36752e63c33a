from . import hr_skp_award_step, hr_skp_eligibility_export, hr_skp_sanction_decision
