import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryOne, queryText } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { setupInteractionWhiteList, startInteractions } from "@web/../tests/public/helpers";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";

import { SkpPlan } from "@hr_skp/portal/skp_plan";

setupInteractionWhiteList("hr_skp.skp_plan");
describe.current.tags("interaction_dev");

const KEY = "hr_skp:7:8:result:5:name";
const CHOICES = JSON.stringify([
    { value: "result:1", group: "leader", name: "Layanan terselenggara", indicator: "" },
    { value: "objective:2", group: "objective", name: "Tata kelola baik", indicator: "" },
]);
const field = (id, text) =>
    `<textarea data-skp-field="name" data-kind="result" data-id="${id}" data-base="${text}">${text}</textarea>`;
const card = (id, text) => `
    <article class="o_skp_line o_skp_result" data-kind="result" data-id="${id}">
        <div class="o_skp_supports">
            <span class="o_skp_supports_text">nothing</span>
            <button type="button" class="o_skp_choose" data-value="">Choose</button>
        </div>
        <label>${field(id, text)}</label>
        <button type="button" class="o_skp_remove">Remove</button>
    </article>`;
const PAGE = `
    <div class="o_skp_plan" data-plan-id="8" data-user-id="7" data-choices='${CHOICES}'>
        <div class="o_skp_orphans d-none"></div>
        <section class="o_skp_results">
            <div data-lines="result-main">${card(5, "Semula")}</div>
            <details class="o_skp_new" data-add="result" data-result-kind="main">
                <summary>Add</summary>
                <textarea data-new="name"></textarea>
                <input data-new="indicator.target"/>
                <p class="o_skp_error d-none"></p>
                <button type="button" class="o_skp_add">Add</button>
            </details>
        </section>
        <div class="o_skp_bar">
            <p class="o_skp_bar_error d-none"></p>
            <span class="o_skp_status"></span><a class="o_skp_login d-none">Log in</a>
            <button type="button" class="o_skp_move" data-move="propose" data-party="Kepala Seksi">Propose</button>
        </div>
    </div>`;

/** Start the page with a server that answers by route; each call is a step. */
async function startPage(routes = {}) {
    patchWithCleanup(rpc, {
        async _rpc(url, params) {
            if (!url.startsWith("/my/skp/8/")) {
                return super._rpc(...arguments);
            }
            const route = url.replace("/my/skp/8/", "");
            expect.step([route, params.value ?? params.kind ?? params.move]);
            return routes[route] ? routes[route](params) : { value: params.value };
        },
    });
    await startInteractions(PAGE);
    // Where dialogs are drawn.
    await mountWithCleanup(MainComponentsContainer);
}

const lost = () => {
    throw new ConnectionLostError("/my/skp/8");
};

test("a text saves itself a moment after the last key and says when", async () => {
    await startPage();
    await click("[data-id='5'] textarea");
    await edit("Diubah");
    expect.verifySteps([]);
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps([["save", "Diubah"]]);
    expect(queryText(".o_skp_status")).toMatch(/Saved \d/);
    expect(queryOne("textarea[data-id='5']").dataset.base).toBe("Diubah");
});

test("without a connection the text is kept, said so, and sent when it is back", async () => {
    let answer = lost;
    await startPage({ save: (params) => answer(params) });
    await click("textarea[data-id='5']");
    await edit("Diubah");
    await advanceTime(1000);
    await animationFrame();
    expect(".o_skp_status").toHaveClass("text-danger");
    expect(browser.localStorage.getItem(KEY)).toInclude("Diubah");
    answer = ({ value }) => ({ value });
    window.dispatchEvent(new Event("online"));
    await advanceTime(1);
    await animationFrame();
    expect(".o_skp_status").toHaveClass("text-muted");
    expect(browser.localStorage.getItem(KEY)).toBe(null);
    expect.verifySteps([
        ["save", "Diubah"],
        ["save", "Diubah"],
    ]);
});

test("the next visit puts a text back that had not arrived", async () => {
    const params = { kind: "result", record_id: 5, field: "name", value: "Tertinggal", base: "Semula" };
    browser.localStorage.setItem(KEY, JSON.stringify({ params, at: Date.now() }));
    await startPage();
    await advanceTime(1);
    expect("textarea[data-id='5']").toHaveValue("Tertinggal");
    expect.verifySteps([["save", "Tertinggal"]]);
    expect(browser.localStorage.getItem(KEY)).toBe(null);
});

test("a text whose line is gone is shown until it is discarded", async () => {
    const key = "hr_skp:7:8:result:99:name";
    const params = { kind: "result", record_id: 99, field: "name", value: "Yatim", base: "" };
    browser.localStorage.setItem(key, JSON.stringify({ params, at: Date.now() }));
    await startPage();
    expect(".o_skp_orphans").not.toHaveClass("d-none");
    expect(queryText(".o_skp_orphans")).toInclude("Yatim");
    await click(".o_skp_discard");
    expect(".o_skp_orphans").toHaveClass("d-none");
    expect(browser.localStorage.getItem(key)).toBe(null);
});

test("a refusal stands below the field; the text stays", async () => {
    await startPage({ save: () => ({ error: "Leave no blank here" }) });
    await click("textarea[data-id='5']");
    await edit("x");
    await advanceTime(1000);
    await animationFrame();
    expect(queryText(".o_skp_field_error")).toBe("Leave no blank here");
    expect("textarea[data-id='5']").toHaveValue("x");
    expect("textarea[data-id='5']").toHaveClass("is-invalid");
    expect.verifySteps([["save", "x"]]);
});

test("of two texts one chooses: mine", async () => {
    await startPage({
        save: ({ base, value }) => (base === "Semula" ? { conflict: "Milik atasan" } : { value }),
    });
    await click("textarea[data-id='5']");
    await edit("Milikku");
    await advanceTime(1000);
    await animationFrame();
    expect(queryText(".o_skp_field_error")).toInclude("Milik atasan");
    await click(".o_skp_keep_mine");
    await animationFrame();
    expect.verifySteps([
        ["save", "Milikku"],
        ["save", "Milikku"],
    ]);
    expect(".o_skp_field_error").toHaveCount(0);
    expect(queryOne("textarea[data-id='5']").dataset.base).toBe("Milikku");
});

test("of two texts one chooses: theirs", async () => {
    await startPage({ save: () => ({ conflict: "Milik atasan" }) });
    await click("textarea[data-id='5']");
    await edit("Milikku");
    await advanceTime(1000);
    await animationFrame();
    await click(".o_skp_take_theirs");
    await animationFrame();
    expect("textarea[data-id='5']").toHaveValue("Milik atasan");
    expect(browser.localStorage.getItem(KEY)).toBe(null);
    expect.verifySteps([["save", "Milikku"]]);
});

test("a new result is nested, kept until it is added, and drawn by the server", async () => {
    let answer = lost;
    await startPage({ add: (params) => answer(params) });
    queryOne(".o_skp_new").open = true;
    await click("[data-new=name]");
    await edit("Baru");
    await click("[data-new='indicator.target']");
    await edit("12");
    await click(".o_skp_add");
    await animationFrame();
    expect(".o_skp_error").not.toHaveClass("d-none");
    expect(browser.localStorage.getItem("hr_skp:7:8:new:result:main")).toInclude("Baru");
    answer = ({ vals }) => {
        expect(vals).toEqual({ name: "Baru", kind: "main", indicator: { target: "12" } });
        return { id: 6, html: card(6, "Baru") };
    };
    await click(".o_skp_add");
    await animationFrame();
    expect("[data-lines=result-main] .o_skp_result").toHaveCount(2);
    expect("[data-new=name]").toHaveValue("");
    expect(browser.localStorage.getItem("hr_skp:7:8:new:result:main")).toBe(null);
    expect.verifySteps([
        ["add", "result"],
        ["add", "result"],
    ]);
});

test("a result is moved to the place that the server answers", async () => {
    await startPage({ reorder: () => ({ order: [6, 5] }) });
    const lines = queryOne("[data-lines='result-main']");
    lines.insertAdjacentHTML(
        "beforeend",
        `<article class="o_skp_line o_skp_result" data-kind="result" data-id="6">
            <button type="button" class="o_skp_up">Up</button>
        </article>`
    );
    await click(".o_skp_up");
    await animationFrame();
    expect.verifySteps([["reorder", undefined]]);
    expect([...lines.children].map((el) => el.dataset.id)).toEqual(["6", "5"]);
});

test("a line is removed after a question; a refusal is read there", async () => {
    let answer = () => ({ error: "It stays" });
    await startPage({ remove: (params) => answer(params) });
    await click(".o_skp_remove");
    await animationFrame();
    expect(queryText(".o_skp_dialog .modal-body")).toInclude("Semula");
    await click(".o_skp_dialog .btn-danger");
    await animationFrame();
    expect(queryText(".o_skp_dialog [role=alert]")).toBe("It stays");
    expect(".o_skp_result").toHaveCount(1);
    answer = () => ({});
    await click(".o_skp_dialog .btn-danger");
    await animationFrame();
    expect(".o_skp_result").toHaveCount(0);
    expect.verifySteps([
        ["remove", "result"],
        ["remove", "result"],
    ]);
});

test("the leader's result is chosen from full texts", async () => {
    await startPage({ save: ({ value }) => ({ value, supports: { name: "Layanan terselenggara" } }) });
    await click(".o_skp_choose");
    await animationFrame();
    expect(".o_skp_choice").toHaveCount(2);
    await click(".o_skp_choice:first");
    await animationFrame();
    expect(queryText(".o_skp_supports_text")).toBe("Layanan terselenggara");
    expect(queryOne(".o_skp_choose").dataset.value).toBe("result:1");
    expect.verifySteps([["save", "result:1"]]);
});

test("a step is taken only on what is saved and added", async () => {
    await startPage({ save: lost });
    await click("textarea[data-id='5']");
    await edit("Diubah");
    await click("[data-move=propose]");
    await animationFrame();
    expect(".o_skp_bar_error").not.toHaveClass("d-none");
    expect(".o_skp_dialog").toHaveCount(0);
    // Once as the field was left, once because the step asks for it.
    expect.verifySteps([
        ["save", "Diubah"],
        ["save", "Diubah"],
    ]);
});

test("a step says to whom, shows why not, and reloads when it is taken", async () => {
    patchWithCleanup(SkpPlan.prototype, { reload: () => expect.step("reload") });
    let answer = () => ({ error: "These results have no indicator yet" });
    await startPage({ move: (params) => answer(params) });
    await click("[data-move=propose]");
    await animationFrame();
    expect(queryText(".o_skp_dialog .modal-body")).toInclude("Kepala Seksi");
    await click(".o_skp_dialog .btn-primary");
    await animationFrame();
    expect(queryText(".o_skp_dialog [role=alert]")).toInclude("no indicator");
    answer = () => ({});
    await click(".o_skp_dialog .btn-primary");
    await animationFrame();
    expect.verifySteps([["move", "propose"], ["move", "propose"], "reload"]);
});
