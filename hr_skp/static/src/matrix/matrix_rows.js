/**
 * Pure functions over the rows of the grid. Rows are never changed in place: a changed row is a new
 * object, so that only that row is drawn anew.
 *
 * @typedef {{id: number, name: string, kind: string, agreed: boolean, can_edit: boolean}} Chip
 * @typedef {{id: number, name: string, cells: Object<string, Chip[]>}} Row
 */

/** Return where a chip stands: its row, column, place in the cell and itself. */
export function findChip(rows, chipId) {
    for (const row of rows) {
        for (const [columnId, chips] of Object.entries(row.cells)) {
            const index = chips.findIndex((chip) => chip.id === chipId);
            if (index >= 0) {
                return { row, columnId, index, chip: chips[index] };
            }
        }
    }
    return null;
}

export function getChips(row, columnId) {
    return row.cells[columnId] || [];
}

function withCell(rows, rowId, columnId, change) {
    return rows.map((row) =>
        row.id === rowId
            ? { ...row, cells: { ...row.cells, [columnId]: change(getChips(row, columnId)) } }
            : row
    );
}

export function addChip(rows, rowId, columnId, chip) {
    return withCell(rows, rowId, columnId, (chips) => [...chips, chip]);
}

export function removeChip(rows, chipId) {
    const found = findChip(rows, chipId);
    if (!found) {
        return rows;
    }
    return withCell(rows, found.row.id, found.columnId, (chips) =>
        chips.filter((chip) => chip.id !== chipId)
    );
}

export function changeChip(rows, chipId, values) {
    const found = findChip(rows, chipId);
    if (!found) {
        return rows;
    }
    return withCell(rows, found.row.id, found.columnId, (chips) =>
        chips.map((chip) => (chip.id === chipId ? { ...chip, ...values } : chip))
    );
}

export function moveChip(rows, chipId, rowId, columnId) {
    const found = findChip(rows, chipId);
    if (!found || (found.row.id === rowId && found.columnId === columnId)) {
        return rows;
    }
    return addChip(removeChip(rows, chipId), rowId, columnId, found.chip);
}

/** Take over the rows that the server returned; new ones go to the end. */
export function mergeRows(rows, changed) {
    const byId = new Map(changed.map((row) => [row.id, row]));
    const merged = rows.map((row) => byId.get(row.id) || row);
    const known = new Set(rows.map((row) => row.id));
    return [...merged, ...changed.filter((row) => !known.has(row.id))];
}

/** Return column id -> number of people who support it. */
export function countCoverage(columns, rows) {
    return Object.fromEntries(
        columns.map((column) => [
            column.id,
            rows.filter((row) => getChips(row, column.id).length).length,
        ])
    );
}

export function hasChips(row) {
    return Object.values(row.cells).some((chips) => chips.length);
}
