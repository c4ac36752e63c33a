import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import {
    contains,
    defineActions,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

class Plan extends models.Model {
    _name = "hr.skp";
    name = fields.Char();
    _records = [{ id: 1, name: "Rina" }];
    _views = { list: `<list><field name="name"/></list>` };
}

class Other extends models.Model {
    _name = "other";
    name = fields.Char();
    _records = [{ id: 1, name: "x" }];
    _views = { list: `<list><field name="name"/></list>` };
}

defineMailModels();
defineModels([Plan, Other]);
const list = { type: "ir.actions.act_window", views: [[false, "list"]] };
defineActions([
    { ...list, id: 7, name: "My team", res_model: "hr.skp" },
    { ...list, id: 8, name: "Other", res_model: "other" },
]);

test("the list of plans offers the import of results", async () => {
    await mountWithCleanup(WebClient);
    await getService("action").doAction(7);
    mockDoAction();
    await contains(".o_cp_action_menus .dropdown-toggle").click();
    await contains(".o_skp_import_menu").click();
    expect.verifySteps(["hr_skp.hr_skp_result_import_action_open"]);
});

test("other lists do not", async () => {
    await mountWithCleanup(WebClient);
    await getService("action").doAction(8);
    await contains(".o_cp_action_menus .dropdown-toggle").click();
    expect(".o_export_all_menu").toHaveCount(1);
    expect(".o_skp_import_menu").toHaveCount(0);
});

function mockDoAction() {
    getService("action").doAction = (action) => expect.step(action);
}
