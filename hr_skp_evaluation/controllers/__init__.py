from . import exchange
from . import portal_evaluation, portal_officials
