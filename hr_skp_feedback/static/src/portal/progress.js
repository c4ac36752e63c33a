import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SkpAutosave } from "@hr_skp/portal/skp_autosave";
import { StepDialog } from "@hr_skp/portal/skp_dialogs";
import { isUnreachable } from "@hr_skp/portal/skp_outbox";
import { shrinkPhoto } from "./progress_pictures";

const MB = 1024 * 1024;

/**
 * The timeline of a result: an achievement is added in seconds, edited in place, given evidence.
 *
 * What is typed is kept on the device until the server has it. Files wait on the page: one that is
 * refused, or does not get through, stays there with the reason; the text is saved without it.
 */
export class SkpProgress extends SkpAutosave {
    static selector = ".o_skp_progress";

    dynamicContent = {
        ...this.dynamicContent,
        _window: {
            "t-on-online": () => this.onOnline(),
            "t-on-pagehide": () => this.outbox.flush(),
        },
    };

    setup() {
        super.setup();
        this.resultId = parseInt(this.el.dataset.resultId);
        this.limit = parseInt(this.el.dataset.limit);
        /** Files on their way: their element => File. */
        this.files = new Map();
        this.addAgain = false;
    }

    start() {
        super.start();
        if (this.form?.open && this.form.querySelector("[autofocus]")) {
            this.form.querySelector("textarea").focus();
        }
    }

    get storagePrefix() {
        return `hr_skp_progress:${this.el.dataset.userId}:${this.planId}:`;
    }

    get form() {
        return this.el.querySelector(".o_skp_new_entry");
    }

    get formKey() {
        return `new:progress:${this.resultId}`;
    }

    get clicks() {
        return {
            ...super.clicks,
            ".o_skp_set_mark": (el) => this.mark(el),
            ".o_skp_show_links": () => this.showLinks(true),
            ".o_skp_save_entry": () => this.add(),
            ".o_skp_edit_entry": (el) => this.edit(el.closest(".o_skp_entry"), true),
            ".o_skp_close_entry": (el) => this.close(el.closest(".o_skp_entry")),
            ".o_skp_remove_entry": (el) => this.remove(el.closest(".o_skp_entry")),
            ".o_skp_discard_file": (el) => this.discardFile(el),
            ".o_skp_drop_pending": (el) => this.dropPending(el.closest(".o_skp_pending")),
            ".o_skp_retry": (el) => this.sendFile(el.closest(".o_skp_pending")),
        };
    }

    onInput(ev) {
        super.onInput(ev);
        if (ev.target.dataset.new) {
            this.storeForm();
        }
    }

    onChange(ev) {
        super.onChange(ev);
        if (ev.target.matches(".o_skp_file")) {
            this.takeFiles(ev.target);
        } else if (ev.target.dataset.new) {
            this.storeForm();
        }
    }

    onOnline() {
        this.outbox.flush();
        if (this.addAgain) {
            this.add();
        }
    }

    restoreEntry(key, params) {
        if (key === this.formKey) {
            this.restoreForm(params);
        } else if (!key.startsWith("new:progress:") && params.kind === "progress") {
            // Of this page only: texts of other results wait for theirs.
            if (this.findField(params)) {
                super.restoreEntry(key, params);
                this.edit(this.findLine("progress", params.record_id), true);
            }
        }
    }

    // ------------------------------------------------------------
    // A new achievement
    // ------------------------------------------------------------

    get inputs() {
        return [...this.form.querySelectorAll("[data-new]")];
    }

    storeForm() {
        const values = Object.fromEntries(this.inputs.map((el) => [el.dataset.new, el.value]));
        if (values.name?.trim() || values.value?.trim() || values.links?.trim()) {
            this.outbox.store(this.formKey, values);
        } else {
            this.outbox.forget(this.formKey);
        }
    }

    restoreForm(values) {
        if (!this.form) {
            return values.name ? this.showOrphan(this.formKey, values.name) : undefined;
        }
        this.form.open = true;
        for (const el of this.inputs) {
            el.value = values[el.dataset.new] ?? el.value;
        }
        this.showLinks(Boolean(values.links));
    }

    showLinks(shown) {
        const links = this.form.querySelector(".o_skp_links");
        links.classList.toggle("d-none", !shown);
        links.classList.toggle("d-block", shown);
        if (shown) {
            links.querySelector("textarea").focus();
        }
    }

    showFormError(sentence) {
        const el = this.form.querySelector(".o_skp_error");
        el.textContent = sentence;
        el.classList.toggle("d-none", !sentence);
    }

    async add() {
        const button = this.form.querySelector(".o_skp_save_entry");
        if (button.disabled) {
            return;
        }
        button.disabled = true;
        this.addAgain = false;
        const vals = Object.fromEntries(this.inputs.map((el) => [el.dataset.new, el.value]));
        if (!vals.value) {
            delete vals.indicator_id;
        }
        try {
            const answer = await this.waitFor(
                this.call("progress/add", { result_id: this.resultId, vals })
            );
            this.showFormError(answer.error || "");
            if (!answer.error) {
                this.onAdded(answer);
            }
        } catch (error) {
            if (!isUnreachable(error)) {
                throw error;
            }
            // Adding the same twice is adding it once: it is simply tried again.
            this.addAgain = true;
            this.showFormError(
                _t("No connection: your text is kept on this device. It is sent when there is one.")
            );
        } finally {
            button.disabled = false;
        }
    }

    onAdded(answer) {
        const pending = [...this.form.querySelectorAll(".o_skp_pending")];
        const entry = this.showCard(answer);
        this.outbox.forget(this.formKey);
        for (const el of this.inputs) {
            el.value = el.dataset.default || (el.tagName === "SELECT" ? el.options[0].value : "");
        }
        this.showLinks(false);
        this.form.open = false;
        entry.querySelector(".o_skp_waiting").append(...pending);
        entry.scrollIntoView({ block: "center", behavior: "smooth" });
        this.sendFiles(pending);
    }

    /** Put an entry, as the server draws it, in its place, or on top. */
    showCard({ id, html }) {
        const holder = document.createElement("template");
        holder.innerHTML = html;
        const card = holder.content.querySelector(".o_skp_entry");
        const old = this.findLine("progress", id);
        if (old) {
            // What is still on its way stays.
            card.querySelector(".o_skp_waiting").append(...old.querySelectorAll(".o_skp_pending"));
            const isOpen = old.classList.contains("o_skp_editing");
            old.replaceWith(card);
            this.edit(card, isOpen);
        } else {
            this.el.querySelector(".o_skp_entries").prepend(card);
        }
        this.el.querySelector(".o_skp_no_entries").classList.add("d-none");
        return card;
    }

    // ------------------------------------------------------------
    // Evidence
    // ------------------------------------------------------------

    takeFiles(input) {
        const holder = input.closest(".o_skp_entry, .o_skp_new_entry");
        const pending = [...input.files].map((file) => this.addPending(holder, file));
        input.value = "";
        if (holder.matches(".o_skp_entry")) {
            this.sendFiles(pending);
        }
    }

    addPending(holder, file) {
        const el = document.createElement("div");
        el.className = "o_skp_pending";
        if (file.type.startsWith("image/")) {
            const image = document.createElement("img");
            image.src = URL.createObjectURL(file);
            image.alt = "";
            el.append(image);
        }
        const name = document.createElement("span");
        name.className = "o_skp_pending_name";
        name.textContent = file.name;
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "btn btn-link btn-sm o_skp_drop_pending";
        drop.textContent = _t("Leave out");
        el.append(name, drop);
        holder.querySelector(".o_skp_waiting").append(el);
        this.files.set(el, file);
        const tooLarge = file.size > this.limit * MB && !file.type.startsWith("image/");
        if (tooLarge) {
            this.showPending(
                el,
                _t(
                    "This file has %(size)s MB; at most %(limit)s MB are kept. Add a link instead.",
                    { size: (file.size / MB).toFixed(1), limit: this.limit }
                )
            );
            this.files.delete(el);
        }
        return el;
    }

    showPending(el, sentence, retry = false) {
        el.querySelector(".o_skp_pending_error")?.remove();
        if (!sentence) {
            return;
        }
        const error = document.createElement("span");
        error.className = "o_skp_pending_error text-danger d-block";
        error.setAttribute("role", "alert");
        error.textContent = sentence;
        if (retry) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "btn btn-light btn-sm border ms-2 o_skp_retry";
            button.textContent = _t("Try again");
            error.append(button);
        }
        el.querySelector(".o_skp_pending_name").append(error);
    }

    dropPending(el) {
        this.files.delete(el);
        el.remove();
    }

    /** One after the other: a phone has one thin line. */
    async sendFiles(pending) {
        for (const el of pending) {
            await this.sendFile(el);
        }
    }

    async sendFile(el) {
        const file = this.files.get(el);
        const entry = el.closest(".o_skp_entry");
        if (!file || !entry) {
            return;
        }
        this.showPending(el, "");
        el.classList.add("opacity-50");
        let answer;
        try {
            answer = await this.waitFor(this.upload(entry.dataset.id, await shrinkPhoto(file)));
        } catch {
            const sentence = _t("No connection: the file has not been sent.");
            answer = { error: sentence, retry: true };
        }
        el.classList.remove("opacity-50");
        if (answer.error) {
            return this.showPending(el, answer.error, answer.retry);
        }
        this.dropPending(el);
        this.showCard(answer);
    }

    async upload(entryId, file) {
        const body = new FormData();
        body.append("csrf_token", odoo.csrf_token);
        body.append("ufile", file);
        const url = `/my/skp/${this.planId}/progress/${entryId}/evidence`;
        const response = await fetch(url, { method: "POST", body });
        if (response.status === 413) {
            return { error: _t("This file is larger than the server takes. Add a link instead.") };
        }
        return response.json();
    }

    async discardFile(button) {
        const entry = button.closest(".o_skp_entry");
        const params = {
            record_id: parseInt(entry.dataset.id),
            attachment_id: parseInt(button.dataset.file),
        };
        const answer = await this.waitFor(this.call("progress/discard", params));
        if (answer.error) {
            this.showError(button, answer.error);
        } else {
            this.showCard(answer);
        }
    }

    // ------------------------------------------------------------
    // An entry
    // ------------------------------------------------------------

    edit(entry, isOpen) {
        entry.classList.toggle("o_skp_editing", isOpen);
        for (const el of entry.querySelectorAll(".o_skp_entry_fields, .o_skp_discard_file")) {
            el.classList.toggle("d-none", !isOpen);
        }
        for (const el of entry.querySelectorAll(".o_skp_entry_text, .o_skp_edit_entry")) {
            el.classList.toggle("d-none", isOpen);
        }
        entry.querySelectorAll("textarea").forEach((el) => this.fit(el));
    }

    /** Done: what is not saved keeps the entry open, with the reason below its field. */
    async close(entry) {
        await this.waitFor(this.outbox.flush());
        const prefix = `progress:${entry.dataset.id}:`;
        if (this.outbox.keys.some((key) => key.startsWith(prefix))) {
            return;
        }
        const params = { record_id: parseInt(entry.dataset.id) };
        const answer = await this.waitFor(this.call("progress/card", params));
        if (!answer.error) {
            this.edit(this.showCard(answer), false);
        }
    }

    remove(entry) {
        this.services.dialog.add(StepDialog, {
            title: _t("Remove this achievement?"),
            body: _t("Its evidence goes with it. What somebody has answered is archived instead."),
            confirmLabel: _t("Remove"),
            confirmClass: "btn-danger",
            confirm: async () => {
                const params = { kind: "progress", record_id: parseInt(entry.dataset.id) };
                const { error } = await this.call("remove", params);
                if (!error) {
                    entry.remove();
                }
                return error;
            },
        });
    }

    // ------------------------------------------------------------
    // The mark
    // ------------------------------------------------------------

    async mark(button) {
        let error;
        try {
            const params = { result_id: this.resultId, mark: button.dataset.mark };
            ({ error } = await this.waitFor(this.call("progress/mark", params)));
        } catch (failure) {
            if (!isUnreachable(failure)) {
                throw failure;
            }
            error = _t("No connection: nothing has been done. Try again.");
        }
        const errorEl = this.el.querySelector(".o_skp_mark_error");
        errorEl.textContent = error || "";
        errorEl.classList.toggle("d-none", !error);
        if (!error) {
            for (const el of this.el.querySelectorAll(".o_skp_set_mark")) {
                el.classList.toggle("active", el === button);
                el.setAttribute("aria-pressed", String(el === button));
            }
        }
    }
}

registry.category("public.interactions").add("hr_skp_feedback.progress", SkpProgress);
