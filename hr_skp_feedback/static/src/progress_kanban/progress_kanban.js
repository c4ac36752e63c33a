import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** Odoo leaves a kanban without groups blank where it is grouped by records: one could add some. */
export class SkpProgressKanbanRenderer extends KanbanRenderer {
    get showNoContentHelper() {
        const { groups, isGrouped } = this.props.list;
        return super.showNoContentHelper || (isGrouped && !groups.length);
    }
}

registry.category("views").add("skp_progress_kanban", {
    ...kanbanView,
    Renderer: SkpProgressKanbanRenderer,
});
