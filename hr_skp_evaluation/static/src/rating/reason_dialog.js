import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Says what a step does and to whom, and asks for its reason. Stays open where it is refused. */
export class ReasonDialog extends Component {
    static template = "hr_skp_evaluation.ReasonDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        title: String,
        body: String,
        label: String,
        confirmLabel: String,
        /** Takes the step with the reason; false: it was refused. */
        confirm: Function,
    };

    setup() {
        this.state = useState({ reason: "", busy: false });
        useAutofocus({ refName: "reason" });
    }

    async confirm() {
        this.state.busy = true;
        const done = await this.props.confirm(this.state.reason.trim());
        this.state.busy = false;
        if (done !== false) {
            this.props.close();
        }
    }
}
