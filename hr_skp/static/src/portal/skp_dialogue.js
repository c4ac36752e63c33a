import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SkpAutosave } from "./skp_autosave";

/**
 * The page of one dialogue: its texts save themselves; its steps are plain forms, which wait until
 * all that was typed has arrived, so that nobody confirms a text that is still on its way.
 */
export class SkpDialogue extends SkpAutosave {
    static selector = ".o_skp_dialogue";

    dynamicContent = {
        ...this.dynamicContent,
        "form.o_skp_form": { "t-on-submit": this.onSubmit },
    };

    get storagePrefix() {
        return `hr_skp:${this.el.dataset.userId}:dialogue-${this.el.dataset.dialogueId}:`;
    }

    async onSubmit(ev) {
        const form = ev.currentTarget;
        if (this.outbox.isClean && !this.outbox.running) {
            return;
        }
        ev.preventDefault();
        const saved = await this.waitFor(this.outbox.flush());
        if (saved) {
            form.submit();
        } else {
            this.showError(
                form,
                _t("Not everything is saved yet: wait for the connection or mend the marked fields.")
            );
        }
    }
}

registry.category("public.interactions").add("hr_skp.skp_dialogue", SkpDialogue);
