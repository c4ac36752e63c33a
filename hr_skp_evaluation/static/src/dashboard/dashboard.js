import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { DashboardChart } from "./dashboard_chart";

/**
 * The dashboard of evaluation: completeness, predicates, pattern, trend, clocks.
 * It draws what the server counted for the user; every number opens the list of what it counts.
 */
export class SkpDashboard extends Component {
    static template = "hr_skp_evaluation.Dashboard";
    static components = { DashboardChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const { term_id = false, unit_id = false } = this.props.state || {};
        this.state = useState({ data: null, busy: false });
        this.format = formatInteger;
        // Back from a list one finds what one looked at.
        useSetupAction({
            getLocalState: () => ({ term_id: this.data.term_id, unit_id: this.unitId }),
        });
        onWillStart(() => this.load(term_id, unit_id));
    }

    get data() {
        return this.state.data;
    }

    get unitId() {
        return this.data.path?.at(-1)?.id || false;
    }

    async load(termId, unitId) {
        this.state.busy = true;
        try {
            this.state.data = await this.orm.call("hr.skp.dashboard", "get_dashboard", [], {
                term_id: termId,
                unit_id: unitId,
            });
        } finally {
            this.state.busy = false;
        }
    }

    chooseTerm(ev) {
        return this.load(Number(ev.target.value), this.unitId);
    }

    chooseUnit(unitId) {
        return this.load(this.data.term_id, unitId);
    }

    print() {
        window.print();
    }

    /** The rows behind the numbers, as a workbook. */
    openRecap() {
        return this.action.doAction("hr_skp_evaluation.hr_skp_evaluation_recap_action", {
            additionalContext: {
                default_term_id: this.data.term_id,
                default_department_id: this.unitId,
            },
        });
    }

    // Lists ------------------------------------------------------------------------

    openAction(action) {
        return action && this.action.doAction(action);
    }

    openList(name, ...conditions) {
        return this.openAction({
            type: "ir.actions.act_window",
            name,
            res_model: "hr.skp.evaluation",
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
            domain: [...this.data.domain, ...conditions.flat()],
        });
    }

    get ofTerm() {
        return [["term_id", "=", this.data.term_id]];
    }

    openStep(unit, step) {
        this.openList(
            `${unit.name} · ${step.label}`,
            this.ofTerm,
            [["state", "in", step.states]],
            unit.domain
        );
    }

    openLate(unit) {
        this.openList(`${unit.name} · ${_t("Late")}`, this.ofTerm, [["is_late", "=", true]], unit.domain);
    }

    openUnit(unit) {
        this.openList(unit.name, this.ofTerm, unit.domain);
    }

    openHeat(unit, term) {
        this.openList(
            `${unit.name} · ${term.name}`,
            [
                ["term_id", "=", term.id],
                ["predicate", "!=", false],
            ],
            unit.domain
        );
    }

    openQuadrant(cell, results, behaviour) {
        if (cell.count) {
            this.openList(`${results.label} × ${behaviour.label}`, this.ofTerm, [
                ["predicate", "!=", false],
                ["result_rating", "=", results.code],
                ["behaviour_rating", "=", behaviour.code],
            ]);
        }
    }

    openPredicate(termId, predicate) {
        this.openList(predicate.label, [
            ["term_id", "=", termId],
            ["predicate", "=", predicate.code],
        ]);
    }

    openClock(panel, row) {
        this.openAction({ ...panel.action, name: row.name, domain: row.domain });
    }

    // What is drawn -------------------------------------------------------------------

    get term() {
        return this.data.terms.find((term) => term.id === this.data.term_id);
    }

    share(count, total) {
        return total ? Math.round((100 * count) / total) : 0;
    }

    stepCount(unit, step) {
        return unit.steps[step.code] || 0;
    }

    get total() {
        const total = {
            name: _t("Total"),
            is_total: true,
            domain: [],
            steps: {},
            late: 0,
            total: 0,
            terms: {},
        };
        for (const unit of this.data.units) {
            total.late += unit.late;
            total.total += unit.total;
            this.addUp(total.steps, unit.steps);
            for (const [term, counts] of Object.entries(unit.terms)) {
                this.addUp((total.terms[term] ??= {}), counts);
            }
        }
        return total;
    }

    addUp(sum, counts) {
        for (const [key, count] of Object.entries(counts)) {
            sum[key] = (sum[key] || 0) + count;
        }
    }

    get unitsAndTotal() {
        const { units } = this.data;
        return units.length > 1 ? [...units, this.total] : units;
    }

    /** The predicate that most have, its share, and all in words for the pointer. */
    heat(unit, term) {
        const counts = unit.terms[term.id] || {};
        const people = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const found = this.data.predicates.filter(({ code }) => counts[code]);
        const first = found.reduce(
            (best, one) => (best && counts[best.code] >= counts[one.code] ? best : one),
            null
        );
        return {
            people,
            predicate: first,
            share: first ? this.share(counts[first.code], people) : 0,
            words: found.map(({ code, label }) => `${label}: ${counts[code]}`).join("\n"),
        };
    }

    quadrant(results, behaviour) {
        return (
            this.data.quadrant.find(
                (cell) =>
                    cell.result_rating === results.code && cell.behaviour_rating === behaviour.code
            ) || { count: 0 }
        );
    }

    get trend() {
        const { terms } = this.total;
        const columns = this.data.period_terms.filter((term) => terms[term.id]);
        const people = columns.map((term) =>
            Object.values(terms[term.id]).reduce((sum, count) => sum + count, 0)
        );
        return {
            terms: columns,
            labels: columns.map((term) => term.name),
            datasets: this.data.predicates.map(({ code, label }) => ({
                label,
                colour: code,
                data: columns.map((term, i) => this.share(terms[term.id][code] || 0, people[i])),
            })),
        };
    }

    get spread() {
        const { counts, expected } = this.data.distribution;
        const { predicates } = this.data;
        return {
            labels: predicates.map(({ label }) => label),
            datasets: [
                {
                    label: _t("Actual"),
                    colours: predicates.map(({ code }) => code),
                    data: predicates.map(({ code }) => counts[code] || 0),
                },
                {
                    label: _t("Expected by the patterns"),
                    colour: "expected",
                    line: true,
                    data: predicates.map(({ code }) => expected[code]),
                },
            ],
        };
    }

    waitingKind(row) {
        return row.kind === "unit_leader" ? _t("performance of the unit") : _t("for the rating");
    }

    day(row) {
        return row.day ? formatDate(deserializeDate(row.day)) : "";
    }

    daysLeft(row) {
        if (row.days_left < 0) {
            return _t("%s days over", -row.days_left);
        }
        return row.days_left ? _t("%s days left", row.days_left) : _t("today");
    }
}

registry.category("actions").add("hr_skp_evaluation.dashboard", SkpDashboard);
