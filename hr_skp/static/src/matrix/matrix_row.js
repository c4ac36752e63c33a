import { _t } from "@web/core/l10n/translation";
import { imageUrl } from "@web/core/utils/urls";
import { Component } from "@odoo/owl";
import { CellEditor } from "./cell_editor";
import { getChips, hasChips } from "./matrix_rows";

const STATE_CLASSES = {
    draft: "text-bg-info",
    proposed: "text-bg-warning",
    agreed: "text-bg-success",
    revising: "text-bg-info",
    closed: "text-bg-secondary",
};

/** One person with a cell a column. Drawn anew only when something of it changed. */
export class MatrixRow extends Component {
    static template = "hr_skp.MatrixRow";
    static components = { CellEditor };
    static props = {
        row: Object,
        columns: Array,
        choices: Object,
        canEdit: Boolean,
        // where the keyboard is, and what is being typed, if it is in this row
        focus: { type: [Object, { value: null }] },
        edit: { type: [Object, { value: null }] },
        onEdited: Function,
        onAdd: Function,
        onDetails: Function,
        onRemovePerson: Function,
        onOpenMatrix: Function,
    };

    get avatarUrl() {
        return imageUrl("hr.employee.public", this.props.row.employee_id, "avatar_128");
    }

    get stateClass() {
        return STATE_CLASSES[this.props.row.state] || "text-bg-light";
    }

    get personTitle() {
        const { name, position, state_label, hint } = this.props.row;
        const plan = state_label && _t("Plan: %s", state_label);
        return [name, position, plan, hint].filter(Boolean).join("\n");
    }

    get isRemovable() {
        return this.props.canEdit && !hasChips(this.props.row);
    }

    getChips(column) {
        return getChips(this.props.row, column.id);
    }

    getChipClass(chip) {
        return {
            o_skp_additional: chip.kind === "additional",
            o_skp_agreed: chip.agreed,
            o_skp_fixed: !chip.can_edit,
            o_skp_pending: chip.id < 0,
        };
    }

    getChipTitle(chip) {
        const labels = ["kind", "cascade", "cascade_basis"].map((name) => {
            const choice = this.props.choices[name].find(([code]) => code === chip[name]);
            return choice && choice[1];
        });
        const facts = [...labels, chip.agreed && _t("agreed")].filter(Boolean).join(" · ");
        return `${chip.name}\n${facts}`;
    }

    getCellTitle(column) {
        const { name, hint } = this.props.row;
        return [`${name} – ${column.name}`, hint].filter(Boolean).join("\n");
    }

    isAdding(column) {
        const { edit } = this.props;
        return edit && edit.columnId === column.id && !edit.chipId;
    }

    isEditing(chip) {
        return this.props.edit && this.props.edit.chipId === chip.id;
    }

    tabIndex(columnId, chipId = null) {
        const { focus } = this.props;
        return focus && focus.columnId === columnId && focus.chipId === chipId ? "0" : "-1";
    }
}
