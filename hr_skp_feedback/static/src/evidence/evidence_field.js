import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

/** Files of one entry: Odoo's own list of files, for those that belong to a single record. */
export class SkpEvidenceField extends Many2ManyBinaryField {
    get uploadText() {
        return _t("Add files");
    }
}

registry.category("fields").add("skp_evidence", {
    ...many2ManyBinaryField,
    component: SkpEvidenceField,
    supportedTypes: ["one2many"],
});
