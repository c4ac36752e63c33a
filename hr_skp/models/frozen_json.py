from odoo import fields


class FrozenJson(fields.Json):
    """A Json of plain values that nobody changes in place: copied neither in nor out."""

    def convert_to_cache(self, value, record, validate=True):
        return value or None

    def convert_to_record(self, value, record):
        return False if value is None else value
