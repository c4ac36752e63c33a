from . import binary, outside, portal_feedback, portal_progress, portal_request
