import { Component, onWillStart, status, useExternalListener, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { RatingModel } from "./rating_model";
import { DistributionBars, Quadrant, RATINGS, RatingButtons, SaidList } from "./rating_parts";
import { ReasonDialog } from "./reason_dialog";

/**
 * The rating screen: people on the left, the person's year in the middle, ratings on the right.
 * J and K go through the team, the arrows through the lines, 1, 2, 3 rate, S completes.
 */
export class RatingScreen extends Component {
    static template = "hr_skp_evaluation.RatingScreen";
    static components = { DistributionBars, Quadrant, RatingButtons, SaidList };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.state = useState({ line: 0, file: null, busy: false });
        this.model = new RatingModel(
            { orm: useService("orm"), notification: this.notification },
            () => status(this) === "mounted" && this.render(true)
        );
        const { term_id, evaluation_id } = this.props.action.context || {};
        onWillStart(() => this.model.loadTeam(term_id, evaluation_id));
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useExternalListener(window, "beforeunload", (ev) => this.onLeave(ev));
        useBus(this.env.bus, "CLEAR-UNCOMMITTED-CHANGES", (ev) => {
            ev.detail.push(() => this.leave());
        });
    }

    // What is shown --------------------------------------------------------------

    get team() {
        return this.model.team;
    }

    get sheet() {
        return this.model.sheet;
    }

    get canRate() {
        return this.sheet.can.rate;
    }

    get saved() {
        if (this.model.unsaved) {
            return _t("Saving…");
        }
        return this.model.failed ? _t("Not saved") : _t("Saved");
    }

    get kinds() {
        return [
            { code: "main", title: _t("Main results") },
            { code: "additional", title: _t("Additional results") },
        ]
            .map((kind) => ({
                ...kind,
                lines: this.sheet.results.filter((line) => line.kind === kind.code),
            }))
            .filter((kind) => kind.lines.length);
    }

    lineIndex(line) {
        return this.model.lines.indexOf(line);
    }

    predicateLabel(code) {
        return code ? this.team.predicates[code] : _t("No predicate yet");
    }

    // Going through ----------------------------------------------------------------

    async open(row) {
        this.commitText();
        this.state.file = null;
        await this.model.loadSheet(row.id);
        this.focusLine(0);
    }

    async step(by) {
        this.commitText();
        this.state.file = null;
        if (await this.model.step(by)) {
            this.focusLine(0);
        }
    }

    async chooseTerm(ev) {
        await this.model.loadTeam(Number(ev.target.value));
        this.focusLine(0);
    }

    focusLine(index) {
        const last = this.model.lines.length - 1;
        this.state.line = Math.max(0, Math.min(index, last));
        const el = this.root.el?.querySelector(`[data-line="${this.state.line}"]`);
        el?.scrollIntoView({ block: "nearest" });
    }

    /** A text that is still being typed counts as written. */
    commitText() {
        if (this.root.el?.contains(document.activeElement)) {
            document.activeElement.blur();
        }
    }

    // Rating -------------------------------------------------------------------------

    rateLine(line, rating) {
        if (this.canRate) {
            this.state.line = this.lineIndex(line);
            this.model.rateLine(line, rating);
        }
    }

    rateByKey(rating) {
        const line = this.model.lines[this.state.line];
        if (line && this.canRate) {
            this.model.rateLine(line, rating);
            this.focusLine(this.state.line + 1);
        }
    }

    choose(field, code) {
        if (this.canRate) {
            this.model.set({ [field]: code });
        }
    }

    write(field, ev) {
        if (ev.target.value !== (this.sheet.rating[field] || "")) {
            this.model.set({ [field]: ev.target.value });
        }
    }

    async complete() {
        this.commitText();
        if (this.state.busy || !this.canRate) {
            return;
        }
        this.state.busy = true;
        const done = await this.model.rate();
        this.state.busy = false;
        if (done && !(await this.model.step(1))) {
            this.notification.add(_t("That was the last one of your team."), { type: "success" });
        }
        this.focusLine(0);
    }

    giveBack() {
        const { id, name } = this.sheet;
        this.dialog.add(ReasonDialog, {
            title: _t("Return the self-report?"),
            body: _t(
                "%s gets it back to complete it and reads your reason. What you rated already is kept.",
                name
            ),
            label: _t("What is missing?"),
            confirmLabel: _t("Return"),
            confirm: (reason) => this.sheet.id === id && this.model.giveBack(reason),
        });
    }

    finalise() {
        const people = this.model.ready;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Finalise %s evaluations?", people.length),
            body: _t(
                "Their predicates are let out and frozen: %s. Each of them receives the result and may object to the final one within the days set.",
                people.map((row) => row.name).join(", ")
            ),
            confirmLabel: _t("Finalise"),
            confirm: async () => {
                const dialog = await this.model.finalise();
                if (dialog) {
                    this.action.doAction(dialog, { onClose: () => this.model.reloadTeam() });
                }
            },
            cancel: () => {},
        });
    }

    // Beside ---------------------------------------------------------------------------

    show(file) {
        if (file.kind === "file" && (file.is_image || file.mimetype === "application/pdf")) {
            this.state.file = file;
        } else {
            window.open(file.url, "_blank", "noopener");
        }
    }

    openPlan() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "hr.skp",
            res_id: this.sheet.skp_id,
            views: [[false, "form"]],
            target: "new",
        });
    }

    // Keys and leaving -------------------------------------------------------------------

    onKeydown(ev) {
        const typing = ev.target.closest("input, textarea, select, [contenteditable]");
        if (typing || ev.ctrlKey || ev.altKey || ev.metaKey || !this.sheet) {
            return;
        }
        if (document.querySelector(".o_dialog, .modal.show")) {
            return;
        }
        const act = this.keys[ev.key];
        if (act) {
            ev.preventDefault();
            act();
        }
    }

    get keys() {
        const keys = {
            j: () => this.step(1),
            k: () => this.step(-1),
            ArrowDown: () => this.focusLine(this.state.line + 1),
            ArrowUp: () => this.focusLine(this.state.line - 1),
            s: () => this.complete(),
            Escape: () => (this.state.file = null),
        };
        RATINGS.forEach((code, index) => (keys[index + 1] = () => this.rateByKey(code)));
        return keys;
    }

    async leave() {
        this.commitText();
        await this.model.settled();
        return true;
    }

    onLeave(ev) {
        if (this.model.unsaved) {
            ev.preventDefault();
        }
    }
}

registry.category("actions").add("hr_skp_evaluation.rating_screen", RatingScreen);
