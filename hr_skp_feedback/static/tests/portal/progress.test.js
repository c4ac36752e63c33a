import { setupInteractionWhiteList, startInteractions } from "@web/../tests/public/helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryAll, queryAllTexts, queryOne, queryText } from "@odoo/hoot-dom";
import { animationFrame, mockFetch, runAllTimers } from "@odoo/hoot-mock";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";

setupInteractionWhiteList("hr_skp_feedback.progress");
describe.current.tags("interaction_dev");

const KEY = "hr_skp_progress:7:8:new:progress:3";
const entry = (id, text) => `
    <article class="o_skp_entry o_skp_line" data-kind="progress" data-id="${id}">
        <button type="button" class="o_skp_edit_entry">Edit</button>
        <div class="o_skp_entry_text">${text}</div>
        <div class="o_skp_entry_fields d-none">
            <label><textarea data-skp-field="name" data-kind="progress" data-id="${id}" data-base="${text}">${text}</textarea></label>
        </div>
        <div class="o_skp_evidence"></div>
        <div class="o_skp_waiting"></div>
        <div class="o_skp_entry_fields d-none"><button type="button" class="o_skp_close_entry">Done</button></div>
    </article>`;
const PAGE = `
    <div class="o_skp_progress" data-plan-id="8" data-result-id="3" data-user-id="7" data-limit="1">
        <button type="button" class="o_skp_set_mark active" data-mark="not_started">Not started</button>
        <button type="button" class="o_skp_set_mark" data-mark="at_risk">At risk</button>
        <p class="o_skp_mark_error d-none"></p>
        <div class="o_skp_orphans d-none"></div>
        <details class="o_skp_new_entry" open="open">
            <summary>Add</summary>
            <textarea data-new="name"></textarea>
            <label class="o_skp_links d-none"><textarea data-new="links"></textarea></label>
            <input type="file" class="o_skp_file" multiple="multiple"/>
            <div class="o_skp_waiting"></div>
            <input type="text" data-new="value"/>
            <input type="text" data-new="indicator_id" value="4"/>
            <p class="o_skp_error d-none"></p>
            <button type="button" class="o_skp_save_entry">Save</button>
        </details>
        <div class="o_skp_entries">${entry(5, "Semula")}</div>
        <p class="o_skp_no_entries"></p>
        <span class="o_skp_status"></span><a class="o_skp_login d-none">Log in</a>
    </div>`;

/** Start the page with a server that answers by route; each call is a step. */
async function startPage(routes = {}) {
    patchWithCleanup(rpc, {
        async _rpc(url, params) {
            if (!url.startsWith("/my/skp/8/")) {
                return super._rpc(...arguments);
            }
            const route = url.replace("/my/skp/8/", "");
            expect.step(route);
            return routes[route](params);
        },
    });
    await startInteractions(PAGE);
}

async function settle() {
    for (let turn = 0; turn < 5; turn++) {
        await animationFrame();
    }
}

function chooseFiles(...files) {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    const input = queryOne(".o_skp_new_entry .o_skp_file");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Answer what is uploaded; of Odoo's own services nothing is asked here. */
function mockUpload(answer) {
    mockFetch((url, options) => {
        const { pathname } = new URL(url, "http://a");
        return pathname.endsWith("/evidence") ? answer(pathname, options) : { result: {} };
    });
}

const pdf = (name, size = 10) => new File(["x".repeat(size)], name, { type: "application/pdf" });

test("what is typed is on the device until the server has it", async () => {
    await startPage({
        "progress/add": ({ result_id, vals }) => {
            expect([result_id, vals]).toEqual([3, { name: "Selesai", links: "", value: "" }]);
            return { id: 6, html: entry(6, "Selesai") };
        },
    });
    await click("[data-new=name]");
    await edit("Selesai");
    expect(JSON.parse(browser.localStorage.getItem(KEY)).params.name).toBe("Selesai");
    await click(".o_skp_save_entry");
    await settle();
    expect.verifySteps(["progress/add"]);
    expect(queryAllTexts(".o_skp_entry_text")).toEqual(["Selesai", "Semula"]);
    expect(browser.localStorage.getItem(KEY)).toBe(null);
    expect("[data-new=name]").toHaveValue("");
    expect(queryOne(".o_skp_new_entry").open).toBe(false);
});

test("without a connection it is kept, said so, and sent once when it is back", async () => {
    let answer = () => {
        throw new ConnectionLostError("/my/skp/8");
    };
    await startPage({ "progress/add": () => answer() });
    await click("[data-new=name]");
    await edit("Selesai");
    await click(".o_skp_save_entry");
    await settle();
    expect(".o_skp_error").toHaveText(/No connection/);
    expect("[data-new=name]").toHaveValue("Selesai");
    answer = () => ({ id: 6, html: entry(6, "Selesai") });
    window.dispatchEvent(new Event("online"));
    await settle();
    window.dispatchEvent(new Event("online"));
    await settle();
    expect.verifySteps(["progress/add", "progress/add"]);
    expect(".o_skp_entry").toHaveCount(2);
});

test("a text of an earlier visit is back in the form", async () => {
    const stored = { params: { name: "Dari kemarin", links: "https://a.id" }, at: Date.now() };
    browser.localStorage.setItem(KEY, JSON.stringify(stored));
    await startPage();
    expect("[data-new=name]").toHaveValue("Dari kemarin");
    expect(".o_skp_links").not.toHaveClass("d-none");
});

test("a refusal is shown and nothing typed is lost", async () => {
    await startPage({ "progress/add": () => ({ error: "Bukan angka" }) });
    await click("[data-new=name]");
    await edit("Selesai");
    await click(".o_skp_save_entry");
    await settle();
    expect.verifySteps(["progress/add"]);
    expect(".o_skp_error").toHaveText("Bukan angka");
    expect("[data-new=name]").toHaveValue("Selesai");
    expect(".o_skp_entry").toHaveCount(1);
});

test("files follow the text; one that is refused stays with its reason, the others arrive", async () => {
    await startPage({ "progress/add": () => ({ id: 6, html: entry(6, "Selesai") }) });
    mockUpload((path, { body }) => {
        const { name } = body.get("ufile");
        expect.step(`${path} ${name}`);
        return name === "buruk.pdf"
            ? { error: "Halaman web" }
            : { id: 6, html: entry(6, "Selesai") };
    });
    await click("[data-new=name]");
    await edit("Selesai");
    chooseFiles(pdf("baik.pdf"), pdf("buruk.pdf"), pdf("besar.pdf", 1024 * 1024 + 1));
    expect(queryText(".o_skp_pending:last-child")).toMatch(/at most 1 MB/);
    await click(".o_skp_save_entry");
    await settle();
    await runAllTimers();
    await settle();
    expect.verifySteps([
        "progress/add",
        "/my/skp/8/progress/6/evidence baik.pdf",
        "/my/skp/8/progress/6/evidence buruk.pdf",
    ]);
    const waiting = queryAllTexts("[data-id='6'] .o_skp_pending");
    expect(waiting).toHaveLength(2);
    expect(waiting[0]).toMatch(/buruk.pdf.*Halaman web/s);
    expect(waiting[1]).toMatch(/besar.pdf.*at most 1 MB/s);
});

test("a file that does not get through is tried again by a tap", async () => {
    await startPage({ "progress/add": () => ({ id: 6, html: entry(6, "Selesai") }) });
    let up = false;
    mockUpload(() => {
        if (!up) {
            throw new TypeError("Failed to fetch");
        }
        return { id: 6, html: entry(6, "Selesai") };
    });
    await click("[data-new=name]");
    await edit("Selesai");
    chooseFiles(pdf("a.pdf"));
    await click(".o_skp_save_entry");
    await settle();
    expect.verifySteps(["progress/add"]);
    expect(queryText(".o_skp_pending")).toMatch(/No connection/);
    up = true;
    await click(".o_skp_retry");
    await settle();
    expect(".o_skp_pending").toHaveCount(0);
});

test("an entry is edited in place and closes only when it is saved", async () => {
    let answer = () => ({ conflict: "Dari jendela lain" });
    await startPage({
        save: (params) => answer(params),
        "progress/card": () => ({ id: 5, html: entry(5, "Digabung") }),
    });
    await click(".o_skp_edit_entry");
    expect(".o_skp_entry_fields").not.toHaveClass("d-none");
    await click("[data-skp-field=name]");
    await edit("Dari sini");
    await click(".o_skp_close_entry");
    await settle();
    expect(queryText(".o_skp_field_error")).toMatch(/Dari jendela lain/);
    expect("[data-skp-field=name]").toHaveValue("Dari sini");
    answer = ({ value }) => ({ value });
    await click(".o_skp_keep_mine");
    await settle();
    await click(".o_skp_close_entry");
    await settle();
    expect.verifySteps(["save", "save", "progress/card"]);
    expect(".o_skp_entry_text").toHaveText("Digabung");
    expect(queryAll(".o_skp_entry_fields.d-none")).toHaveLength(2);
});

test("a mark is set by one tap, and stays where it was if that is refused", async () => {
    let answer = () => ({ error: "Rencana sudah ditutup" });
    await startPage({ "progress/mark": ({ mark }) => answer(mark) });
    await click("[data-mark=at_risk]");
    await settle();
    expect(".o_skp_mark_error").toHaveText("Rencana sudah ditutup");
    expect(".o_skp_set_mark.active").toHaveAttribute("data-mark", "not_started");
    answer = (mark) => expect.step(mark) || {};
    await click("[data-mark=at_risk]");
    await settle();
    expect.verifySteps(["progress/mark", "progress/mark", "at_risk"]);
    expect(".o_skp_set_mark.active").toHaveAttribute("data-mark", "at_risk");
});
