import { registry } from "@web/core/registry";
import { many2ManyBinaryField } from "@web/views/fields/many2many_binary/many2many_binary_field";

/** Files of one entry: Odoo's own list of files, for those that belong to a single record. */
registry.category("fields").add("skp_evidence", {
    ...many2ManyBinaryField,
    supportedTypes: ["one2many"],
});
