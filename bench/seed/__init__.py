"""The agency that is measured: a few people made by Odoo itself, multiplied by the database."""
