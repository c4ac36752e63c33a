import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { sha256 } from "./sha256";

/**
 * Compares a file with the documents issued under the code of this page. The file stays in the
 * browser: only its hash is made, and it is compared here.
 */
export class SkpVerify extends Interaction {
    static selector = ".o_skp_verify_file";
    dynamicContent = {
        "input[type=file]": { "t-on-change": (ev) => this.onChoose(ev.target) },
        // Anywhere on the page: a file dropped beside the field would else be opened instead.
        _window: {
            "t-on-dragover": (ev) => ev.preventDefault(),
            "t-on-drop": (ev) => this.onDrop(ev),
        },
    };

    setup() {
        this.hashes = JSON.parse(this.el.dataset.hashes);
    }

    onChoose(input) {
        const file = input.files[0];
        // The same file may be chosen again, after it was changed.
        input.value = "";
        return this.check(file);
    }

    onDrop(ev) {
        ev.preventDefault();
        return this.check(ev.dataTransfer.files[0]);
    }

    async check(file) {
        if (!file) {
            return;
        }
        const nameEl = this.el.querySelector(".o_skp_verify_name");
        nameEl.textContent = file.name;
        nameEl.classList.remove("d-none");
        this.show("busy");
        this.last = file;
        const answer = await this.waitFor(this.compare(file));
        // Of two files dropped one after the other, the last one is answered.
        if (this.last === file) {
            this.show(answer);
        }
    }

    async compare(file) {
        try {
            return this.hashes[await sha256(await file.arrayBuffer())] || "different";
        } catch {
            return "unreadable";
        }
    }

    show(answer) {
        for (const el of this.el.querySelectorAll("[data-answer]")) {
            el.classList.toggle("d-none", el.dataset.answer !== answer);
        }
    }
}

registry.category("public.interactions").add("hr_skp.verify", SkpVerify);
