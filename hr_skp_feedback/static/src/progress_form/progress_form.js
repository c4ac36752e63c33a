import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/**
 * Sends along what the entry was when it was opened: two windows on one entry lose no text.
 */
export class ProgressFormController extends FormController {
    async onWillSaveRecord(record, changes) {
        if (record.resId && Object.keys(changes).length) {
            changes.edit_base = record.data.edit_base;
        }
        return super.onWillSaveRecord(...arguments);
    }
}

registry.category("views").add("skp_progress_form", {
    ...formView,
    Controller: ProgressFormController,
});
