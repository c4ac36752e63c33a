from . import allowance, eligibility, portal
