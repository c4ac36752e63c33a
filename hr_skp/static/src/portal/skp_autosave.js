import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { Interaction } from "@web/public/interaction";
import { Outbox } from "./skp_outbox";

const { DateTime } = luxon;

const SAVE_AFTER = 1000;

export function fieldKey({ kind, record_id, field }) {
    return `${kind}:${record_id}:${field}`;
}

/** Make a small button that the page's click handler knows by its class. */
function makeButton(className, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = label;
    return button;
}

/**
 * The fields of a plan that save themselves.
 *
 * A field is any input with `data-skp-field`, `data-kind` and `data-id`; `data-base` is the text
 * that the server has. What is typed goes through the outbox, and what was typed on an earlier
 * visit and has not arrived is put back.
 */
export class SkpAutosave extends Interaction {
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
        this.outbox = new Outbox({
            prefix: this.storagePrefix,
            send: (params) => this.call("save", params),
            onChange: () => this.isReady && !this.isDestroyed && this.updateContent(),
            onAnswer: (key, params, answer) => this.onSaved(params, answer),
        });
        this.saveSoon = this.debounced(() => this.outbox.flush(), SAVE_AFTER);
    }

    /** Where unsent texts are kept: one place per user and page. */
    get storagePrefix() {
        return `hr_skp:${this.el.dataset.userId}:${this.planId}:`;
    }

    start() {
        this.restore();
        this.el.querySelectorAll("textarea").forEach((el) => this.fit(el));
        if (this.outbox.waiting.length) {
            this.outbox.flush();
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
                return _t("Saved %s", this.outbox.savedAt.toLocaleString(DateTime.TIME_24_SIMPLE));
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

    // ------------------------------------------------------------
    // Events
    // ------------------------------------------------------------

    /** What the buttons do, by selector; lines come and go, so clicks are taken at the root. */
    get clicks() {
        return {
            ".o_skp_keep_mine": (el) => this.keepMine(el),
            ".o_skp_take_theirs": (el) => this.takeTheirs(el),
            ".o_skp_discard": (el) => this.discard(el),
        };
    }

    onClick(ev) {
        for (const [selector, handler] of Object.entries(this.clicks)) {
            const el = ev.target.closest(selector);
            if (el) {
                return handler(el);
            }
        }
    }

    onInput(ev) {
        this.fit(ev.target);
        if (ev.target.dataset.skpField) {
            this.putField(ev.target);
            this.saveSoon();
        }
    }

    onChange(ev) {
        if (ev.target.dataset.skpField) {
            this.putField(ev.target);
            this.outbox.flush();
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
        const known = this.outbox.get(fieldKey(params));
        if (known && known.value === el.value && known.base === base) {
            // Only left, not changed: what is said below it, and its buttons, stay.
            return;
        }
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
            group.append(makeButton(`btn btn-light btn-sm me-2 mt-1 ${name}`, label));
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
            const params = this.outbox.get(key);
            this.restoreEntry(key, params);
        }
    }

    /** Put one text back; a hook for what is not a field. */
    restoreEntry(key, params) {
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
        const button = makeButton("btn btn-link btn-sm p-0 ms-2 o_skp_discard", _t("Discard my text"));
        button.dataset.key = key;
        p.append(quote, button);
        box.append(p);
    }

    discard(button) {
        this.outbox.forget(button.dataset.key);
        const box = button.closest(".o_skp_orphans");
        button.parentElement.remove();
        box.classList.toggle("d-none", !box.childElementCount);
    }
}
