import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { NameAndSignature } from "@web/core/signature/name_and_signature";
import { useAutofocus } from "@web/core/utils/hooks";
import { isUnreachable } from "./skp_outbox";

/**
 * Says what a step will do, to whom, and asks for its reason where it needs one, and for the
 * signature where it is signed. A refusal is shown in the dialog: the reason typed is not lost.
 */
export class StepDialog extends Component {
    static template = "hr_skp.StepDialog";
    static components = { Dialog, NameAndSignature };
    static props = {
        close: Function,
        title: String,
        body: String,
        /** how the agency signs this step: "account" (own password), "drawn", else not here */
        signature: { type: String, optional: true },
        confirmLabel: String,
        confirmClass: { type: String, optional: true },
        reasonLabel: { type: String, optional: true },
        /** (reason, {password, image}) => Promise of a sentence why not, or of nothing */
        confirm: Function,
    };
    static defaultProps = { confirmClass: "btn-primary" };

    setup() {
        this.state = useState({ reason: "", password: "", error: "", busy: false });
        this.drawn = useState({ isSignatureEmpty: true, getSignatureImage: () => "" });
        useAutofocus({ refName: "reason", mobile: true });
    }

    get isReady() {
        const { reasonLabel, signature } = this.props;
        return (
            !this.state.busy &&
            (!reasonLabel || this.state.reason.trim()) &&
            (signature !== "account" || this.state.password) &&
            (signature !== "drawn" || !this.drawn.isSignatureEmpty)
        );
    }

    /** What shows that the signer is he; it stays in this dialog. */
    get proof() {
        if (this.props.signature === "account") {
            return { password: this.state.password };
        }
        if (this.props.signature === "drawn") {
            return { image: this.drawn.getSignatureImage().split(",")[1] || "" };
        }
        return {};
    }

    async confirm() {
        if (!this.isReady) {
            return;
        }
        Object.assign(this.state, { busy: true, error: "" });
        try {
            this.state.error = (await this.props.confirm(this.state.reason, this.proof)) || "";
        } catch (error) {
            if (!isUnreachable(error)) {
                throw error;
            }
            this.state.error = _t("No connection: nothing has been done. Try again.");
        }
        this.state.busy = false;
        if (!this.state.error) {
            this.props.close();
        }
    }
}

/** The leader's results to choose from, in full: on a phone a drop-down would cut them off. */
export class ChoiceDialog extends Component {
    static template = "hr_skp.ChoiceDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        title: String,
        value: String,
        choices: Array,
        choose: Function,
    };

    get groups() {
        const titles = {
            leader: _t("Results of your leader"),
            objective: _t("Objectives of the organisation"),
        };
        return Object.entries(titles)
            .map(([name, title]) => ({
                name,
                title,
                choices: this.props.choices.filter((choice) => choice.group === name),
            }))
            .filter((group) => group.choices.length);
    }

    choose(choice) {
        this.props.choose(choice);
        this.props.close();
    }
}
