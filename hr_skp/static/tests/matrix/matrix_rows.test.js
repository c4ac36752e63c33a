import { getMoveTarget, stepHorizontally, stepThrough } from "@hr_skp/matrix/matrix_keys";
import { addChip, countCoverage, mergeRows, moveChip } from "@hr_skp/matrix/matrix_rows";
import { describe, expect, test } from "@odoo/hoot";

describe.current.tags("headless");

const ROWS = [
    { id: 1, can_edit: true, cells: { a: [{ id: 10 }, { id: 11 }] } },
    { id: 2, can_edit: false, cells: {} },
    { id: 3, can_edit: true, cells: { b: [{ id: 12 }] } },
];
const COLUMNS = [{ id: "a" }, { id: "b", archived: true }, { id: "c" }];

test("a change makes new rows of what changed, and of nothing else", () => {
    const rows = moveChip(ROWS, 10, 3, "a");
    expect(rows[0].cells.a).toEqual([{ id: 11 }]);
    expect(rows[2].cells.a).toEqual([{ id: 10 }]);
    expect(rows[1]).toBe(ROWS[1]);
    expect(ROWS[0].cells.a.length).toBe(2);
    expect(moveChip(ROWS, 99, 3, "a")).toBe(ROWS);
    expect(moveChip(ROWS, 10, 1, "a")).toBe(ROWS);
});

test("rows from the server replace those of the same id", () => {
    const rows = mergeRows(ROWS, [{ id: 2, cells: {} }, { id: 4, cells: {} }]);
    expect(rows.map((row) => row.id)).toEqual([1, 2, 3, 4]);
    expect(rows[0]).toBe(ROWS[0]);
});

test("coverage counts people, not results", () => {
    const rows = addChip(ROWS, 3, "a", { id: 13 });
    expect(countCoverage(COLUMNS, rows)).toEqual({ a: 2, b: 1, c: 0 });
});

test("moving by key skips people and columns that take nothing", () => {
    const place = { rowId: 1, columnId: "a", chipId: 10 };
    expect(getMoveTarget(place, "arrowdown", ROWS, COLUMNS)).toEqual({ rowId: 3, columnId: "a" });
    expect(getMoveTarget(place, "arrowright", ROWS, COLUMNS)).toEqual({ rowId: 1, columnId: "c" });
    expect(getMoveTarget(place, "arrowup", ROWS, COLUMNS)).toBe(null);
    expect(getMoveTarget(place, "arrowleft", ROWS, COLUMNS)).toBe(null);
});

test("Tab ends at the last cell, arrows stay inside", () => {
    const last = { rowId: 3, columnId: "c", chipId: null };
    expect(stepThrough(last, 1, ROWS, COLUMNS)).toBe(null);
    expect(stepThrough(last, -1, ROWS, COLUMNS)).toEqual({ rowId: 3, columnId: "b", chipId: 12 });
    expect(stepHorizontally(last, 1, ROWS, COLUMNS)).toBe(last);
});
