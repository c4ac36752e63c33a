import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { SkpAutosave } from "@hr_skp/portal/skp_autosave";
import { StepDialog } from "@hr_skp/portal/skp_dialogs";
import { isUnreachable } from "@hr_skp/portal/skp_outbox";

/**
 * An evaluation on the portal: the self-report or the rating saves itself, and no step is taken
 * while a text is still on its way.
 *
 * The page is drawn by the server; steps are plain forms.
 */
export class SkpEvaluation extends SkpAutosave {
    static selector = ".o_skp_evaluation";

    dynamicContent = {
        ...this.dynamicContent,
        "form.o_skp_form": { "t-on-submit": this.onSubmit },
    };

    get storagePrefix() {
        const { userId, evaluationId } = this.el.dataset;
        return `hr_skp_evaluation:${userId}:${evaluationId}:`;
    }

    call(route, params = {}) {
        const url = `/my/skp/evaluation/${this.el.dataset.evaluationId}/${route}`;
        return rpc(url, params, { silent: true });
    }

    get clicks() {
        return {
            ...super.clicks,
            ".o_skp_take": (el) => this.take(el),
            ".o_skp_hand_in": (el) => this.handIn(el.dataset.party),
        };
    }

    // ------------------------------------------------------------
    // The rating
    // ------------------------------------------------------------

    onSaved(params, answer) {
        super.onSaved(params, answer);
        if (answer.rating) {
            this.showRating(answer.rating);
        }
    }

    /** Show what follows from the marks: the place in the quadrant, the suggestion, its reasons. */
    showRating({ predicate, predicate_label, departs, suggestion }) {
        const badge = this.el.querySelector(".o_skp_rating_predicate");
        badge.className = `o_skp_rating_predicate o_skp_predicate o_skp_predicate_${predicate}`;
        badge.textContent = predicate_label || _t("not rated yet");
        for (const [kind, { label, reasons }] of Object.entries(suggestion)) {
            const el = this.el.querySelector(`.o_skp_suggestion[data-about=${kind}]`);
            el.querySelector("b").textContent = label || _t("no suggestion");
            el.querySelector(".o_skp_reasons").textContent = reasons;
        }
        this.el.querySelector(".o_skp_departure").classList.toggle("d-none", !departs);
    }

    // ------------------------------------------------------------
    // Steps
    // ------------------------------------------------------------

    showBarError(sentence) {
        const el = this.el.querySelector(".o_skp_bar_error");
        el.textContent = sentence;
        el.classList.toggle("d-none", !sentence);
    }

    /** Resolve to whether all that was typed is on the server; say so where it is not. */
    async isSaved() {
        const saved = await this.outbox.flush();
        this.showBarError(
            saved
                ? ""
                : _t("Not everything is saved yet: wait for the connection or mend the marked fields.")
        );
        return saved;
    }

    async onSubmit(ev) {
        const form = ev.target;
        const signs = ["account", "drawn"].includes(form.dataset.signature);
        if (this.outbox.isClean && !signs) {
            return;
        }
        ev.preventDefault();
        if (await this.waitFor(this.isSaved())) {
            signs ? this.sign(form) : form.submit();
        }
    }

    /** Ask for what shows who signs, as the agency wants it, and send it with the step. */
    sign(form) {
        this.services.dialog.add(StepDialog, {
            title: _t("Finalise and sign?"),
            body: _t("The result is frozen, its document issued with your name, and %s reads it.", form.dataset.party),
            confirmLabel: _t("Finalise"),
            signature: form.dataset.signature,
            confirm: async (_reason, { password, image }) => {
                form.elements.password.value = password || "";
                form.elements.image.value = image || "";
                form.submit();
            },
        });
    }

    async take(button) {
        if (!(await this.waitFor(this.isSaved()))) {
            return;
        }
        button.disabled = true;
        try {
            const { error } = await this.waitFor(this.call("take"));
            this.showBarError(error || "");
            if (!error) {
                this.reload();
            }
        } catch (error) {
            if (!isUnreachable(error)) {
                throw error;
            }
            this.showBarError(_t("No connection: nothing has been done. Try again."));
        } finally {
            button.disabled = false;
        }
    }

    async handIn(party) {
        if (!(await this.waitFor(this.isSaved()))) {
            return;
        }
        this.services.dialog.add(StepDialog, {
            title: _t("Hand the report in?"),
            body: _t(
                "%s gets it as it stands. You cannot change it any more unless it is returned to you.",
                party || _t("Your evaluator")
            ),
            confirmLabel: _t("Hand in"),
            confirm: async () => {
                const { error } = await this.call("hand_in");
                if (!error) {
                    this.reload();
                }
                return error;
            },
        });
    }

    reload() {
        window.location.reload();
    }
}

registry.category("public.interactions").add("hr_skp_evaluation.skp_evaluation", SkpEvaluation);
