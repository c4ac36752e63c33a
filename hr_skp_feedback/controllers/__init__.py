from . import binary, portal_progress
