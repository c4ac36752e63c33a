import { describe, expect, test } from "@odoo/hoot";
import { keyDown, press, queryAll, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

class HrSkpMatrix extends models.Model {
    _name = "hr.skp.matrix";
    state = fields.Selection({
        selection: [
            ["draft", "Draft"],
            ["confirmed", "Confirmed"],
        ],
    });
    _records = [{ id: 1, state: "draft" }];
}

defineMailModels();
defineModels([HrSkpMatrix]);

const COLUMNS = ["Alat kebersihan", "Pengangkutan sampah"];

function chip(id, name, values = {}) {
    return {
        id,
        name,
        kind: "main",
        cascade: false,
        cascade_basis: false,
        agreed: false,
        can_edit: true,
        ...values,
    };
}

function row(id, name, cells, values = {}) {
    return {
        id,
        name,
        employee_id: id,
        position: `Jabatan ${name}`,
        state: "draft",
        state_label: "Draft",
        can_edit: true,
        opens_revision: false,
        hint: "",
        matrix_id: false,
        cells,
        ...values,
    };
}

/** What get_grid answers: two columns, three people, the last one's plan is closed. */
function makeGrid(values = {}) {
    return {
        id: 1,
        state: "draft",
        column_mode: "results",
        can_edit: true,
        leader: { skp_id: 9, employee_id: 9, name: "Kadis", position: "Kepala", is_me: true },
        columns: COLUMNS.map((name, index) => ({
            id: `${index + 1}-0`,
            name,
            indicators: [`Indeks ${index + 1}`],
            kind: "main",
            archived: false,
            people: 0,
        })),
        rows: [
            row(11, "Ani", { "1-0": [chip(101, "Rute tersusun"), chip(102, "Jadwal tersusun")] }),
            row(12, "Budi", {}),
            row(13, "Cici", { "1-0": [chip(103, "Arsip", { can_edit: false })] }, {
                can_edit: false,
                hint: "The plan is closed.",
            }),
        ],
        choices: {
            kind: [["main", "Main"], ["additional", "Additional"]],
            cascade: [["direct", "Direct"]],
            cascade_basis: [["area", "Area"]],
        },
        ...values,
    };
}

async function mountMatrix(grid = makeGrid()) {
    onRpc("hr.skp.matrix", "get_grid", () => structuredClone(grid));
    await mountView({
        type: "form",
        resModel: "hr.skp.matrix",
        resId: 1,
        arch: `<form><field name="state" invisible="1"/><widget name="skp_matrix_grid"/></form>`,
    });
}

function cell(rowId, column) {
    return `td[data-row="${rowId}"][data-column="${column}-0"]`;
}

/** Focus without the pointer: a click on something draggable starts a drag here. */
async function focus(selector) {
    queryFirst(selector).focus();
    await animationFrame();
}

function expectFocus(selector) {
    expect(document.activeElement).toBe(queryFirst(selector));
}

test("draws people, results, N/A and who supports what", async () => {
    await mountMatrix();
    expect(queryAllTexts(".o_skp_column_name")).toEqual(COLUMNS);
    expect(queryAllTexts(".o_skp_person .o_skp_name")).toEqual(["Ani", "Budi", "Cici"]);
    expect(queryAllTexts(".o_skp_coverage")).toEqual(["2", "0"]);
    expect(".o_skp_coverage:last").toHaveClass("o_skp_nobody");
    expect(".o_skp_coverage:last").toHaveAttribute("title", "Nobody supports this result");
    expect(`${cell(12, 1)} .o_skp_none`).toHaveText("N/A");
    expect(`${cell(11, 1)} .o_skp_chip`).toHaveCount(2);
});

test("gaps: people without a result, results without people", async () => {
    await mountMatrix();
    expect(".o_skp_gaps_toggle .badge").toHaveText("2");
    if (!queryAll(".o_skp_gaps").length) {
        await contains(".o_skp_gaps_toggle").click();
    }
    expect(".o_skp_gaps ul:first").toHaveText("Budi");
    expect(".o_skp_gaps ul:last").toHaveText(COLUMNS[1]);
    await contains(".o_skp_gap_column").click();
    expectFocus(cell(11, 2));
});

test("the search box narrows the people", async () => {
    await mountMatrix();
    await contains(".o_skp_matrix_search").edit("jabatan bu", { confirm: false });
    expect(queryAllTexts(".o_skp_person .o_skp_name")).toEqual(["Budi"]);
});

test("arrows and Tab walk through chips and cells", async () => {
    await mountMatrix();
    await focus("[data-chip='101']");
    await press("ArrowDown");
    await animationFrame();
    expectFocus("[data-chip='102']");
    await press("ArrowDown");
    await animationFrame();
    expectFocus(cell(12, 1));
    await press("ArrowRight");
    await animationFrame();
    expectFocus(cell(12, 2));
    await press("Tab");
    await animationFrame();
    expectFocus("[data-chip='103']");
    await press("Shift+Tab");
    await animationFrame();
    expectFocus(cell(12, 2));
    await press("ArrowLeft");
    await press("ArrowLeft");
    await animationFrame();
    expectFocus("[data-row='12'][data-column='person']");
    expect("table [tabindex='0']").toHaveCount(1);
});

test("Enter adds at once, Escape gives up", async () => {
    const answer = new Deferred();
    onRpc("cell_add", async ({ args }) => {
        expect.step(args);
        await answer;
        return { rows: [row(12, "Budi", { "1-0": [chip(200, args[3])] })], result_id: 200 };
    });
    await mountMatrix();
    await focus(cell(12, 1));
    await press("Enter");
    await animationFrame();
    await press("Escape");
    await animationFrame();
    expect(".o_skp_editor").toHaveCount(0);
    expectFocus(cell(12, 1));
    await press("Enter");
    await animationFrame();
    await contains(".o_skp_editor").edit("Truk tersedia", { confirm: false });
    await press("Enter");
    await animationFrame();
    expect(`${cell(12, 1)} .o_skp_pending`).toHaveText("Truk tersedia");
    expect.verifySteps([[[1], 12, "1-0", "Truk tersedia"]]);
    answer.resolve();
    await animationFrame();
    expect(".o_skp_pending").toHaveCount(0);
    expectFocus("[data-chip='200']");
    expect(queryAllTexts(".o_skp_coverage")).toEqual(["3", "0"]);
});

test("what is typed while the server is slow stays on the screen", async () => {
    const answers = [new Deferred(), new Deferred()];
    const names = [];
    onRpc("cell_add", async ({ args }) => {
        await answers[names.length];
        names.push(args[3]);
        const chips = names.map((name, index) => chip(200 + index, name));
        return { rows: [row(12, "Budi", { "1-0": chips })], result_id: 199 + names.length };
    });
    await mountMatrix();
    for (const name of ["Satu", "Dua"]) {
        await focus(cell(12, 1));
        await press("Enter");
        await animationFrame();
        await contains(".o_skp_editor").edit(name, { confirm: false });
        await press("Enter");
        await animationFrame();
    }
    expect(queryAllTexts(`${cell(12, 1)} .o_skp_chip_text`)).toEqual(["Satu", "Dua"]);
    answers[0].resolve();
    await animationFrame();
    expect(queryAllTexts(`${cell(12, 1)} .o_skp_chip_text`)).toEqual(["Satu", "Dua"]);
    answers[1].resolve();
    await animationFrame();
    expect(queryAllTexts(`${cell(12, 1)} .o_skp_chip_text`)).toEqual(["Satu", "Dua"]);
    expect(".o_skp_pending").toHaveCount(0);
});

test("typing on a chip renames it, F2 edits what it says", async () => {
    onRpc("cell_rename", ({ args }) => {
        expect.step(args.slice(1));
        const chips = [chip(101, args[2]), chip(102, "Jadwal tersusun")];
        return { rows: [row(11, "Ani", { "1-0": chips })], result_id: 101 };
    });
    await mountMatrix();
    await focus("[data-chip='101']");
    await press("R");
    await animationFrame();
    expect(".o_skp_editor").toHaveValue("R");
    await press("Escape");
    await animationFrame();
    expect("[data-chip='101']").toHaveText("Rute tersusun");
    await press("F2");
    await animationFrame();
    expect(".o_skp_editor").toHaveValue("Rute tersusun");
    await contains(".o_skp_editor").edit("Rute disetujui", { confirm: false });
    await press("Tab");
    await animationFrame();
    expect.verifySteps([[101, "Rute disetujui", "Rute tersusun"]]);
    expect("[data-chip='101']").toHaveText("Rute disetujui");
    expectFocus(cell(11, 2));
});

function onMove() {
    onRpc("cell_move", ({ args: [, id, rowId, columnId] }) => {
        expect.step([id, rowId, columnId]);
        const rows = [
            row(11, "Ani", { "1-0": [chip(102, "Jadwal tersusun")] }),
            row(rowId, "Budi", { [columnId]: [chip(301, "Rute tersusun")] }),
        ];
        return { rows, result_id: 301, undo: { kind: "swap", result_id: 301 } };
    });
}

test("Ctrl+arrow moves a chip to the next person, and says so", async () => {
    onMove();
    onRpc("cell_undo", ({ args }) => {
        expect.step(args[1]);
        return { rows: makeGrid().rows.slice(0, 2) };
    });
    await mountMatrix();
    await focus("[data-chip='101']");
    await keyDown(["Control", "ArrowDown"]);
    await animationFrame();
    await animationFrame();
    expect.verifySteps([[101, 12, "1-0"]]);
    expect(`${cell(12, 1)} .o_skp_chip`).toHaveText("Rute tersusun");
    expectFocus("[data-chip='301']");
    expect("[aria-live='polite']").toHaveText(`Budi, ${COLUMNS[0]}`);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps([{ kind: "swap", result_id: 301 }]);
    expect(`${cell(12, 1)} .o_skp_chip`).toHaveCount(0);
    expect("[data-chip='101']").toHaveCount(1);
});

const DRAGGED = { items: [["", "text/plain"]] };

test("a chip is dragged to another cell; closed plans take none", async () => {
    onMove();
    await mountMatrix();
    let { drop, moveTo } = await contains("[data-chip='101']").drag(DRAGGED);
    await moveTo(cell(13, 2));
    await drop();
    await animationFrame();
    expect.verifySteps([]);
    ({ drop, moveTo } = await contains("[data-chip='101']").drag(DRAGGED));
    await moveTo(cell(12, 2));
    expect(cell(12, 2)).toHaveClass("o_skp_target");
    await drop();
    await animationFrame();
    expect.verifySteps([[101, 12, "2-0"]]);
    expect(".o_skp_target").toHaveCount(0);
    expect(`${cell(12, 2)} .o_skp_chip`).toHaveText("Rute tersusun");
});

test("Delete asks when the server has a question", async () => {
    onRpc("cell_remove", ({ args }) => {
        expect.step(args.slice(1));
        const kept = row(11, "Ani", { "1-0": [chip(102, "Jadwal tersusun")] });
        return args[2] ? { rows: [kept], undo: { kind: "restore" } } : { confirm: "It was agreed." };
    });
    await mountMatrix();
    for (const [button, count] of [["Cancel", 2], ["Remove", 1]]) {
        await focus("[data-chip='101']");
        await press("Delete");
        await animationFrame();
        expect(".modal-body").toHaveText("It was agreed.");
        await contains(`.modal-footer button:contains(${button})`).click();
        await animationFrame();
        expect(`${cell(11, 1)} .o_skp_chip`).toHaveCount(count);
    }
    expect.verifySteps([[101, false], [101, false], [101, true]]);
});

test("a refused step is told and taken off the screen", async () => {
    onRpc("cell_add", () => {
        throw makeServerError({ message: "Ani: the plan is proposed." });
    });
    await mountMatrix();
    await focus(cell(12, 1));
    await press("T");
    await animationFrame();
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(".o_notification").toHaveText("Ani: the plan is proposed.");
    expect(`${cell(12, 1)} .o_skp_none`).toHaveText("N/A");
});

test("an agreed plan is opened only after a question", async () => {
    const hint = "The plan is agreed: a change opens its revision.";
    const grid = makeGrid();
    grid.rows[1] = { ...grid.rows[1], opens_revision: true, hint };
    await mountMatrix(grid);
    await focus(cell(12, 1));
    await press("Enter");
    await animationFrame();
    expect(".modal-body").toHaveText(hint);
    await contains(".modal-footer .btn-primary").click();
    await animationFrame();
    expect(".o_skp_editor").toHaveCount(1);
});

test("details: kind, cascade and its basis", async () => {
    onRpc("cell_choose", ({ args }) => {
        expect.step(args.slice(1));
        return { rows: makeGrid().rows.slice(0, 1), result_id: 101 };
    });
    await mountMatrix();
    await focus("[data-chip='101']");
    await press(" ");
    await animationFrame();
    await contains(".o_skp_chip_popover [data-kind='additional']").click();
    await contains(".o_skp_cascade").select("direct");
    await contains(".o_skp_basis").select("area");
    expect.verifySteps([
        [101, { kind: "additional" }],
        [101, { cascade: "direct" }],
        [101, { cascade_basis: "area" }],
    ]);
});

test("members only read", async () => {
    const grid = makeGrid({ can_edit: false });
    const closed = { can_edit: false, state: "", state_label: "" };
    grid.rows = grid.rows.map((line) => ({ ...line, ...closed }));
    grid.rows[0].cells["1-0"] = [chip(101, "Rute tersusun", { can_edit: false })];
    await mountMatrix(grid);
    await focus("[data-chip='101']");
    for (const key of ["Enter", "F2", "Delete", "x"]) {
        await press(key);
        await animationFrame();
    }
    expect(".o_skp_editor, .modal, .o_skp_add, .o_skp_add_people").toHaveCount(0);
    expect("[data-chip='101']").toHaveAttribute("draggable", "false");
    expect("table").toHaveAttribute("aria-readonly", "true");
    expect(".o_skp_plan_state").toHaveCount(0);
});

test("without results of the leader the grid says what to do", async () => {
    await mountMatrix(makeGrid({ columns: [], rows: [] }));
    expect(".o_skp_matrix_empty button").toHaveText("Add results to my SKP");
    expect("table").toHaveCount(0);
});

test("people are added from a list", async () => {
    onRpc("get_candidates", () => [
        { id: 21, employee_id: 21, name: "Dodi", position: "Staf", unit: "Seksi", is_direct: true },
    ]);
    onRpc("member_add", ({ args }) => {
        expect.step(args[1]);
        return { rows: [] };
    });
    await mountMatrix();
    await contains(".o_skp_add_people").click();
    await contains("[data-person='21']").click();
    await contains(".o_skp_add_chosen").click();
    await animationFrame();
    expect.verifySteps([[21]]);
    expect(".modal").toHaveCount(0);
});
