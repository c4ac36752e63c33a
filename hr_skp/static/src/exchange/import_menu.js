import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { STATIC_ACTIONS_GROUP_NUMBER } from "@web/search/action_menus/action_menus";
import { Component } from "@odoo/owl";

/** ⚙ ▸ Import results, on the lists of plans: it needs no plan chosen first. */
export class SkpImportMenu extends Component {
    static template = "hr_skp.ImportMenu";
    static components = { DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
    }

    open() {
        return this.action.doAction("hr_skp.hr_skp_result_import_action_open");
    }
}

export const skpImportItem = {
    Component: SkpImportMenu,
    groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
    isDisplayed: (env) =>
        env.searchModel?.resModel === "hr.skp" &&
        env.config.actionType === "ir.actions.act_window" &&
        ["kanban", "list"].includes(env.config.viewType),
};

registry.category("cogMenu").add("skp-import-results", skpImportItem, { sequence: 5 });
