import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { CountTable, FollowUpDashboard } from "@hr_skp_reward/follow_up/follow_up_dashboard";
import { describe, expect, test } from "@odoo/hoot";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();
preloadBundle("web.chartjs_lib");

const TABLE = {
    model: "hr.skp.award",
    row_field: "benefit",
    column_field: "state",
    domain: [["year", "=", 2027]],
    columns: [
        { code: "proposed", label: "Proposed" },
        { code: "approved", label: "Approved" },
        { code: "granted", label: "Granted" },
    ],
    rows: [
        { code: "competency", label: "Development", counts: [3, 0, 0] },
        { code: "talent_pool", label: "Talent pool", counts: [1, 0, 2] },
    ],
};
const NOTHING = { ...TABLE, rows: TABLE.rows.map((row) => ({ ...row, counts: [0, 0, 0] })) };

function prepare(extra = {}) {
    return {
        years: [2027, 2026],
        year: 2027,
        followed_up_on: "1 Feb 2028",
        tiles: [{ key: "pending", label: "To be decided", value: 4, tone: "warning", action: {} }],
        awards: TABLE,
        eligibility: NOTHING,
        trend: {
            years: [2026, 2027],
            predicates: [
                { code: "baik", label: "Good", counts: [3, 1] },
                { code: "kurang", label: "Poor", counts: [0, 1] },
            ],
        },
        allowance: [{ key: "issued", label: "Lists issued", count: 1, action: {} }],
        ...extra,
    };
}

function mockActions() {
    mockService("action", {
        doAction: async (action) => expect.step(action),
    });
}

const props = { action: {}, actionId: 1, className: "" };

test("a table shows only columns with something in them, and each number opens its list", async () => {
    mockActions();
    await mountWithCleanup(CountTable, { props: { head: "Award", table: TABLE } });
    expect("thead th").toHaveCount(3);
    expect("tbody tr:first .btn").toHaveCount(1);
    await contains("[data-row=talent_pool] [data-column=granted]").click();
    expect.verifySteps([
        {
            type: "ir.actions.act_window",
            name: "Talent pool · Granted",
            res_model: "hr.skp.award",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [
                ["year", "=", 2027],
                ["benefit", "=", "talent_pool"],
                ["state", "=", "granted"],
            ],
        },
    ]);
});

test("a table without any number says so", async () => {
    await mountWithCleanup(CountTable, { props: { head: "Award", table: NOTHING } });
    expect("table").toHaveCount(0);
    expect(".text-muted").toHaveCount(1);
});

test("who may not know of cases has no panel of them", async () => {
    onRpc("hr.skp.follow.up.dashboard", "get_dashboard", () => prepare());
    await mountWithCleanup(FollowUpDashboard, { props });
    expect("[data-panel=awards]").toHaveCount(1);
    expect("[data-panel=cases], [data-panel=nearest], [data-panel=coverage]").toHaveCount(0);
});

test("cases by step, the nearest day, and what they lack", async () => {
    const cases = {
        ...TABLE,
        model: "hr.skp.sanction",
        rows: [{ code: "improve", label: "Six months", counts: [1, 0, 0] }],
        total: 1,
        nearest: [
            { id: 5, name: "Eka", step: "improve", standing: "due", day: "1 Sep", days_left: -3 },
        ],
        coverage: [
            { key: "plan", label: "Plan", count: 0, total: 1, action: { name: "Missing" } },
            { key: "test", label: "Test", count: 0, total: 0, action: {} },
        ],
    };
    onRpc("hr.skp.follow.up.dashboard", "get_dashboard", () => prepare({ cases }));
    mockActions();
    await mountWithCleanup(FollowUpDashboard, { props });
    expect("[data-panel=nearest] .o_skp_late").toHaveText("3 days over");
    expect("[data-panel=nearest] .text-muted").toHaveText("Six months");
    expect("[data-key=plan] .btn").toHaveText("0 of 1");
    expect("[data-key=test] .btn").toHaveCount(0);
    await contains("[data-key=plan] .btn").click();
    expect.verifySteps([{ name: "Missing" }]);
});

test("another year is asked for", async () => {
    onRpc("hr.skp.follow.up.dashboard", "get_dashboard", ({ kwargs }) => {
        expect.step(kwargs.year);
        return prepare({ year: kwargs.year || 2027 });
    });
    await mountWithCleanup(FollowUpDashboard, { props });
    await contains(".o_skp_year").select("2026");
    expect.verifySteps([false, 2026]);
});
