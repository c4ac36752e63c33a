import { expect, test } from "@odoo/hoot";
import { setInputFiles } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    MockServer,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

class Feedback extends models.Model {
    _name = "hr.skp.feedback";
    name = fields.Text();
    evidence_ids = fields.One2many({ relation: "ir.attachment", relation_field: "res_id" });
    _records = [{ id: 1, name: "Semula" }];
}

defineMailModels();
defineModels([Feedback]);

const ARCH = `
    <form>
        <field name="name"/>
        <field name="evidence_ids" widget="skp_evidence"/>
    </form>`;

async function attach(name) {
    await contains(".o_attach").click();
    await setInputFiles([new File(["x"], name, { type: "text/plain" })]);
    await animationFrame();
}

test("a file that is kept is linked to the entry when the form is saved", async () => {
    mockService("http", {
        post(route, { ufile, model }) {
            expect.step([route, model]);
            const ids = MockServer.env["ir.attachment"].create(
                ufile.map(({ name }) => ({ name, mimetype: "text/plain" }))
            );
            return JSON.stringify(MockServer.env["ir.attachment"].read(ids));
        },
    });
    onRpc("hr.skp.feedback", "web_save", ({ args }) => {
        expect.step(args[1].evidence_ids[0][0]);
    });
    await mountView({ type: "form", resModel: "hr.skp.feedback", resId: 1, arch: ARCH });
    await attach("notulen.txt");
    expect(".o_attachment").toHaveCount(1);
    await clickSave();
    expect.verifySteps([["/web/binary/upload_attachment", "hr.skp.feedback"], 4]);
});

test("a refused file is told in words, and what was typed stays", async () => {
    mockService("http", {
        post: () => JSON.stringify([{ error: "“x.exe” is a program, and is not kept." }]),
    });
    mockService("notification", {
        add: (message, options) => expect.step([message, options.type]),
    });
    await mountView({ type: "form", resModel: "hr.skp.feedback", resId: 1, arch: ARCH });
    await contains("[name=name] textarea").edit("Diketik", { confirm: false });
    await attach("x.exe");
    expect.verifySteps([["“x.exe” is a program, and is not kept.", "danger"]]);
    expect(".o_attachment").toHaveCount(0);
    expect("[name=name] textarea").toHaveValue("Diketik");
});
