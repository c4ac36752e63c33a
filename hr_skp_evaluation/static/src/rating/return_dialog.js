import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Gives a self-report back; its reason is what the employee reads. */
export class ReturnDialog extends Component {
    static template = "hr_skp_evaluation.ReturnDialog";
    static components = { Dialog };
    static props = { close: Function, name: String, confirm: Function };

    setup() {
        this.state = useState({ reason: "", busy: false });
        useAutofocus({ refName: "reason" });
    }

    async confirm() {
        this.state.busy = true;
        await this.props.confirm(this.state.reason);
        this.props.close();
    }
}
