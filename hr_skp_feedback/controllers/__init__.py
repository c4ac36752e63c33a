from . import binary, portal_feedback, portal_progress, portal_request
