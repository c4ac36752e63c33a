import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { fieldKey, SkpAutosave } from "./skp_autosave";
import { ChoiceDialog, StepDialog } from "./skp_dialogs";
import { isUnreachable } from "./skp_outbox";
import { describeStep } from "./skp_steps";

/** Steps that decide on the text as it stands: nothing may still be on its way. */
const DECIDING_MOVES = ["propose", "agree", "set"];

/**
 * A plan on the portal: its lines come and go in place, and its one next step is taken here.
 *
 * The page is drawn by the server and complete without this.
 */
export class SkpPlan extends SkpAutosave {
    static selector = ".o_skp_plan";

    setup() {
        super.setup();
        this.choices = JSON.parse(this.el.dataset.choices || "[]");
    }

    start() {
        super.start();
        if (this.el.dataset.unseen) {
            // Not shown to anybody: the next visit tells the server as well.
            this.call("seen").catch(() => {});
        }
    }

    get clicks() {
        return {
            ...super.clicks,
            ".o_skp_add": (el) => this.add(el.closest(".o_skp_new")),
            ".o_skp_up": (el) => this.reorder(el.closest(".o_skp_line"), -1),
            ".o_skp_down": (el) => this.reorder(el.closest(".o_skp_line"), 1),
            ".o_skp_remove": (el) => this.remove(el.closest(".o_skp_line")),
            ".o_skp_choose": (el) => this.choose(el),
            ".o_skp_choose_new": (el) => this.chooseForNew(el.closest(".o_skp_new")),
            ".o_skp_move": (el) => this.move(el.dataset.move, el.dataset.party),
            ".o_skp_superior": () => this.reportSuperior(),
        };
    }

    onInput(ev) {
        super.onInput(ev);
        if (ev.target.dataset.new) {
            this.storeForm(ev.target.closest(".o_skp_new"));
        }
    }

    onChange(ev) {
        super.onChange(ev);
        if (ev.target.dataset.skpField === "approach") {
            this.el.querySelector(".o_skp_results").dataset.approach = ev.target.value;
        }
    }

    onSaved(params, answer) {
        for (const { kind, id, text } of answer.advice || []) {
            const el = this.findLine(kind, id)?.querySelector(`[data-advice="${kind}"]`);
            if (el) {
                el.textContent = text;
            }
        }
        if (params.field !== "parent") {
            return super.onSaved(params, answer);
        }
        const line = this.findLine("result", params.record_id);
        if (answer.error) {
            this.outbox.forget(fieldKey(params));
            this.showError(line.querySelector(".o_skp_supports"), answer.error);
        } else {
            this.showSupports(line, answer.value, answer.supports);
        }
    }

    restoreEntry(key, params) {
        if (key.startsWith("new")) {
            this.restoreForm(key, params);
        } else if (params.field !== "parent") {
            super.restoreEntry(key, params);
        } else if (!this.findLine("result", params.record_id)) {
            this.outbox.forget(key);
        }
    }

    // ------------------------------------------------------------
    // Adding and removing lines
    // ------------------------------------------------------------

    formKey(form) {
        const { add, resultId, resultKind, commitmentKind } = form.dataset;
        return `new:${add}:${resultId || resultKind || commitmentKind}`;
    }

    formValues(form) {
        const inputs = [...form.querySelectorAll("[data-new]")];
        return Object.fromEntries(inputs.map((el) => [el.dataset.new, el.value]));
    }

    storeForm(form) {
        const values = this.formValues(form);
        if (Object.values(values).some((value) => value.trim())) {
            this.outbox.store(this.formKey(form), values);
        } else {
            this.outbox.forget(this.formKey(form));
        }
    }

    restoreForm(key, values) {
        const form = [...this.el.querySelectorAll(".o_skp_new")].find(
            (el) => this.formKey(el) === key
        );
        if (!form) {
            const text = values.name || values["indicator.name"];
            return text ? this.showOrphan(key, text) : this.outbox.forget(key);
        }
        form.open = true;
        for (const el of form.querySelectorAll("[data-new]")) {
            el.value = values[el.dataset.new] || "";
        }
        this.showChosen(form);
    }

    /** The values as the server takes them: an indicator's are nested in its result's. */
    addParams(form) {
        const { add, resultId, resultKind, commitmentKind } = form.dataset;
        const indicator = {};
        const vals = {};
        for (const [name, value] of Object.entries(this.formValues(form))) {
            if (name.startsWith("indicator.")) {
                indicator[name.slice("indicator.".length)] = value;
            } else {
                vals[name] = value;
            }
        }
        if (add === "indicator") {
            return { kind: add, vals: indicator, result_id: parseInt(resultId) };
        }
        if (add === "result") {
            return { kind: add, vals: { ...vals, kind: resultKind, indicator } };
        }
        return { kind: add, vals: { ...vals, kind: commitmentKind } };
    }

    async add(form) {
        const button = form.querySelector(".o_skp_add");
        button.disabled = true;
        const params = this.addParams(form);
        let answer;
        try {
            answer = await this.waitFor(this.call("add", params));
        } catch (error) {
            if (!isUnreachable(error)) {
                throw error;
            }
            // Adding the same twice is adding it once: it may simply be tried again.
            answer = { error: _t("No connection: your text is kept here. Try again.") };
        } finally {
            button.disabled = false;
        }
        const errorEl = form.querySelector(".o_skp_error");
        errorEl.textContent = answer.error || "";
        errorEl.classList.toggle("d-none", !answer.error);
        if (!answer.error) {
            this.insertLine(form, params.kind, answer);
            this.resetForm(form);
        }
    }

    insertLine(form, kind, { id, html }) {
        const holder = document.createElement("template");
        holder.innerHTML = html;
        const line = holder.content.firstElementChild;
        const { resultId, resultKind, commitmentKind } = form.dataset;
        const lines = this.el.querySelector(
            `[data-lines="${kind}-${resultId || resultKind || commitmentKind}"]`
        );
        this.findLine(kind, id)?.remove();
        this.insert(line, lines, "beforeend", false);
        lines.parentElement.querySelector(":scope > .o_skp_hint")?.remove();
        line.querySelectorAll("textarea").forEach((el) => this.fit(el));
        line.scrollIntoView({ block: "nearest", behavior: "smooth" });
    }

    resetForm(form) {
        this.outbox.forget(this.formKey(form));
        for (const el of form.querySelectorAll("[data-new]")) {
            el.value = "";
        }
        this.showChosen(form);
        form.open = false;
    }

    remove(line) {
        const { kind, id } = line.dataset;
        const text = line.querySelector("textarea")?.value.trim() || "";
        this.ask({
            title: kind === "result" ? _t("Remove this result?") : _t("Remove this line?"),
            body: text,
            confirmLabel: _t("Remove"),
            confirmClass: "btn-danger",
            confirm: async () => {
                const { error } = await this.call("remove", { kind, record_id: parseInt(id) });
                if (!error) {
                    this.removeLine(line);
                }
                return error;
            },
        });
    }

    removeLine(line) {
        for (const el of line.querySelectorAll("[data-skp-field]")) {
            const { kind, id, skpField } = el.dataset;
            this.outbox.forget(fieldKey({ kind, record_id: id, field: skpField }));
        }
        line.remove();
    }

    /** Move a result up or down; the place is sent, not the step: sending it twice is harmless. */
    async reorder(line, step) {
        const lines = line.parentElement;
        const params = {
            record_id: parseInt(line.dataset.id),
            position: Math.max([...lines.children].indexOf(line) + step, 0),
        };
        let answer;
        try {
            answer = await this.waitFor(this.call("reorder", params));
        } catch (error) {
            if (!isUnreachable(error)) {
                throw error;
            }
            answer = { error: _t("No connection: try again in a moment.") };
        }
        this.showBarError(answer.error || "");
        for (const id of answer.order || []) {
            lines.append(this.findLine("result", id));
        }
        line.scrollIntoView({ block: "nearest", behavior: "smooth" });
    }

    // ------------------------------------------------------------
    // The leader's result
    // ------------------------------------------------------------

    openChoices(value, choose) {
        this.services.dialog.add(ChoiceDialog, {
            title: _t("Which result does it support?"),
            value: value || "",
            choices: this.choices,
            choose,
        });
    }

    choose(button) {
        const line = button.closest(".o_skp_line");
        this.openChoices(button.dataset.value, (choice) => {
            const value = choice?.value || "";
            const params = {
                kind: "result",
                record_id: parseInt(line.dataset.id),
                field: "parent",
                value,
            };
            this.showSupports(line, value, choice);
            this.outbox.put(fieldKey(params), params);
            this.outbox.flush();
        });
    }

    chooseForNew(form) {
        const input = form.querySelector("[data-new=parent]");
        this.openChoices(input.value, (choice) => {
            input.value = choice?.value || "";
            this.showChosen(form);
            this.storeForm(form);
        });
    }

    showChosen(form) {
        const input = form.querySelector("[data-new=parent]");
        if (input) {
            const choice = this.choices.find(({ value }) => value === input.value);
            const text = choice ? choice.indicator || choice.name : "";
            form.querySelector(".o_skp_supports_text").textContent = text;
        }
    }

    showSupports(line, value, supports) {
        const el = line.querySelector(".o_skp_supports_text");
        const button = line.querySelector(".o_skp_choose");
        if (button) {
            button.dataset.value = value;
        }
        this.showError(line.querySelector(".o_skp_supports"), "");
        el.textContent = supports?.name || _t("nothing chosen yet");
        if (supports?.indicator) {
            const small = document.createElement("span");
            small.className = "d-block text-muted";
            small.textContent = _t("Indicator: %s", supports.indicator);
            el.append(small);
        }
    }

    // ------------------------------------------------------------
    // Steps
    // ------------------------------------------------------------

    ask(props) {
        this.services.dialog.add(StepDialog, props);
    }

    showBarError(sentence) {
        const el = this.el.querySelector(".o_skp_bar_error");
        el.textContent = sentence;
        el.classList.toggle("d-none", !sentence);
    }

    async move(move, party) {
        if (DECIDING_MOVES.includes(move)) {
            const sentence = await this.waitFor(this.whyNotReady());
            this.showBarError(sentence);
            if (sentence) {
                return;
            }
        }
        this.ask({
            ...describeStep(move, party),
            signature: DECIDING_MOVES.includes(move) ? this.el.dataset.signature : "none",
            confirm: async (reason, proof) => {
                const { error } = await this.call("move", { move, reason, ...proof });
                if (!error) {
                    this.reload();
                }
                return error;
            },
        });
    }

    /** Return why the text on the page is not yet what would be decided on, or "". */
    async whyNotReady() {
        const saved = await this.outbox.flush();
        if (!saved) {
            return _t("Not everything is saved yet: wait for the connection or mend the marked fields.");
        }
        const form = [...this.el.querySelectorAll(".o_skp_new")].find((el) =>
            this.outbox.get(this.formKey(el))
        );
        if (form) {
            form.open = true;
            form.scrollIntoView({ block: "center" });
            return _t("There is a text that is not added yet: add it or clear it.");
        }
        return "";
    }

    reportSuperior() {
        this.ask({
            title: _t("My superior is wrong"),
            body: _t("The SKP officers of your agency get your note and mend it. Your plan stays as it is."),
            confirmLabel: _t("Report"),
            reasonLabel: _t("Who is your superior, and since when?"),
            confirm: async (reason) => {
                const { error } = await this.call("superior", { reason });
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

registry.category("public.interactions").add("hr_skp.skp_plan", SkpPlan);
