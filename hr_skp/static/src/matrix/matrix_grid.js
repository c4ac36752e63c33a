import { Component, onMounted, onPatched, status, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils/normalize";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ChipPopover } from "./chip_popover";
import {
    PERSON,
    enterCell,
    getMoveTarget,
    stepHorizontally,
    stepThrough,
    stepVertically,
} from "./matrix_keys";
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
        this.orm = useService("orm");
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
        this.model = new MatrixModel({ orm: this.orm, notification: this.notification }, null, {
            onChange: () => this.refresh(),
            onNewId: (oldId, newId) => this.followChip(oldId, newId),
            announce: (message) => (this.state.message = message),
        });
        this.keys = this.getKeys();
        this.wantsFocus = false;
        useRecordObserver((record) => this.followRecord(record));
        onMounted(() => this.fitScrolling());
        onPatched(() => this.applyFocus());
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

    refresh() {
        if (status(this) === "mounted") {
            this.render();
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

    getRowFocus(row) {
        const { focus } = this.state;
        if (!focus) {
            const first = this.rows[0];
            const isFirst = row.id === first.id && this.columns.length;
            return isFirst ? this.firstPlace(enterCell(row, this.columns[0].id)) : null;
        }
        return focus.rowId === row.id ? focus : null;
    }

    /** Keep one object for the first place, so that its row is not drawn at every change. */
    firstPlace(place) {
        const key = JSON.stringify(place);
        if (this.firstKey !== key) {
            this.firstKey = key;
            this.first = place;
        }
        return this.first;
    }

    /** A chip got its id from the server, or was made anew: the keyboard stays with it. */
    followChip(oldId, newId) {
        const { activeElement } = document;
        this.wantsFocus ||= activeElement?.dataset.chip === String(oldId);
        for (const name of ["focus", "edit"]) {
            const place = this.state[name];
            if (place && place.chipId === oldId) {
                this.state[name] = { ...place, chipId: newId };
            }
        }
    }

    // Focus ---------------------------------------------------------------------

    setFocus(place, { announce = true } = {}) {
        if (!place) {
            return;
        }
        this.state.focus = place;
        this.wantsFocus = true;
        if (announce) {
            this.announcePlace(place);
        }
    }

    announcePlace({ rowId, columnId }) {
        const row = this.model.rows.find((other) => other.id === rowId);
        const column = this.columns.find((other) => other.id === columnId);
        this.state.message = [row?.name, column?.name].filter(Boolean).join(", ");
    }

    getElement({ rowId, columnId, chipId }) {
        const cell = `[data-row="${rowId}"][data-column="${columnId}"]`;
        const selector = chipId ? `[data-chip="${chipId}"]` : cell;
        return this.root.el?.querySelector(selector) || this.root.el?.querySelector(cell);
    }

    applyFocus() {
        this.fitScrolling();
        if (this.wantsFocus && !this.state.edit && this.state.focus) {
            this.wantsFocus = false;
            this.getElement(this.state.focus)?.focus();
        }
    }

    /** What gets the focus must not come to rest below the frozen header. */
    fitScrolling() {
        const scroller = this.root.el?.querySelector(".o_skp_matrix_scroll");
        const header = scroller?.querySelector("thead");
        if (header && this.headerHeight !== header.offsetHeight) {
            this.headerHeight = header.offsetHeight;
            scroller.style.scrollPaddingTop = `${this.headerHeight}px`;
        }
    }

    onFocusin(ev) {
        const cell = ev.target.closest("[data-row]");
        if (!cell || ev.target.closest(".o_skp_editor")) {
            return;
        }
        const chip = ev.target.closest("[data-chip]");
        const place = {
            rowId: Number(cell.dataset.row),
            columnId: cell.dataset.column,
            chipId: chip ? Number(chip.dataset.chip) : null,
        };
        const { focus } = this.state;
        if (!focus || Object.keys(place).some((key) => place[key] !== focus[key])) {
            this.state.focus = place;
        }
    }

    // Keyboard --------------------------------------------------------------------

    getKeys() {
        const move = (key) => [`control+${key}`, (place) => this.moveByKey(place, key)];
        const step = (next) => (place) => this.setFocus(next(place));
        const across = (direction) =>
            step((place) => stepHorizontally(place, direction, this.rows, this.columns));
        return {
            arrowup: step((place) => stepVertically(place, -1, this.rows)),
            arrowdown: step((place) => stepVertically(place, 1, this.rows)),
            arrowleft: across(-1),
            arrowright: across(1),
            home: step((place) => this.enter(place.rowId, this.columns[0])),
            end: step((place) => this.enter(place.rowId, this.columns.at(-1))),
            tab: (place) => this.stepThrough(place, 1),
            "shift+tab": (place) => this.stepThrough(place, -1),
            enter: (place) => this.onEnter(place),
            f2: (place) => place.chipId && this.startRename(place),
            space: (place) => place.chipId && this.openDetails(place),
            delete: (place) => this.onDelete(place),
            backspace: (place) => this.onDelete(place),
            "control+z": () => this.model.undo(),
            ...Object.fromEntries(["arrowup", "arrowdown", "arrowleft", "arrowright"].map(move)),
        };
    }

    onKeydown(ev) {
        const place = this.state.focus;
        if (!place || !ev.target.matches("[data-row], [data-chip]")) {
            return;
        }
        const key = ev.key === " " ? "space" : getActiveHotkey(ev);
        const isText = ev.key.length === 1 && !ev.ctrlKey && !ev.altKey && !ev.metaKey;
        if (key in this.keys) {
            if (this.keys[key](place) !== false) {
                ev.preventDefault();
                ev.stopPropagation();
            }
        } else if (isText && place.columnId !== PERSON) {
            ev.preventDefault();
            ev.stopPropagation();
            this.startTyping(place, ev.key);
        }
    }

    enter(rowId, column) {
        const row = this.rows.find((other) => other.id === rowId);
        return row && column ? enterCell(row, column.id) : null;
    }

    /** Tab goes to the next cell; after the last one it leaves the grid as everywhere. */
    stepThrough(place, direction) {
        const next = stepThrough(place, direction, this.rows, this.columns);
        if (!next) {
            return false;
        }
        this.setFocus(next);
    }

    onEnter({ rowId, columnId }) {
        if (columnId !== PERSON) {
            this.startAdd(rowId, columnId);
            return;
        }
        const row = this.model.rows.find((other) => other.id === rowId);
        if (row.matrix_id) {
            this.openMatrix(row);
        }
    }

    onDelete({ rowId, columnId, chipId }) {
        if (columnId === PERSON) {
            const row = this.model.rows.find((other) => other.id === rowId);
            this.removePerson(row);
        } else if (chipId) {
            this.removeChip(chipId);
        }
    }

    startTyping(place, text) {
        if (place.chipId) {
            this.startRename(place, text);
        } else {
            this.startAdd(place.rowId, place.columnId, text);
        }
    }

    async moveByKey(place, key) {
        const target = place.chipId && getMoveTarget(place, key, this.rows, this.columns);
        if (target) {
            await this.moveChip(place.chipId, target.rowId, target.columnId);
        } else if (place.chipId) {
            this.state.message = _t("There is nowhere to move it in this direction.");
        }
    }

    // Changing ----------------------------------------------------------------------

    /** Whether the chip may be changed now; if not, say why. */
    async mayChange(rowId, chip = null) {
        const row = this.model.rows.find((other) => other.id === rowId);
        if (!this.grid.can_edit) {
            return false;
        }
        if (!row.can_edit || (chip && !chip.can_edit)) {
            const hint = row.can_edit ? _t("This person wrote it.") : row.hint;
            this.notification.add(`${row.name}: ${hint}`, { type: "warning" });
            return false;
        }
        return !row.opens_revision || this.ask(row.hint, row.name, _t("Open the revision"));
    }

    ask(body, title, confirmLabel) {
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title,
                    body,
                    confirmLabel,
                    confirm: () => resolve(true),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            );
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

    /** @param {string|null} text null: given up */
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
            this.setFocus(next || place, { announce: Boolean(next) });
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
            this.setFocus({ rowId, columnId, chipId }, { announce: false });
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
        const ask = (question) => this.ask(question, _t("Remove this result?"), _t("Remove"));
        const removed = this.model.remove(chipId, ask);
        this.setFocus({ ...this.enter(row.id, { id: columnId }) }, { announce: false });
        await removed;
    }

    async chooseForChip(chipId, values) {
        const { row, chip } = this.model.find(chipId);
        if (await this.mayChange(row.id, chip)) {
            await this.model.choose(chipId, values);
        }
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

    addPeople() {
        this.dialog.add(PeopleDialog, {
            resId: this.grid.id,
            onAdd: (rowIds) => this.model.addMembers(rowIds),
        });
    }

    // Details, other records ------------------------------------------------------------

    openDetails(place) {
        const found = this.model.find(place.chipId);
        this.showDetails(found.chip, this.getElement(place));
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
        this.openForm("hr.skp.result", this.model.realId(chipId), {
            target: "new",
            onClose: () => this.model.load(),
        });
    }

    openMatrix(row) {
        this.openForm("hr.skp.matrix", row.matrix_id);
    }

    openLeaderPlan() {
        this.openForm("hr.skp", this.grid.leader.skp_id);
    }

    openForm(resModel, resId, { target = "current", onClose } = {}) {
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: resModel,
                res_id: resId,
                views: [[false, "form"]],
                target,
            },
            { onClose }
        );
    }

    // Drag and drop -----------------------------------------------------------------------

    onDragstart(ev) {
        const chip = ev.target.closest?.("[data-chip]");
        if (chip) {
            this.dragged = Number(chip.dataset.chip);
            ev.dataTransfer.effectAllowed = "move";
            ev.dataTransfer.setData("text/plain", chip.textContent);
            chip.classList.add("o_skp_dragged");
        }
    }

    onDragover(ev) {
        const cell = this.dragged && ev.target.closest(".o_skp_open");
        this.markTarget(cell);
        if (cell) {
            ev.preventDefault();
            ev.dataTransfer.dropEffect = "move";
        }
    }

    /** Marked in the page itself: drawing rows while something hovers over them would stutter. */
    markTarget(cell) {
        if (this.target !== cell) {
            this.target?.classList.remove("o_skp_target");
            cell?.classList.add("o_skp_target");
            this.target = cell || null;
        }
    }

    onDrop(ev) {
        const cell = this.dragged && ev.target.closest(".o_skp_open");
        const chipId = this.dragged;
        this.onDragend();
        if (cell) {
            ev.preventDefault();
            this.moveChip(chipId, Number(cell.dataset.row), cell.dataset.column);
        }
    }

    onDragend() {
        this.markTarget(null);
        this.root.el.querySelector(".o_skp_dragged")?.classList.remove("o_skp_dragged");
        this.dragged = null;
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

    // Gaps ------------------------------------------------------------------------------

    toggleGaps() {
        this.state.showsGaps = !this.state.showsGaps;
    }

    goToPerson(row) {
        this.state.query = "";
        this.setFocus(enterCell(row, this.columns[0]?.id || PERSON));
    }

    goToColumn(column) {
        const row = this.rows[0];
        if (row) {
            this.setFocus(enterCell(row, column.id));
        }
    }
}

registry.category("view_widgets").add("skp_matrix_grid", {
    component: MatrixGrid,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
