import { expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Work extends models.Model {
    _name = "work";
    name = fields.Char();
    is_busy = fields.Boolean();
    _records = [{ id: 1, name: "Opening", is_busy: true }];
}

defineMailModels();
defineModels([Work]);

async function mountWork() {
    onRpc("work", "web_read", () => {
        expect.step("read");
    });
    await mountView({
        type: "form",
        resModel: "work",
        resId: 1,
        arch: `<form><field name="name"/><widget name="skp_auto_reload" field="is_busy"/></form>`,
    });
    expect.verifySteps(["read"]);
}

async function wait() {
    await advanceTime(3000);
    await animationFrame();
}

test("the record is read again while the work goes on, and no more afterwards", async () => {
    await mountWork();
    expect(".fa-spinner").toHaveCount(1);
    await wait();
    expect.verifySteps(["read"]);
    MockServer.env["work"].write([1], { is_busy: false });
    await wait();
    expect.verifySteps(["read"]);
    expect(".fa-spinner").toHaveCount(0);
    await wait();
    expect.verifySteps([]);
});

test("what is being typed is not thrown away", async () => {
    await mountWork();
    await contains("[name=name] input").edit("Opening 2026", { confirm: false });
    await wait();
    expect.verifySteps([]);
    expect("[name=name] input").toHaveValue("Opening 2026");
});
