import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Brings the step of today into view where the year has more steps than a phone is wide. */
export class SkpYear extends Interaction {
    static selector = ".o_skp_steps";

    start() {
        const current = this.el.querySelector(".o_skp_step_current");
        if (current) {
            const middle = current.offsetLeft + current.offsetWidth / 2;
            this.el.scrollLeft = middle - this.el.offsetLeft - this.el.clientWidth / 2;
        }
    }
}

registry.category("public.interactions").add("hr_skp.skp_year", SkpYear);
