import { Component, useState } from "@odoo/owl";

/** What a result in the matrix is beside its text: kind, cascade and its basis. */
export class ChipPopover extends Component {
    static template = "hr_skp.ChipPopover";
    static props = {
        chip: Object,
        choices: Object,
        onChoose: Function,
        onRename: Function,
        onRemove: Function,
        onOpen: Function,
        close: Function,
    };

    setup() {
        this.values = useState({
            kind: this.props.chip.kind,
            cascade: this.props.chip.cascade || false,
            cascade_basis: this.props.chip.cascade_basis || false,
        });
    }

    choose(name, value) {
        const values = { [name]: value };
        if (name === "cascade" && !value) {
            values.cascade_basis = false;
        }
        Object.assign(this.values, values);
        this.props.onChoose(values);
    }

    leave(then) {
        this.props.close();
        then();
    }
}
