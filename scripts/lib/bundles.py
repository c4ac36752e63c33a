"""In odoo shell: make the bundles of style sheets and scripts that pages load, once for everybody.

Style sheets that do not compile are logged as warnings.
"""

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
