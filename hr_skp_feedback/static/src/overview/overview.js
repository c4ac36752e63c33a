import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const TABS = [
    { code: "all", label: _t("All on one page"), columns: ["plan", "progress", "feedback"] },
    { code: "plan", label: _t("Plan"), columns: ["plan"] },
    { code: "progress", label: _t("Achievements"), columns: ["progress"] },
    { code: "feedback", label: _t("Feedback"), columns: ["feedback"] },
    { code: "development", label: _t("Development"), columns: [] },
];

/**
 * The year of one person: the same results down the side whatever the tab, beside each what was
 * agreed, achieved and said. J and K step through the people whom one evaluates.
 */
export class SkpOverview extends Component {
    static template = "hr_skp_feedback.SkpOverview";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.tabs = TABS;
        this.state = useState({ tab: "all", data: null });
        onWillStart(() => this.load(this.getPlanId()));
        useExternalListener(window, "keydown", (event) => this.onKeydown(event));
    }

    /** After a reload of the page only the address remembers whose year it is. */
    getPlanId() {
        const { params, context } = this.props.action;
        return params?.skp_id || context?.active_id || this.props.resId;
    }

    async load(planId) {
        if (!planId) {
            return;
        }
        this.state.data = await this.orm.call("hr.skp", "get_overview", [planId]);
        this.env.config.setDisplayName(this.state.data.person.name);
        this.props.updateActionState?.({ active_id: planId, resId: planId });
    }

    get columns() {
        return TABS.find((tab) => tab.code === this.state.tab).columns;
    }

    get rows() {
        const { rows } = this.state.data;
        // Nothing is achieved of a behaviour: on that tab it would be an empty row.
        return this.state.tab === "progress" ? rows.filter((row) => row.kind === "result") : rows;
    }

    has(column) {
        return this.columns.includes(column);
    }

    count(tab) {
        const { rows, development } = this.state.data;
        if (tab === "development") {
            return development.length;
        }
        if (tab !== "progress" && tab !== "feedback") {
            return 0;
        }
        return rows.reduce((total, row) => total + row[tab].length, 0);
    }

    date(value) {
        return value ? formatDate(deserializeDate(value)) : "";
    }

    onKeydown(event) {
        const typing = event.target.closest("input, textarea, [contenteditable=true], .modal");
        const step = { j: "next", k: "previous" }[event.key];
        if (step && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            this.step(step);
        }
    }

    step(direction) {
        return this.load(this.state.data?.[direction]);
    }

    async give(row = null) {
        const { skp_id, employee_id } = this.state.data.person;
        const context = { default_skp_id: skp_id, default_employee_id: employee_id };
        if (row?.kind === "result") {
            context.default_result_id = row.id;
        }
        if (row?.kind === "behaviour") {
            context.default_core_value_id = row.core_value_id;
        }
        const action = await this.action.loadAction("hr_skp_feedback.hr_skp_feedback_action_give");
        await this.action.doAction({ ...action, context }, { onClose: () => this.load(skp_id) });
    }

    /** Opens beside the page, not instead of it: what one compares stays in sight. */
    open(model, id) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: model,
                res_id: id,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.load(this.state.data.person.skp_id) }
        );
    }
}

registry.category("actions").add("hr_skp_overview", SkpOverview);
