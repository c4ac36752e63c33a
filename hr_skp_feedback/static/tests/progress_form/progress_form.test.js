import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

class Progress extends models.Model {
    _name = "hr.skp.progress";
    name = fields.Text();
    edit_base = fields.Char();
    _records = [{ id: 1, name: "Semula", edit_base: "abc" }];
}

defineMailModels();
defineModels([Progress]);

const ARCH = `
    <form js_class="skp_progress_form">
        <field name="edit_base" invisible="1"/>
        <field name="name"/>
    </form>`;

test("what the entry was when it was opened goes along with what is changed", async () => {
    onRpc("web_save", ({ args }) => {
        expect.step(args[1]);
    });
    await mountView({ type: "form", resModel: "hr.skp.progress", resId: 1, arch: ARCH });
    await contains("[name=name] textarea").edit("Diubah");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect.verifySteps([{ name: "Diubah", edit_base: "abc" }]);
});

test("a new entry has no base", async () => {
    onRpc("web_save", ({ args }) => {
        expect.step(args[1]);
    });
    await mountView({ type: "form", resModel: "hr.skp.progress", arch: ARCH });
    await contains("[name=name] textarea").edit("Baru");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect.verifySteps([{ name: "Baru", edit_base: false }]);
});
