import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getReportUrl } from "@web/webclient/actions/reports/utils";

const SKP_REPORT_TYPES = ["skp-pdf", "skp-xlsx"];

/**
 * Downloads an official document from the Print menu; other reports are left to Odoo.
 *
 * @param {Object} action the report action
 * @param {Object} options
 * @param {Object} env
 * @returns {Promise<boolean>} whether the action was ours
 */
export async function skpReportHandler(action, options, env) {
    if (!SKP_REPORT_TYPES.includes(action.report_type)) {
        return false;
    }
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([
                    getReportUrl(action, action.report_type, user.context),
                    action.report_type,
                ]),
                context: JSON.stringify(user.context),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("skp_report_handler", skpReportHandler);
