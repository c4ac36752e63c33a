import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { exportAllItem } from "@web/views/list/export_all/export_all";

const OURS = ["hr.skp.feedback", "hr.skp.progress"];

/** Whoever reads achievements and feedback takes them along, also without Odoo's right to export. */
registry.category("cogMenu").add("skp-export-menu", {
    ...exportAllItem,
    isDisplayed: async (env) =>
        OURS.includes(env.searchModel?.resModel) &&
        ["kanban", "list"].includes(env.config.viewType) &&
        !env.model.root.selection.length &&
        !(await user.hasGroup("base.group_allow_export")),
});
