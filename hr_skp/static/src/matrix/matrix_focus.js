import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import {
    PERSON,
    enterCell,
    getMoveTarget,
    stepHorizontally,
    stepThrough,
    stepVertically,
} from "./matrix_keys";

const ARROWS = ["arrowup", "arrowdown", "arrowleft", "arrowright"];

/**
 * Where the keyboard is in the grid, and what its keys do. One place of the grid takes the focus
 * by Tab at a time, as is usual for grids; `state.focus` says which.
 */
export class MatrixFocus {
    /**
     * @param {Object} grid what is shown now: `rows`, `columns`
     * @param {{el: HTMLElement}} root
     * @param {{focus: Object|null, edit: Object|null}} state
     * @param {Object} actions what keys do: `add rename move remove undo details enter announce`
     */
    constructor(grid, root, state, actions) {
        this.grid = grid;
        this.root = root;
        this.state = state;
        this.actions = actions;
        this.wanted = false;
        this.keys = this.getKeys();
    }

    getKeys() {
        const to = (step) => (place) => this.set(step(place, this.grid.rows, this.grid.columns));
        const moves = ARROWS.map((key) => [`control+${key}`, (place) => this.moveChip(place, key)]);
        const { actions } = this;
        return {
            arrowup: to((place, rows) => stepVertically(place, -1, rows)),
            arrowdown: to((place, rows) => stepVertically(place, 1, rows)),
            arrowleft: to((place, ...shown) => stepHorizontally(place, -1, ...shown)),
            arrowright: to((place, ...shown) => stepHorizontally(place, 1, ...shown)),
            home: to((place, rows, columns) => this.enter(place.rowId, columns[0].id)),
            end: to((place, rows, columns) => this.enter(place.rowId, columns.at(-1).id)),
            tab: (place) => this.tab(place, 1),
            "shift+tab": (place) => this.tab(place, -1),
            enter: (place) => actions.enter(place),
            f2: (place) => place.chipId && actions.rename(place),
            space: (place) => place.chipId && actions.details(place),
            delete: (place) => actions.remove(place),
            backspace: (place) => actions.remove(place),
            "control+z": () => actions.undo(),
            ...Object.fromEntries(moves),
        };
    }

    onKeydown(ev) {
        const place = this.state.focus;
        if (!place || !ev.target.matches("[data-row], [data-chip]")) {
            return;
        }
        const key = this.keys[getActiveHotkey(ev)];
        const isText = ev.key.length === 1 && !ev.ctrlKey && !ev.altKey && !ev.metaKey;
        if (key ? key(place) !== false : isText && place.columnId !== PERSON) {
            ev.preventDefault();
            ev.stopPropagation();
            if (!key) {
                this.type(place, ev.key);
            }
        }
    }

    /** Typing on a chip renames it, in an empty cell adds one. */
    type(place, text) {
        if (place.chipId) {
            this.actions.rename(place, text);
        } else {
            this.actions.add(place.rowId, place.columnId, text);
        }
    }

    /** Tab goes to the next cell; after the last one it leaves the grid as everywhere. */
    tab(place, direction) {
        const next = stepThrough(place, direction, this.grid.rows, this.grid.columns);
        if (!next) {
            return false;
        }
        this.set(next);
    }

    moveChip(place, key) {
        if (place.chipId) {
            const { rows, columns } = this.grid;
            this.actions.move(place.chipId, getMoveTarget(place, key, rows, columns));
        }
    }

    // Moving the focus ---------------------------------------------------------

    /** Return the place on which one lands in a cell. */
    enter(rowId, columnId) {
        const row = this.grid.rows.find((other) => other.id === rowId);
        return row && columnId ? enterCell(row, columnId) : null;
    }

    /** Go to a place, saying where that is, unless ``silently``. */
    set(place, { silently = false } = {}) {
        if (place) {
            this.state.focus = place;
            this.wanted = true;
            if (!silently) {
                this.actions.announce(place);
            }
        }
    }

    /** Called after every drawing. */
    apply() {
        if (this.wanted && !this.state.edit && this.state.focus) {
            this.wanted = false;
            this.getElement(this.state.focus)?.focus();
        }
    }

    /** A chip got its id from the server, or was made anew: the keyboard stays with it. */
    followChip(oldId, newId) {
        this.wanted ||= document.activeElement?.dataset.chip === String(oldId);
        for (const name of ["focus", "edit"]) {
            const place = this.state[name];
            if (place && place.chipId === oldId) {
                this.state[name] = { ...place, chipId: newId };
            }
        }
    }

    getElement({ rowId, columnId, chipId }) {
        const { el } = this.root;
        const cell = el.querySelector(`[data-row="${rowId}"][data-column="${columnId}"]`);
        return (chipId && el.querySelector(`[data-chip="${chipId}"]`)) || cell;
    }

    /** The mouse, or Tab from outside, went somewhere. */
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

    /** Return the place of this row that takes the focus, null if it is in another row. */
    getPlaceIn(row) {
        const { focus } = this.state;
        if (focus) {
            return focus.rowId === row.id ? focus : null;
        }
        const isFirst = row === this.grid.rows[0] && this.grid.columns.length;
        return isFirst ? this.getFirst(row) : null;
    }

    /** One object as long as it is the same place, so that its row is not drawn at every change. */
    getFirst(row) {
        const place = enterCell(row, this.grid.columns[0].id);
        if (JSON.stringify(place) !== JSON.stringify(this.first)) {
            this.first = place;
        }
        return this.first;
    }
}
