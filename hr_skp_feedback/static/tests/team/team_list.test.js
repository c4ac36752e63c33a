import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

class HrSkp extends models.Model {
    _name = "hr.skp";
    employee_name = fields.Char();
    note = fields.Char();
    unit = fields.Char();
    _records = [{ id: 1, employee_name: "Ani", note: "Baru", unit: "Seksi" }];
}

defineMailModels();
defineModels([HrSkp]);

test("tiles count what waits, and a click opens just that list", async () => {
    onRpc("hr.skp", "get_team_tiles", () => [
        { code: "to_agree", label: "To agree", count: 2, domain: [["id", "=", 7]], tone: "info" },
        { code: "late", label: "Late", count: 0, domain: [], tone: "danger" },
    ]);
    mockService("action", {
        loadAction: (xmlid) => ({ xmlid, context: { search_default_current_period: 1 } }),
        doAction: (action) => expect.step(action),
    });
    await mountView({
        type: "list",
        resModel: "hr.skp",
        arch: `<list js_class="skp_team_list"><field name="employee_name"/></list>`,
    });
    expect(queryAllTexts(".o_skp_tile")).toEqual(["2\nTo agree", "0\nLate"]);
    expect(".o_data_row").toHaveCount(1);
    await contains("[data-tile=to_agree]").click();
    expect.verifySteps([
        {
            xmlid: "hr_skp.hr_skp_action_team",
            name: "To agree",
            domain: [["id", "=", 7]],
            context: {},
        },
    ]);
});

test("a hidden column is loaded when it is shown, and from then on", async () => {
    onRpc("hr.skp", "get_team_tiles", () => []);
    onRpc("hr.skp", "web_search_read", ({ kwargs }) => {
        expect.step(Object.keys(kwargs.specification).sort().join());
    });
    const view = {
        type: "list",
        resModel: "hr.skp",
        arch: `
            <list js_class="skp_team_list">
                <field name="employee_name"/>
                <field name="unit" optional="show"/>
                <field name="note" optional="hide"/>
            </list>`,
    };
    await mountView(view);
    expect.verifySteps(["employee_name,unit"]);
    expect(queryAllTexts(".o_data_cell")).toEqual(["Ani", "Seksi"]);
    await contains(".o_optional_columns_dropdown .dropdown-toggle").click();
    await contains(".o-dropdown--menu .dropdown-item:contains(Note)").click();
    expect.verifySteps(["employee_name,note,unit"]);
    expect(queryAllTexts(".o_data_cell")).toEqual(["Ani", "Seksi", "Baru"]);
    await contains(".o-dropdown--menu .dropdown-item:contains(Unit)").click();
    expect(queryAllTexts(".o_data_cell")).toEqual(["Ani", "Baru"]);
    await mountView(view);
    expect.verifySteps(["employee_name,note"]);
});
