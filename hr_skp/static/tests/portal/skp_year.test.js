import { setupInteractionWhiteList, startInteractions } from "@web/../tests/public/helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryOne } from "@odoo/hoot-dom";

setupInteractionWhiteList("hr_skp.skp_year");
describe.current.tags("interaction_dev");

test("a monthly year is scrolled to the month of today", async () => {
    const steps = [...Array(14).keys()].map(
        (month) =>
            `<li class="${month === 10 ? "o_skp_step_current" : ""}" style="flex: 0 0 60px">${month}</li>`
    );
    await startInteractions(
        `<ol class="o_skp_steps" style="display: flex; width: 300px; overflow-x: auto">${steps.join("")}</ol>`
    );
    const strip = queryOne(".o_skp_steps").getBoundingClientRect();
    const current = queryOne(".o_skp_step_current").getBoundingClientRect();
    expect(current.left).toBeGreaterThan(strip.left);
    expect(current.right).toBeLessThan(strip.right);
});
