import { Component, onMounted, useRef } from "@odoo/owl";
import { useAutoresize } from "@web/core/utils/autoresize";

/** The text of a result while it is typed. Enter and Tab save, Escape gives up. */
export class CellEditor extends Component {
    static template = "hr_skp.CellEditor";
    static props = { text: String, label: String, onDone: Function };

    setup() {
        this.input = useRef("input");
        this.isDone = false;
        useAutoresize(this.input);
        onMounted(() => {
            const { el } = this.input;
            el.focus();
            el.setSelectionRange(el.value.length, el.value.length);
            el.scrollIntoView({ block: "nearest", inline: "nearest" });
        });
    }

    onKeydown(ev) {
        ev.stopPropagation();
        if (ev.isComposing) {
            return;
        }
        if (ev.key === "Enter" || ev.key === "Tab") {
            ev.preventDefault();
            this.finish(ev.key === "Tab" ? (ev.shiftKey ? -1 : 1) : 0);
        } else if (ev.key === "Escape") {
            ev.preventDefault();
            this.giveUp();
        }
    }

    /** @param {number|null} direction cell to go to: next, previous, this one (0), none (null) */
    finish(direction) {
        if (!this.isDone) {
            this.isDone = true;
            this.props.onDone(this.input.el.value.replace(/\s+/g, " ").trim(), direction);
        }
    }

    giveUp() {
        if (!this.isDone) {
            this.isDone = true;
            this.props.onDone(null, 0);
        }
    }
}
