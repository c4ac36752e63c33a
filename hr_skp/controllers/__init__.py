from . import portal, portal_assignment, report, verify
