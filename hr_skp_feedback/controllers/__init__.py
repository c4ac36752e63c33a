from . import binary, portal_progress, portal_request
