import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

function remark(id, text, values = {}) {
    return {
        id,
        text,
        date: "2026-03-01",
        source: "Kepala Dinas",
        tone: "good",
        tone_label: "Good",
        relation_label: "Evaluator",
        obstacle: "",
        alternative: "",
        response: "",
        follow_up: "",
        follow_up_label: "",
        ...values,
    };
}

function overview(id, name, values = {}) {
    return {
        person: {
            skp_id: id,
            employee_id: id,
            name,
            position: "Pengawas",
            period: "SKP 2026",
            last_feedback: "3 days ago",
            is_feedback_due: false,
            can_give: true,
        },
        rows: [
            {
                kind: "result",
                id: 5,
                title: "Laporan tersusun",
                tag: "Main",
                assigner: "",
                archived: false,
                plan: [{ name: "Jumlah", target: "12", uom: "laporan" }],
                progress: [
                    {
                        id: 8,
                        date: "2026-02-01",
                        text: "Dua laporan",
                        value: "2",
                        measure: "",
                        is_final: false,
                        evidence: ["Laporan.pdf"],
                    },
                ],
                feedback: [remark(1, "Rapi", { response: "Terima kasih" })],
            },
            {
                kind: "behaviour",
                id: 6,
                core_value_id: 2,
                title: "Kolaboratif",
                tag: "",
                expectation: "",
                plan: [{ name: "Terbuka" }],
                progress: [],
                feedback: [],
            },
        ],
        development: [],
        previous: false,
        next: false,
        ...values,
    };
}

async function openOverview() {
    const plans = {
        1: overview(1, "Ani", { next: 2 }),
        2: overview(2, "Budi", { previous: 1 }),
    };
    onRpc("hr.skp", "get_overview", ({ args }) => {
        expect.step(`read ${args[0]}`);
        return plans[args[0]];
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "hr_skp_overview",
        params: { skp_id: 1 },
    });
}

test("one page shows plan, achievement and remark of a result beside each other", async () => {
    await openOverview();
    expect.verifySteps(["read 1"]);
    expect(".o_skp_overview_head h1").toHaveText("Ani");
    expect("tr[data-row=result] td").toHaveCount(3);
    expect("tr[data-row=result] .o_skp_overview_list").toHaveText("Jumlah: 12 laporan");
    expect(queryAllTexts("tr[data-row=result] .o_skp_overview_text")).toEqual([
        "Dua laporan",
        "Rapi",
    ]);
    expect("tr[data-row=result] .o_skp_overview_answer").toHaveText("Terima kasih");
});

test("a tab keeps the results at the side and shows its own column", async () => {
    await openOverview();
    await contains("[data-tab=feedback]").click();
    expect("tbody tr").toHaveCount(2);
    expect("tr[data-row=result] td").toHaveCount(1);
    await contains("[data-tab=progress]").click();
    expect("tbody tr").toHaveCount(1, { message: "nothing is achieved of a behaviour" });
    await contains("[data-tab=development]").click();
    expect("table").toHaveCount(0);
    expect.verifySteps(["read 1"]);
});

test("J and K go to the next and the previous person, and no further", async () => {
    await openOverview();
    await press("j");
    await animationFrame();
    expect(".o_skp_overview_head h1").toHaveText("Budi");
    await press("j");
    await animationFrame();
    await press("k");
    await animationFrame();
    expect(".o_skp_overview_head h1").toHaveText("Ani");
    expect.verifySteps(["read 1", "read 2", "read 1"]);
});
