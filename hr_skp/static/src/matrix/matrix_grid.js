import { Component, onMounted, onPatched, status, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils/normalize";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ChipPopover } from "./chip_popover";
import { useMatrixDrag } from "./matrix_drag";
import { MatrixFocus } from "./matrix_focus";
import { PERSON, enterCell, stepThrough } from "./matrix_keys";
import { MatrixModel } from "./matrix_model";
import { MatrixRow } from "./matrix_row";
import { countCoverage, hasChips } from "./matrix_rows";
import { PeopleDialog } from "./people_dialog";

/** From this width on the panel of gaps stands beside the grid without being asked for. */
const WIDE = 1600;

/**
 * The role-result matrix: the leader's results as columns, a row a person, and in the cells what
 * each contributes. Everything can be done with the mouse or with the keyboard alone.
 */
export class MatrixGrid extends Component {
    static template = "hr_skp.MatrixGrid";
    static components = { MatrixRow };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.popover = usePopover(ChipPopover, { position: "bottom-start" });
        this.root = useRef("root");
        this.state = useState({
            query: "",
            showsGaps: window.innerWidth >= WIDE,
            focus: null,
            edit: null,
            message: "",
        });
        this.model = this.makeModel(useService("orm"));
        this.focus = new MatrixFocus(this, this.root, this.state, this.getKeyActions());
        this.drag = useMatrixDrag(this.root, this.moveChip.bind(this));
        useRecordObserver((record) => this.followRecord(record));
        onMounted(() => this.fitScrolling());
        onPatched(() => {
            this.fitScrolling();
            this.focus.apply();
        });
    }

    makeModel(orm) {
        return new MatrixModel({ orm, notification: this.notification }, null, {
            onChange: () => status(this) === "mounted" && this.render(),
            onNewId: (oldId, newId) => this.focus.followChip(oldId, newId),
            announce: (message) => (this.state.message = message),
        });
    }

    getKeyActions() {
        return {
            add: this.startAdd.bind(this),
            rename: this.startRename.bind(this),
            move: (chipId, cell) => this.moveByKey(chipId, cell),
            remove: (place) => this.removeAt(place),
            undo: () => this.model.undo(),
            details: (place) => this.openDetails(place),
            enter: (place) => this.enter(place),
            announce: (place) => this.announcePlace(place),
        };
    }

    /** Load the matrix anew when the form shows another one, or a button changed its state. */
    async followRecord(record) {
        const key = `${record.resId}/${record.data.state}`;
        if (record.resId && key !== this.shown) {
            this.shown = key;
            this.model.resId = record.resId;
            await this.model.load();
        }
    }

    /** What gets the focus must not come to rest below the frozen header. */
    fitScrolling() {
        const scroller = this.root.el?.querySelector(".o_skp_matrix_scroll");
        const height = scroller?.querySelector("thead").offsetHeight;
        if (scroller && this.headerHeight !== height) {
            this.headerHeight = height;
            scroller.style.scrollPaddingTop = `${height}px`;
        }
    }

    // What is shown ------------------------------------------------------------

    get grid() {
        return this.model.grid;
    }

    get columns() {
        return this.grid.columns;
    }

    /** The rows that match the search box; a search finds names and posts. */
    get rows() {
        const query = normalize(this.state.query.trim());
        const matches = (row) => normalize(`${row.name} ${row.position}`).includes(query);
        return query ? this.model.rows.filter(matches) : this.model.rows;
    }

    get coverage() {
        return countCoverage(this.columns, this.model.rows);
    }

    get gaps() {
        const coverage = this.coverage;
        return {
            people: this.model.rows.filter((row) => !hasChips(row)),
            columns: this.columns.filter((column) => !coverage[column.id]),
        };
    }

    getCoverageClass(count) {
        return ["o_skp_nobody", "o_skp_one"][count] || "o_skp_several";
    }

    getCoverageTitle(count) {
        if (!count) {
            return _t("Nobody supports this result");
        }
        return count === 1 ? _t("One person supports it") : _t("%s people support it", count);
    }

    getColumnTitle(column) {
        return [column.name, ...column.indicators.map((name) => `• ${name}`)].join("\n");
    }

    /** What heads a column: the result over its indicators, or the indicator over its result. */
    getColumnTexts({ name, indicators }) {
        const isIndicator = this.grid.column_mode === "indicators" && indicators.length;
        const below = isIndicator ? name : indicators.join(" · ");
        return { main: isIndicator ? indicators[0] : name, below };
    }

    getRow(rowId) {
        return this.model.rows.find((row) => row.id === rowId);
    }

    announcePlace({ rowId, columnId }) {
        const column = this.columns.find((other) => other.id === columnId);
        this.state.message = [this.getRow(rowId)?.name, column?.name].filter(Boolean).join(", ");
    }

    // Keys -----------------------------------------------------------------------

    enter({ rowId, columnId }) {
        if (columnId !== PERSON) {
            this.startAdd(rowId, columnId);
        } else if (this.getRow(rowId).matrix_id) {
            this.openMatrix(this.getRow(rowId));
        }
    }

    removeAt({ rowId, columnId, chipId }) {
        if (columnId === PERSON) {
            this.removePerson(this.getRow(rowId));
        } else if (chipId) {
            this.removeChip(chipId);
        }
    }

    moveByKey(chipId, cell) {
        if (cell) {
            this.moveChip(chipId, cell.rowId, cell.columnId);
        } else {
            this.state.message = _t("There is nowhere to move it in this direction.");
        }
    }

    // Changing ----------------------------------------------------------------------

    /** Whether a row, and a chip in it, may be changed now; if not, say why. */
    async mayChange(rowId, chip = null) {
        const row = this.getRow(rowId);
        if (!this.grid.can_edit) {
            return false;
        }
        if (!row.can_edit || (chip && !chip.can_edit)) {
            const why = row.can_edit
                ? _t("%s wrote this result: only that person and the evaluator change it.", row.name)
                : `${row.name}: ${row.hint}`;
            this.notification.add(why, { type: "warning" });
            return false;
        }
        return !row.opens_revision || this.ask(row.hint, row.name, _t("Open the revision"));
    }

    ask(body, title, confirmLabel) {
        return new Promise((resolve) => {
            const [confirm, cancel] = [() => resolve(true), () => resolve(false)];
            const props = { title, body, confirmLabel, confirm, cancel };
            this.dialog.add(ConfirmationDialog, props, { onClose: cancel });
        });
    }

    async startAdd(rowId, columnId, text = "") {
        const column = this.columns.find((other) => other.id === columnId);
        if (!column.archived && (await this.mayChange(rowId))) {
            this.state.edit = { rowId, columnId, chipId: null, text };
        }
    }

    async startRename({ rowId, columnId, chipId }, text = null) {
        const found = this.model.find(chipId);
        if (found && (await this.mayChange(rowId, found.chip))) {
            this.state.edit = { rowId, columnId, chipId, text: text ?? found.chip.name };
        }
    }

    /**
     * @param {string|null} text null: given up
     * @param {number|null} direction where to go: next or previous cell, this one (0), nowhere
     */
    onEdited(text, direction) {
        const { rowId, columnId, chipId } = this.state.edit;
        this.state.edit = null;
        let place = { rowId, columnId, chipId };
        if (text && chipId) {
            if (text !== this.model.find(chipId)?.chip.name) {
                this.model.rename(chipId, text);
            }
        } else if (text) {
            place = { ...place, chipId: this.model.add(rowId, columnId, text) };
        }
        if (direction !== null) {
            const next = direction && stepThrough(place, direction, this.rows, this.columns);
            this.focus.set(next || place, { silently: !next });
        }
    }

    async moveChip(chipId, rowId, columnId) {
        const found = this.model.find(chipId);
        const isHere = found && found.row.id === rowId && found.columnId === columnId;
        if (!found || isHere || !(await this.mayChange(found.row.id, found.chip))) {
            return;
        }
        if (rowId === found.row.id || (await this.mayChange(rowId))) {
            const moved = this.model.move(chipId, rowId, columnId);
            this.focus.set({ rowId, columnId, chipId }, { silently: true });
            if (await moved) {
                this.announcePlace({ rowId, columnId });
            }
        }
    }

    async removeChip(chipId) {
        const { row, columnId, chip } = this.model.find(chipId);
        if (!this.grid.can_edit || (!chip.can_edit && !(await this.mayChange(row.id, chip)))) {
            return;
        }
        this.model.remove(chipId, (question) =>
            this.ask(question, _t("Remove this result?"), _t("Remove"))
        );
        this.focus.set(this.focus.enter(row.id, columnId), { silently: true });
    }

    async chooseForChip(chipId, values) {
        const { row, chip } = this.model.find(chipId);
        if (await this.mayChange(row.id, chip)) {
            await this.model.choose(chipId, values);
        }
    }

    // People ------------------------------------------------------------------------------

    addPeople() {
        this.dialog.add(PeopleDialog, {
            resId: this.grid.id,
            onAdd: (rowIds) => this.model.addMembers(rowIds),
        });
    }

    removePerson(row) {
        if (!this.grid.can_edit) {
            return;
        }
        if (hasChips(row)) {
            const message = _t("%s still has results here: move or remove them first.", row.name);
            this.notification.add(message, { type: "warning" });
            return;
        }
        this.state.focus = null;
        this.model.removeMember(row.id);
    }

    // Details, other records --------------------------------------------------------------

    openDetails(place) {
        this.showDetails(this.model.find(place.chipId).chip, this.focus.getElement(place));
    }

    showDetails(chip, target) {
        const { row, columnId } = this.model.find(chip.id);
        const place = { rowId: row.id, columnId, chipId: chip.id };
        this.popover.open(target, {
            chip,
            choices: this.grid.choices,
            onChoose: (values) => this.chooseForChip(chip.id, values),
            onRename: () => this.startRename(place),
            onRemove: () => this.removeChip(chip.id),
            onOpen: () => this.openResult(chip.id),
        });
    }

    openResult(chipId) {
        const onClose = () => this.model.load();
        this.openForm("hr.skp.result", this.model.realId(chipId), { target: "new", onClose });
    }

    openMatrix(row) {
        this.openForm("hr.skp.matrix", row.matrix_id);
    }

    openLeaderPlan() {
        this.openForm("hr.skp", this.grid.leader.skp_id);
    }

    openForm(resModel, resId, { target = "current", onClose } = {}) {
        const action = {
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
            target,
        };
        this.action.doAction(action, { onClose });
    }

    onDblclick(ev) {
        const cell = ev.target.closest("[data-row]");
        if (!cell || cell.dataset.column === PERSON || ev.target.closest("button, textarea")) {
            return;
        }
        const place = { rowId: Number(cell.dataset.row), columnId: cell.dataset.column };
        const chip = ev.target.closest("[data-chip]");
        if (chip) {
            this.startRename({ ...place, chipId: Number(chip.dataset.chip) });
        } else {
            this.startAdd(place.rowId, place.columnId);
        }
    }

    // Gaps --------------------------------------------------------------------------------

    toggleGaps() {
        this.state.showsGaps = !this.state.showsGaps;
    }

    goToPerson(row) {
        this.state.query = "";
        this.focus.set(enterCell(row, this.columns[0].id));
    }

    goToColumn(column) {
        if (this.rows.length) {
            this.focus.set(enterCell(this.rows[0], column.id));
        }
    }
}

registry.category("view_widgets").add("skp_matrix_grid", {
    component: MatrixGrid,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
