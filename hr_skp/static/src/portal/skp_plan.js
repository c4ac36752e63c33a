import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { ChoiceDialog, StepDialog } from "./skp_dialogs";
import { isUnreachable, Outbox } from "./skp_outbox";
import { describeStep } from "./skp_steps";

const SAVE_AFTER = 1000;
/** Steps that decide on the text as it stands: nothing may still be on its way. */
const DECIDING_MOVES = ["propose", "agree", "set"];

function fieldKey({ kind, record_id, field }) {
    return `${kind}:${record_id}:${field}`;
}

/**
 * A plan on the portal: edited in place and saved by itself, line by line.
 *
 * The page is drawn by the server and complete without this. Events are taken at the root, since
 * lines come and go.
 */
export class SkpPlan extends Interaction {
    static selector = ".o_skp_plan";
    dynamicContent = {
        _root: {
            "t-on-input": this.onInput,
            "t-on-change": this.onChange,
            "t-on-click": this.onClick,
        },
        _window: {
            "t-on-online": () => this.outbox.flush(),
            "t-on-pagehide": () => this.outbox.flush(),
        },
        ".o_skp_status": {
            "t-out": () => this.statusText,
            "t-att-class": () => ({
                "text-muted": ["saving", "saved"].includes(this.outbox.status),
                "text-danger": ["offline", "expired", "refused"].includes(this.outbox.status),
            }),
        },
        ".o_skp_login": {
            "t-att-class": () => ({ "d-none": this.outbox.status !== "expired" }),
        },
    };

    setup() {
        this.planId = parseInt(this.el.dataset.planId);
        this.choices = JSON.parse(this.el.dataset.choices || "[]");
        this.outbox = new Outbox({
            prefix: `hr_skp:${this.el.dataset.userId}:${this.planId}:`,
            send: (params) => this.call("save", params),
            onChange: () => this.isReady && !this.isDestroyed && this.updateContent(),
            onAnswer: (key, params, answer) => this.onSaved(params, answer),
        });
        this.saveSoon = this.debounced(() => this.outbox.flush(), SAVE_AFTER);
    }

    start() {
        this.outbox.forgetOld();
        this.restore();
        this.el.querySelectorAll("textarea").forEach((el) => this.fit(el));
        if (this.outbox.waiting.length) {
            this.outbox.flush();
        }
        if (this.el.dataset.unseen) {
            // Not shown to anybody: the next visit tells the server as well.
            this.call("seen").catch(() => {});
        }
    }

    destroy() {
        this.outbox.destroy();
    }

    call(route, params = {}) {
        return rpc(`/my/skp/${this.planId}/${route}`, params, { silent: true });
    }

    get statusText() {
        switch (this.outbox.status) {
            case "saving":
                return _t("Saving…");
            case "saved":
                return _t("Saved %s", this.formatTime(this.outbox.savedAt));
            case "offline":
                return _t("No connection: your text is kept on this device and sent later.");
            case "expired":
                return _t("You are logged out: your text is kept on this device.");
            case "refused":
                return _t("Not everything is saved: see the marked fields.");
            default:
                return "";
        }
    }

    formatTime(date) {
        const locale = document.documentElement.lang || undefined;
        return date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
    }

    // ------------------------------------------------------------
    // Events
    // ------------------------------------------------------------

    onInput(ev) {
        this.fit(ev.target);
        if (ev.target.dataset.skpField) {
            this.putField(ev.target);
            this.saveSoon();
        } else if (ev.target.dataset.new) {
            this.storeForm(ev.target.closest(".o_skp_new"));
        }
    }

    onChange(ev) {
        if (ev.target.dataset.skpField) {
            this.putField(ev.target);
            this.outbox.flush();
        }
        if (ev.target.dataset.skpField === "approach") {
            this.el.querySelector(".o_skp_results").dataset.approach = ev.target.value;
        }
    }

    onClick(ev) {
        const handlers = {
            ".o_skp_add": (el) => this.add(el.closest(".o_skp_new")),
            ".o_skp_remove": (el) => this.remove(el.closest(".o_skp_line")),
            ".o_skp_choose": (el) => this.choose(el),
            ".o_skp_choose_new": (el) => this.chooseForNew(el.closest(".o_skp_new")),
            ".o_skp_move": (el) => this.move(el.dataset.move, el.dataset.party),
            ".o_skp_superior": () => this.reportSuperior(),
            ".o_skp_keep_mine": (el) => this.keepMine(el),
            ".o_skp_take_theirs": (el) => this.takeTheirs(el),
            ".o_skp_discard": (el) => this.discard(el),
        };
        for (const [selector, handler] of Object.entries(handlers)) {
            const el = ev.target.closest(selector);
            if (el) {
                return handler(el);
            }
        }
    }

    /** Let a text be as high as it is long, where the browser does not do so itself. */
    fit(el) {
        if (el.tagName === "TEXTAREA" && !CSS.supports("field-sizing", "content")) {
            el.style.height = "auto";
            el.style.height = `${el.scrollHeight + 2}px`;
        }
    }

    // ------------------------------------------------------------
    // Autosave
    // ------------------------------------------------------------

    putField(el) {
        const { kind, id, skpField, base } = el.dataset;
        const params = { kind, record_id: parseInt(id), field: skpField, value: el.value, base };
        this.showError(el, "");
        if (el.value === base && !this.outbox.running) {
            this.outbox.forget(fieldKey(params));
        } else {
            this.outbox.put(fieldKey(params), params);
        }
    }

    findField({ kind, record_id, field }) {
        return this.el.querySelector(
            `[data-skp-field="${field}"][data-kind="${kind}"][data-id="${record_id}"]`
        );
    }

    findLine(kind, id) {
        return this.el.querySelector(`.o_skp_line[data-kind="${kind}"][data-id="${id}"]`);
    }

    onSaved(params, answer) {
        if (params.field === "parent") {
            const line = this.findLine("result", params.record_id);
            if (answer.error) {
                this.outbox.forget(fieldKey(params));
                this.showError(line.querySelector(".o_skp_supports"), answer.error);
            } else {
                this.showSupports(line, answer.value, answer.supports);
            }
            return;
        }
        const el = this.findField(params);
        if (!el) {
            return;
        }
        if ("conflict" in answer) {
            this.showConflict(el, answer.conflict);
        } else if (answer.error) {
            this.showError(el, answer.error);
        } else {
            el.dataset.base = answer.value;
            this.showError(el, "");
        }
    }

    /** Put a sentence below a field, or take it away. */
    showError(el, sentence) {
        const holder = el.closest("label") || el;
        if (holder.nextElementSibling?.matches(".o_skp_field_error")) {
            holder.nextElementSibling.remove();
        }
        if (el.matches("input, textarea, select")) {
            el.classList.toggle("is-invalid", Boolean(sentence));
        }
        if (sentence) {
            const error = document.createElement("div");
            error.className = "o_skp_field_error text-danger small mb-2";
            error.setAttribute("role", "alert");
            error.textContent = sentence;
            holder.after(error);
            return error;
        }
    }

    showConflict(el, theirs) {
        const error = this.showError(el, _t("Somebody else changed this meanwhile to: “%s”", theirs));
        error.dataset.theirs = theirs;
        const buttons = {
            o_skp_keep_mine: _t("Keep my text"),
            o_skp_take_theirs: _t("Take the other one"),
        };
        const group = document.createElement("div");
        for (const [name, label] of Object.entries(buttons)) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = `btn btn-light btn-sm me-2 mt-1 ${name}`;
            button.textContent = label;
            group.append(button);
        }
        error.append(group);
    }

    resolveConflict(button) {
        const error = button.closest(".o_skp_field_error");
        const el = error.previousElementSibling.querySelector("[data-skp-field]");
        el.dataset.base = error.dataset.theirs;
        return el;
    }

    keepMine(button) {
        this.putField(this.resolveConflict(button));
        this.outbox.flush();
    }

    takeTheirs(button) {
        const el = this.resolveConflict(button);
        el.value = el.dataset.base;
        this.fit(el);
        this.putField(el);
        this.outbox.flush();
    }

    // ------------------------------------------------------------
    // What was typed before and has not arrived
    // ------------------------------------------------------------

    restore() {
        for (const key of this.outbox.keys) {
            const { params } = this.outbox.get(key);
            if (key.startsWith("new")) {
                this.restoreForm(key, params);
            } else if (params.field === "parent") {
                if (!this.findLine("result", params.record_id)) {
                    this.outbox.forget(key);
                }
            } else {
                this.restoreField(key, params);
            }
        }
    }

    restoreField(key, params) {
        const el = this.findField(params);
        if (!el) {
            this.showOrphan(key, params.value);
        } else if (el.dataset.base === params.value) {
            this.outbox.forget(key);
        } else {
            el.value = params.value;
        }
    }

    /** A text whose line is gone or closed: it is shown, so that nothing typed is lost. */
    showOrphan(key, text) {
        this.outbox.refused.add(key);
        const box = this.el.querySelector(".o_skp_orphans");
        box.classList.remove("d-none");
        const p = document.createElement("p");
        p.className = "mb-1";
        p.append(_t("This text of yours was not saved and its place is gone:"), " ");
        const quote = document.createElement("q");
        quote.textContent = text;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-link btn-sm p-0 ms-2 o_skp_discard";
        button.dataset.key = key;
        button.textContent = _t("Discard");
        p.append(quote, button);
        box.append(p);
    }

    discard(button) {
        this.outbox.forget(button.dataset.key);
        const box = button.closest(".o_skp_orphans");
        button.parentElement.remove();
        box.classList.toggle("d-none", !box.childElementCount);
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
            confirm: async (reason) => {
                const { error } = await this.call("move", { move, reason });
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
