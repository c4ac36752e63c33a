"""Odoo as a server of its own: started by a file, since its parent starts it again by its name."""

import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
