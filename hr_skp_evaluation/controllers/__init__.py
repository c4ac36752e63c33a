from . import exchange, portal_evaluation, portal_officials
