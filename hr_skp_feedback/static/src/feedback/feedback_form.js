import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formView } from "@web/views/form/form_view";
import { ProgressFormController } from "../progress_form/progress_form";

/** What is about me is read once I open it: its task is then done. */
export class SkpFeedbackFormController extends ProgressFormController {
    setup() {
        super.setup();
        this.feedbackOrm = useService("orm");
        useEffect(
            (resId, isMine, seen) => {
                if (resId && isMine && !seen) {
                    this.feedbackOrm.call("hr.skp.feedback", "action_mark_seen", [[resId]]);
                }
            },
            () => {
                const { resId, data } = this.model.root || {};
                return [resId, data?.is_mine, Boolean(data?.seen_on)];
            }
        );
    }
}

registry.category("views").add("skp_feedback_form", {
    ...formView,
    Controller: SkpFeedbackFormController,
});
