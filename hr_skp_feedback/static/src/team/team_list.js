import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
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

export class SkpTeamListRenderer extends ListRenderer {
    static template = "hr_skp_feedback.SkpTeamListRenderer";
    static components = { ...ListRenderer.components, SkpTeamTiles };
}

registry.category("views").add("skp_team_list", {
    ...listView,
    Renderer: SkpTeamListRenderer,
});
