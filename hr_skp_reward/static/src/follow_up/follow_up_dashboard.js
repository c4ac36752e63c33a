import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DashboardChart } from "@hr_skp_evaluation/dashboard/dashboard_chart";

/**
 * A table of numbers, each of which opens the list of what it counts: rows and columns are codes
 * of two selections of one model.
 */
export class CountTable extends Component {
    static template = "hr_skp_reward.CountTable";
    static props = { head: String, table: Object, late: { type: Array, optional: true } };
    static defaultProps = { late: [] };

    setup() {
        this.action = useService("action");
        this.format = formatInteger;
    }

    /** Only columns in which there is something, so that the others do not hide it. */
    get columns() {
        const { columns, rows } = this.props.table;
        return columns
            .map((column, index) => ({ ...column, index }))
            .filter(({ index }) => rows.some((row) => row.counts[index]));
    }

    open(row, column) {
        const { model, domain, row_field, column_field } = this.props.table;
        this.action.doAction({
            type: "ir.actions.act_window",
            name: `${row.label} · ${column.label}`,
            res_model: model,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [...domain, [row_field, "=", row.code], [column_field, "=", column.code]],
        });
    }
}

/** What followed from a year: awards, eligibility, predicates, allowance; for few, cases. */
export class FollowUpDashboard extends Component {
    static template = "hr_skp_reward.FollowUpDashboard";
    static components = { CountTable, DashboardChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, busy: false });
        this.format = formatInteger;
        // Back from a list one finds the year that one looked at.
        useSetupAction({ getLocalState: () => ({ year: this.data.year }) });
        onWillStart(() => this.load(this.props.state?.year));
    }

    get data() {
        return this.state.data;
    }

    async load(year = false) {
        this.state.busy = true;
        try {
            this.state.data = await this.orm.call(
                "hr.skp.follow.up.dashboard",
                "get_dashboard",
                [],
                { year }
            );
        } finally {
            this.state.busy = false;
        }
    }

    chooseYear(ev) {
        return this.load(Number(ev.target.value));
    }

    print() {
        window.print();
    }

    openAction(action) {
        return this.action.doAction(action);
    }

    openCase(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "hr.skp.sanction",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    openPredicate(year, predicate) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: `${year} · ${predicate.label}`,
            res_model: "hr.skp.predicate.history",
            views: [[false, "list"]],
            domain: [
                ["year", "=", year],
                ["predicate", "=", predicate.code],
            ],
        });
    }

    get trend() {
        const { years, predicates } = this.data.trend;
        const people = years.map((_year, i) => predicates.reduce((sum, p) => sum + p.counts[i], 0));
        return {
            labels: years.map((year, i) => `${year} (${formatInteger(people[i])})`),
            datasets: predicates.map(({ code, label, counts }) => ({
                label,
                colour: code,
                data: counts.map((count, i) => Math.round((100 * count) / people[i])),
            })),
        };
    }

    stepLabel(row) {
        return this.data.cases.rows.find(({ code }) => code === row.step)?.label || "";
    }

    daysLeft(row) {
        if (row.standing === "paused") {
            return _t("paused");
        }
        if (row.days_left < 0) {
            return _t("%s days over", -row.days_left);
        }
        return row.days_left ? _t("%s days left", row.days_left) : _t("today");
    }

    percent(row) {
        return row.total ? Math.round((100 * row.count) / row.total) : 100;
    }
}

registry.category("actions").add("hr_skp_reward.follow_up_dashboard", FollowUpDashboard);
