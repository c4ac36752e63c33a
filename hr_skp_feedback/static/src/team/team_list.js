import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { extractFieldsFromArchInfo } from "@web/model/relational_model/utils";
import { ListController } from "@web/views/list/list_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** What waits for the leader, as numbers above the list of his people; each opens its list. */
export class SkpTeamTiles extends Component {
    static template = "hr_skp_feedback.SkpTeamTiles";
    /** the rows below: numbers are counted anew whenever the list is */
    static props = { records: Array };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ tiles: [] });
        onWillStart(() => this.load());
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.state.tiles = await this.orm.call("hr.skp", "get_team_tiles", []);
    }

    async open(tile) {
        const action = await this.action.loadAction("hr_skp.hr_skp_action_team");
        // The number counts every year: no filter of the action's own.
        this.action.doAction({ ...action, name: tile.label, domain: tile.domain, context: {} });
    }
}

/** Under which the browser keeps what columns the reader shows, whether they were loaded or not. */
function getViewKey(resModel, viewId) {
    return [resModel, "list", viewId].join(",");
}

/** Does not ask the server for the columns that are hidden: half of them have to be counted. */
export class SkpTeamListController extends ListController {
    get modelParams() {
        const params = super.modelParams;
        const key = getViewKey(this.props.resModel, this.env.config.viewId);
        const shown = browser.localStorage.getItem(`optional_fields,${key}`)?.split(",");
        for (const { name, optional } of this.archInfo.columns) {
            if (optional && !(shown ? shown.includes(name) : optional === "show")) {
                delete params.config.activeFields[name];
            }
        }
        return params;
    }
}

export class SkpTeamListRenderer extends ListRenderer {
    static template = "hr_skp_feedback.SkpTeamListRenderer";
    static components = { ...ListRenderer.components, SkpTeamTiles };

    createViewKey() {
        return getViewKey(this.props.list.resModel, this.env.config.viewId);
    }

    /** Load a column when it is shown for the first time. */
    async toggleOptionalField(fieldName) {
        const { archInfo, list } = this.props;
        if (!(fieldName in list.activeFields)) {
            const { activeFields } = extractFieldsFromArchInfo(archInfo, list.fields);
            list.activeFields[fieldName] = activeFields[fieldName];
            await list.model.load();
        }
        return super.toggleOptionalField(fieldName);
    }
}

registry.category("views").add("skp_team_list", {
    ...listView,
    Controller: SkpTeamListController,
    Renderer: SkpTeamListRenderer,
});
