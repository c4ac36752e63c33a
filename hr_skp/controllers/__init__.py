from . import portal, portal_assignment, portal_dialogue, report, verify
