import { describe, expect, test } from "@odoo/hoot";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

class HrSkpResult extends models.Model {
    _name = "hr.skp.result";
    name = fields.Char();
    _records = [{ id: 1, name: "Layanan" }];
}

class HrSkpProgress extends models.Model {
    _name = "hr.skp.progress";
    name = fields.Char();
    result_id = fields.Many2one({ relation: "hr.skp.result" });
}

defineMailModels();
defineModels([HrSkpResult, HrSkpProgress]);

const view = () => ({
    type: "kanban",
    resModel: "hr.skp.progress",
    arch: `
        <kanban js_class="skp_progress_kanban" default_group_by="result_id" group_create="0" quick_create="0">
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
    noContentHelp: "Record your first achievement",
});

test("who has achieved nothing yet reads what to do", async () => {
    await mountView(view());
    expect(".o_view_nocontent").toHaveText("Record your first achievement");
});

test("with achievements there is no such text", async () => {
    HrSkpProgress._records = [{ id: 1, name: "Selesai", result_id: 1 }];
    await mountView(view());
    expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(1);
    expect(".o_view_nocontent").toHaveCount(0);
});
