import { setupInteractionWhiteList, startInteractions } from "@web/../tests/public/helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { click, edit, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";

setupInteractionWhiteList("hr_skp.skp_dialogue");
describe.current.tags("interaction_dev");

const PAGE = `
    <div class="o_skp_dialogue" data-plan-id="8" data-dialogue-id="5" data-user-id="7">
        <div class="o_skp_orphans d-none"></div>
        <label>
            <textarea data-skp-field="notes" data-kind="dialogue" data-id="5" data-base="Semula">Semula</textarea>
        </label>
        <div class="o_skp_bar">
            <span class="o_skp_status"></span><a class="o_skp_login d-none">Log in</a>
            <form class="o_skp_form" action="/confirm"><button type="submit">Confirm</button></form>
        </div>
    </div>`;

/** Start the page; what is saved and submitted are steps. */
async function startPage(answer) {
    patchWithCleanup(rpc, {
        async _rpc(url, params) {
            if (!url.startsWith("/my/skp/8/")) {
                return super._rpc(...arguments);
            }
            expect.step(`save ${params.value}`);
            return answer(params);
        },
    });
    patchWithCleanup(HTMLFormElement.prototype, {
        submit() {
            expect.step("submit");
        },
    });
    await startInteractions(PAGE);
    queryOne("form").addEventListener("submit", (ev) => {
        if (!ev.defaultPrevented) {
            ev.preventDefault();
            expect.step("submit at once");
        }
    });
}

test("a step waits until what was typed has arrived", async () => {
    const arrived = new Deferred();
    await startPage(({ value }) => arrived.then(() => ({ value })));
    await click("textarea");
    await edit("Sepakat");
    await click("button");
    await animationFrame();
    expect.verifySteps(["save Sepakat"]);
    arrived.resolve();
    await animationFrame();
    expect.verifySteps(["submit"]);
});

test("with nothing typed the step is taken at once", async () => {
    await startPage(({ value }) => ({ value }));
    await click("button");
    await animationFrame();
    expect.verifySteps(["submit at once"]);
});

test("without a connection the step is not taken, and the text is kept", async () => {
    await startPage(() => {
        throw new ConnectionLostError("/my/skp/8/save");
    });
    await click("textarea");
    await edit("Sepakat");
    await click("button");
    await animationFrame();
    // When the field is left, and again with the step.
    expect.verifySteps(["save Sepakat", "save Sepakat"]);
    expect(".o_skp_field_error").toHaveCount(1);
    expect(localStorage.getItem("hr_skp:7:dialogue-5:dialogue:5:notes")).toInclude("Sepakat");
});
