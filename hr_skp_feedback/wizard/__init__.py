from . import hr_skp_development_close
