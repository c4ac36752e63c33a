import { CalibrationBoard } from "@hr_skp_evaluation/calibration/calibration_board";
import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, makeServerError, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";

describe.current.tags("desktop");
defineMailModels();

const PREDICATES = {
    sangat_baik: "Very good",
    baik: "Good",
    butuh_perbaikan: "Needs improvement",
    kurang: "Poor",
    sangat_kurang: "Very poor",
};
const QUADRANT = {
    "above/below": "kurang",
    "above/as": "baik",
    "above/above": "sangat_baik",
    "as/below": "kurang",
    "as/as": "baik",
    "as/above": "baik",
    "below/below": "sangat_kurang",
    "below/as": "butuh_perbaikan",
    "below/above": "butuh_perbaikan",
};

function card(id, name, values = {}) {
    return {
        id,
        name,
        employee_id: id,
        job: "Analis",
        unit: "Seksi",
        evaluator_id: 1,
        result: "as",
        behaviour: "as",
        is_released: false,
        is_locked: false,
        pattern_id: 5,
        is_counted: true,
        move: "propose",
        is_shared: false,
        can_share: false,
        superior: "",
        proposal: false,
        ...values,
    };
}

function makeBoard(cards) {
    return {
        terms: [{ id: 1, name: "TW I", open: true }],
        term_id: 1,
        units: [{ id: 2, name: "Seksi", depth: 0, count: cards.length, path: "2/" }],
        unit_id: false,
        total: cards.length,
        count: cards.length,
        is_too_many: false,
        cards,
        patterns: [{ id: 5, unit: "Seksi", predicate: "Good", curve: { baik: 65 }, note: "", beyond: {} }],
        evaluators: [
            { id: 1, name: "Kasi" },
            { id: 2, name: "Kasubbag" },
        ],
        missing: [],
        quadrant: QUADRANT,
        ratings: { above: "Above", as: "As", below: "Below" },
        predicates: PREDICATES,
    };
}

/** With what the board was asked for. */
const asked = [];

/** @param {Object[]} weighed takes what the server is asked to weigh */
async function mountBoard(cards, weighed = []) {
    onRpc("get_calibration_board", ({ args }) => {
        asked.push(args);
        return makeBoard(cards);
    });
    onRpc("weigh_calibration", ({ args }) => {
        weighed.push(args[0]);
        const deviations = [{ message: `Good: ${args[0][5].baik || 0}` }];
        return {
            patterns: { 5: { deviations, is_small: true, blocks: false } },
            evaluators: {
                1: {
                    others: { difference: 0.5, verdict: "lenient" },
                    pattern: { difference: -0.31, verdict: "strict" },
                },
            },
        };
    });
    await mountWithCleanup(MainComponentsContainer);
    await mountWithCleanup(CalibrationBoard, {
        props: { action: { context: {} }, actionId: 1, updateActionState: () => {}, className: "" },
    });
    await animationFrame();
}

const zone = (place) => `.o_skp_zone[data-place="${place}"]`;

test("cards lie where they are rated, evaluators are compared in words", async () => {
    await mountBoard([card(1, "Ani"), card(2, "Budi", { result: "above", behaviour: "above" })]);
    expect(queryAllTexts(`${zone("as/as")} .o_skp_card`)).toEqual(["Ani"]);
    expect(queryAllTexts(`${zone("above/above")} .o_skp_card`)).toEqual(["Budi"]);
    expect("[data-evaluator='1'] [data-verdict='lenient']").toHaveText("More lenient +0.5");
    expect("[data-evaluator='1'] [data-verdict='strict']").toHaveText("Stricter −0.3");
    expect(".o_skp_pattern li").toHaveText("Good: 1");
});

test("filters: unit from the server, evaluator and position at once", async () => {
    const weighed = [];
    await mountBoard([card(1, "Ani"), card(2, "Budi", { evaluator_id: 2, job: "Arsiparis" })], weighed);
    await contains(".o_skp_filter_evaluator").select("2");
    expect(queryAllTexts(".o_skp_card")).toEqual(["Budi"]);
    expect(weighed.at(-1)).toEqual({ 5: { baik: 1 } });
    await contains(".o_skp_filter_evaluator").select("0");
    await contains(".o_skp_filter_job").select("Analis");
    expect(queryAllTexts(".o_skp_card")).toEqual(["Ani"]);
    await contains(".o_skp_filter_unit").select("2");
    await animationFrame();
    expect(asked.at(-1)).toEqual([1, 2]);
    expect(queryAllTexts(".o_skp_card")).toEqual(["Ani", "Budi"]);
    await contains(".o_skp_filter_term").select("1");
    expect(asked.at(-1)).toEqual([1, 0]);
});

test("a card sent by key waits for a reason, while the chart follows it already", async () => {
    const weighed = [];
    onRpc("action_calibrate", ({ args }) => {
        expect.step(args);
        return card(1, "Ani", {
            proposal: {
                id: 9,
                result: args[1],
                behaviour: args[2],
                reason: args[3],
                by: "Kabid",
                date: "",
                can_accept: false,
                can_withdraw: true,
            },
        });
    });
    await mountBoard([card(1, "Ani")], weighed);
    await contains("[data-card='1']").click();
    await press("9");
    await animationFrame();
    expect(weighed.at(-1)).toEqual({ 5: { sangat_baik: 1 } });
    expect(".o_dialog .o_skp_confirm").toHaveProperty("disabled", true);
    await contains(".o_dialog .o_skp_reason").edit("Melampaui target", { confirm: false });
    await contains(".o_dialog .o_skp_confirm").click();
    expect.verifySteps([[[1], "above", "above", "Melampaui target"]]);
    expect(".o_dialog").toHaveCount(0);
    expect(`${zone("above/above")} .o_skp_card_proposed`).toHaveText("Ani");
    await contains(".o_skp_as_proposed input").click();
    expect(queryAllTexts(`${zone("as/as")} .o_skp_card`)).toEqual(["Ani"]);
});

test("given up or refused, the card is back and the reason is not lost", async () => {
    onRpc("action_calibrate", () => {
        throw makeServerError({ message: "Not now" });
    });
    await mountBoard([card(1, "Ani")]);
    await contains("[data-card='1']").click();
    await contains(".o_skp_calibration_person [data-cell='above/as']").click();
    await contains(".o_dialog .o_skp_reason").edit("Alasan", { confirm: false });
    await contains(".o_dialog .o_skp_confirm").click();
    expect(".o_notification").toHaveCount(1);
    expect(".o_dialog .o_skp_reason").toHaveValue("Alasan");
    await contains(".o_dialog .btn-secondary").click();
    expect(queryAllTexts(`${zone("as/as")} .o_skp_card`)).toEqual(["Ani"]);
});

test("what is finalised, or the results of a head of unit, do not move", async () => {
    await mountBoard([
        card(1, "Ani", { move: false, is_released: true }),
        card(2, "Budi", { is_locked: true }),
    ]);
    for (const [id, key] of [[1, "9"], [2, "8"]]) {
        await contains(`[data-card='${id}']`).click();
        await press(key);
        await animationFrame();
        expect(".o_dialog").toHaveCount(0);
    }
    expect(".o_notification").toHaveCount(2);
});
