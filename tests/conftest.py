"""Tests of the repository as a whole; they are outside any addon, and Odoo must not mind."""

from odoo.tests import BaseCase


def pytest_pycollect_makeitem(collector, name, obj):
    """Odoo gives default tags to tests inside addons only, and then asks every test for them."""
    if isinstance(obj, type) and issubclass(obj, BaseCase) and not hasattr(obj, "test_tags"):
        obj.test_tags = {"standard", "post_install"}
