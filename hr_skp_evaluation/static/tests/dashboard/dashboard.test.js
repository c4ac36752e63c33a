import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";
import { SkpDashboard } from "@hr_skp_evaluation/dashboard/dashboard";

describe.current.tags("desktop");
defineMailModels();
preloadBundle("web.chartjs_lib");

const UNIT = { id: 2, name: "Bidang", head: "Kabid", has_below: true, domain: [["u", "=", 2]] };
const OWN = { id: 1, name: "Dinas (directly)", head: "Kadis", has_below: false };

function prepare(extra = {}) {
    return {
        terms: [
            { id: 8, name: "Quarter II", state: "open", period: "2026" },
            { id: 7, name: "Quarter I", state: "closed", period: "2026" },
        ],
        term_id: 8,
        period_terms: [
            { id: 7, name: "Quarter I" },
            { id: 8, name: "Quarter II" },
        ],
        path: [],
        domain: [["period_id", "=", 3]],
        steps: [
            { code: "open", label: "Not reported", states: ["open"] },
            { code: "final", label: "Final", states: ["decided", "final"] },
        ],
        predicates: [
            { code: "sangat_baik", label: "Very good" },
            { code: "baik", label: "Good" },
        ],
        ratings: [
            { code: "above", label: "Above" },
            { code: "as", label: "As" },
            { code: "below", label: "Below" },
        ],
        units: [
            {
                ...UNIT,
                total: 10,
                late: 2,
                steps: { open: 4, final: 6 },
                terms: { 7: { sangat_baik: 1, baik: 3 } },
            },
            { ...OWN, domain: [["u", "=", 1]], total: 1, late: 0, steps: { open: 1 }, terms: {} },
        ],
        tiles: [
            { key: "late", label: "Late", value: 2, tone: "danger", action: { name: "Late ones" } },
        ],
        quadrant: [{ result_rating: "as", behaviour_rating: "above", predicate: "baik", count: 4 }],
        distribution: { units: 0, deviating: 0, counts: {}, expected: {}, deviations: [] },
        waiting: [
            { kind: "evaluator", name: "Kabid", count: 3, late: 1, domain: [["e", "=", 5]] },
        ],
        clocks: [
            {
                key: "objections",
                title: "Running objections",
                empty: "None.",
                rows: [
                    { id: 4, name: "Teman", note: "waits for Kasi", day: "2026-05-01", days_left: -2 },
                ],
                more: false,
                action: { res_model: "hr.skp.objection" },
            },
        ],
        ...extra,
    };
}

async function mount(extra) {
    onRpc("hr.skp.dashboard", "get_dashboard", ({ kwargs }) => {
        expect.step([kwargs.term_id, kwargs.unit_id]);
        return prepare(extra);
    });
    mockService("action", {
        doAction: async (action, options) => {
            expect.step(action);
            if (options) {
                expect.step(options.additionalContext);
            }
        },
    });
    await mountWithCleanup(SkpDashboard, { props: { action: {}, actionId: 1, className: "" } });
    expect.verifySteps([[false, false]]);
}

function list(name, ...domain) {
    return {
        type: "ir.actions.act_window",
        name,
        res_model: "hr.skp.evaluation",
        views: [
            [false, "list"],
            [false, "kanban"],
            [false, "form"],
        ],
        domain: [["period_id", "=", 3], ...domain],
    };
}

test("every number opens the list of what it counts", async () => {
    await mount();
    await contains("[data-panel=units] tr:contains(Bidang) [data-step=final]:last").click();
    expect.verifySteps([
        list(
            "Bidang · Final",
            ["term_id", "=", 8],
            ["state", "in", ["decided", "final"]],
            ["u", "=", 2]
        ),
    ]);
    await contains("[data-panel=units] tr:contains(Bidang) .o_skp_late").click();
    expect.verifySteps([
        list("Bidang · Late", ["term_id", "=", 8], ["is_late", "=", true], ["u", "=", 2]),
    ]);
    await contains("[data-panel=waiting] .o_skp_row").click();
    expect.verifySteps([list("Kabid", ["e", "=", 5])]);
    await contains("[data-tile=late]").click();
    expect.verifySteps([{ name: "Late ones" }]);
});

test("a total stands below several units, not below one", async () => {
    await mount();
    expect("[data-panel=units] .o_skp_total").toHaveText(/Total\s*5\s*6\s*2/);
});

test("the heat map shows what most have, and all of it to the pointer", async () => {
    await mount();
    const cell = "[data-panel=heat] tr:contains(Bidang) .o_skp_heat";
    expect(cell).toHaveCount(1);
    expect(cell).toHaveAttribute("data-predicate", "baik");
    expect(cell).toHaveText(/Good\s*75\s%/);
    expect(cell).toHaveAttribute("title", "Very good: 1\nGood: 3");
    await contains(cell).click();
    expect.verifySteps([
        list("Bidang · Quarter I", ["term_id", "=", 7], ["predicate", "!=", false], ["u", "=", 2]),
    ]);
});

test("the quadrant has behaviour to the right and results upwards", async () => {
    await mount();
    expect("[data-panel=quadrant] tr:eq(1) td:eq(2)").toHaveText("4");
    await contains("[data-panel=quadrant] tr:eq(1) td:eq(2) .o_skp_heat").click();
    expect.verifySteps([
        list(
            "As × Above",
            ["term_id", "=", 8],
            ["predicate", "!=", false],
            ["result_rating", "=", "as"],
            ["behaviour_rating", "=", "above"]
        ),
    ]);
    expect("[data-panel=quadrant] .o_skp_heat:disabled").toHaveCount(8);
});

test("another term and a unit are asked of the server", async () => {
    await mount();
    await contains(".o_skp_term").select("7");
    expect.verifySteps([[7, false]]);
    await contains(".o_skp_unit button").click();
    expect.verifySteps([[8, 2]]);
});

test("the rows behind the numbers go to a workbook", async () => {
    await mount();
    await contains(".o_skp_recap").click();
    expect.verifySteps([
        "hr_skp_evaluation.hr_skp_evaluation_recap_action",
        { default_term_id: 8, default_department_id: false },
    ]);
});

test("a day that has passed is marked", async () => {
    await mount();
    expect("[data-panel=objections] .o_skp_late").toHaveText("2 days over");
});

test("who may count nobody, and an agency without terms, read why", async () => {
    await mount({ units: [], tiles: [] });
    expect(".h4").toHaveText("Nobody to count here");
    expect(".o_skp_panel").toHaveCount(0);
});

test("before any term was opened", async () => {
    await mount({ terms: [] });
    expect(".h4").toHaveText("No term was opened yet");
});
