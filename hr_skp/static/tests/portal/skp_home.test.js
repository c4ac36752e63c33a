import { setupInteractionWhiteList, startInteractions } from "@web/../tests/public/helpers";
import { onRpc } from "@web/../tests/web_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { click, queryAll } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";

setupInteractionWhiteList(["hr_skp.skp_home", "hr_skp.skp_year"]);
describe.current.tags("interaction_dev");

const PAGE = `
    <div class="o_skp_content placeholder-glow" data-url="/my/skp/content?page=2" aria-busy="true">
        <span class="placeholder"></span>
    </div>`;
const CONTENT = `
    <div class="o_skp_home">
        <section class="o_skp_tasks"><a data-task="propose">Propose</a></section>
        <section><ol class="o_skp_steps"><li class="o_skp_step_current">Plan</li></ol></section>
    </div>`;

/** Start the page with a server that gives these answers, one a request. */
async function startPage(...answers) {
    onRpc("/my/skp/content", (request) => {
        expect.step(new URL(request.url).search);
        return answers.shift()();
    });
    await startInteractions(PAGE);
    await animationFrame();
}
const content = () => new Response(CONTENT, { headers: { "Content-Type": "text/html" } });
const failure = () => new Response("", { status: 502 });

test("what was fetched takes the place of the frame", async () => {
    await startPage(content);
    expect.verifySteps(["?page=2"]);
    expect(".placeholder").toHaveCount(0);
    expect(".o_skp_content").not.toHaveAttribute("aria-busy");
    expect(queryAll(".o_skp_home > *")).toHaveLength(2);
    expect("[data-task=propose]").toHaveCount(1);
});

test("without an answer the page says so and tries again when asked", async () => {
    await startPage(failure, content);
    expect(".o_skp_content [role=alert]").toHaveCount(1);
    expect("[data-task]").toHaveCount(0);
    await click(".o_skp_again");
    await animationFrame();
    expect.verifySteps(["?page=2", "?page=2"]);
    expect(".o_skp_content [role=alert]").toHaveCount(0);
    expect("[data-task=propose]").toHaveCount(1);
});
