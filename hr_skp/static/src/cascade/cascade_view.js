import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { HierarchyController } from "@web_hierarchy/hierarchy_controller";
import { HierarchyModel } from "@web_hierarchy/hierarchy_model";
import { hierarchyView } from "@web_hierarchy/hierarchy_view";

/** As many as the server sends at once (hierarchy_read of hr.skp.cascade.node). */
const MAX_CARDS = 200;

/** The tree starts where the reader's own view of the agency starts. */
export class CascadeModel extends HierarchyModel {
    get defaultDomain() {
        return [["is_top", "=", true]];
    }

    async _loadData(config, reload) {
        const nodes = await super._loadData(config, reload);
        if (nodes.length >= MAX_CARDS) {
            this.notification.add(
                _t("Only the first %s are shown. Search for less, or use the list.", MAX_CARDS),
                { type: "info" }
            );
        }
        return nodes;
    }
}

/** A card opens what it stands for: the plan, the result or the objective. */
export class CascadeController extends HierarchyController {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.action = useService("action");
    }

    async openRecord(node, newWindow) {
        const action = await this.orm.call(this.props.resModel, "action_open", [node.resId]);
        return this.action.doAction(action, { newWindow });
    }
}

registry.category("views").add("skp_cascade", {
    ...hierarchyView,
    Controller: CascadeController,
    Model: CascadeModel,
});
