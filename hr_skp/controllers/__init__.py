from . import portal, portal_assignment, portal_dialogue, report, verify
from . import outside, portal, portal_assignment, report, verify
from . import exchange, portal, portal_assignment, portal_dialogue, report, verify
from . import (
    outside,
    portal,
    portal_assignment,
    portal_copy,
    portal_dialogue,
    portal_matrix,
    report,
    verify,
)
