from . import allowance, portal
