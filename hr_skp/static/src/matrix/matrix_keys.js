import { getChips } from "./matrix_rows";

/** The column of the row's head: the person. */
export const PERSON = "person";

/**
 * Where the keyboard is: a chip, an empty cell (``chipId`` null), or a person.
 *
 * @typedef {{rowId: number, columnId: string, chipId: number|null}} Place
 */

/** Return the place in a cell on which the focus lands when it comes from elsewhere. */
export function enterCell(row, columnId) {
    const chips = columnId === PERSON ? [] : getChips(row, columnId);
    return { rowId: row.id, columnId, chipId: chips.length ? chips[0].id : null };
}

/** Return all places of a column from top to bottom: every chip, or the empty cell. */
function getColumnPlaces(rows, columnId) {
    return rows.flatMap((row) => {
        const chips = columnId === PERSON ? [] : getChips(row, columnId);
        return chips.length
            ? chips.map((chip) => ({ rowId: row.id, columnId, chipId: chip.id }))
            : [enterCell(row, columnId)];
    });
}

/** Return the place above (-1) or below (+1), staying in the column. */
export function stepVertically(place, direction, rows) {
    const places = getColumnPlaces(rows, place.columnId);
    const index = places.findIndex(
        (other) => other.rowId === place.rowId && other.chipId === place.chipId
    );
    return places[index + direction] || place;
}

/** Return the place to the left (-1) or right (+1), staying with the person. */
export function stepHorizontally(place, direction, rows, columns) {
    const columnIds = [PERSON, ...columns.map((column) => column.id)];
    const columnId = columnIds[columnIds.indexOf(place.columnId) + direction];
    const row = rows.find((other) => other.id === place.rowId);
    return row && columnId ? enterCell(row, columnId) : place;
}

/** Return the next (+1) or previous (-1) cell in reading order, null beyond the last. */
export function stepThrough(place, direction, rows, columns) {
    const cells = rows.flatMap((row) => columns.map((column) => [row, column.id]));
    const index = cells.findIndex(
        ([row, columnId]) => row.id === place.rowId && columnId === place.columnId
    );
    const cell = cells[index + direction];
    return cell ? enterCell(...cell) : null;
}

/** Return row and column of the cell to which Ctrl+arrow moves a chip, null if there is none. */
export function getMoveTarget(place, key, rows, columns) {
    const open = columns.filter((column) => !column.archived);
    if (key === "arrowup" || key === "arrowdown") {
        const index = rows.findIndex((row) => row.id === place.rowId);
        const others = key === "arrowup" ? rows.slice(0, index).reverse() : rows.slice(index + 1);
        const row = others.find((other) => other.can_edit);
        return row ? { rowId: row.id, columnId: place.columnId } : null;
    }
    const index = open.findIndex((column) => column.id === place.columnId);
    const column = open[index + (key === "arrowleft" ? -1 : 1)];
    return column ? { rowId: place.rowId, columnId: column.id } : null;
}
