import { expect, test } from "@odoo/hoot";
import {
    defineActions,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { WebClient } from "@web/webclient/webclient";

import { skpReportHandler } from "@hr_skp/report/skp_report_handler";

class Plan extends models.Model {
    _name = "plan";
    name = fields.Char();
    _records = [{ id: 1, name: "Rina" }];
    _views = { form: `<form><field name="name"/></form>` };
}

defineModels([Plan]);
defineActions([
    {
        id: 7,
        name: "SKP (PDF)",
        model: "plan",
        report_name: "hr_skp.plan_pdf",
        report_type: "skp-pdf",
        type: "ir.actions.report",
    },
]);

test("an official document is downloaded through Odoo's own route", async () => {
    patchWithCleanup(download, {
        _download: (options) => {
            expect.step(options.url);
            const [url, type] = JSON.parse(options.data.data);
            expect(url).toBe("/report/skp-pdf/hr_skp.plan_pdf/1,2");
            expect(type).toBe("skp-pdf");
            expect(JSON.parse(options.data.context)).toEqual(user.context);
            return Promise.resolve();
        },
    });
    onRpc("/report/check_wkhtmltopdf", () => {
        expect.step("wkhtmltopdf is asked for");
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction(7, {
        additionalContext: { active_ids: [1, 2] },
        onClose: () => expect.step("close"),
    });
    expect.verifySteps(["/report/download", "close"]);
});

test("the screen is released when a document cannot be made", async () => {
    patchWithCleanup(download, {
        _download: () => Promise.reject(new Error("refused")),
    });
    await mountWithCleanup(WebClient);
    const env = { services: { ui: getService("ui") } };
    const action = { report_type: "skp-pdf", report_name: "hr_skp.plan_pdf", context: {} };
    await expect(skpReportHandler(action, {}, env)).rejects.toThrow("refused");
    expect(env.services.ui.isBlocked).toBe(false);
});

test("other reports are left to Odoo", async () => {
    patchWithCleanup(download, { _download: () => expect.step("download") });
    const handled = await skpReportHandler({ report_type: "qweb-pdf" }, {}, {});
    expect(handled).toBe(false);
    expect.verifySteps([]);
    expect(registry.category("ir.actions.report handlers").contains("skp_report_handler")).toBe(
        true
    );
});
