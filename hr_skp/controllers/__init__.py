from . import (
    exchange,
    outside,
    portal,
    portal_assignment,
    portal_copy,
    portal_dialogue,
    portal_matrix,
    report,
    verify,
)
