import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** The ratings in the order of the keys 1, 2, 3. */
export const RATINGS = ["above", "as", "below"];
/** The axes of the quadrant as the regulation draws it: rows results, columns behaviour. */
export const ROWS = ["above", "as", "below"];
export const COLUMNS = ["below", "as", "above"];
export const PREDICATES = ["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang"];

/** The ratings in a word, where their full names would not fit; the full ones are the titles. */
export function shortLabels() {
    return { above: _t("Above"), as: _t("As expected"), below: _t("Below") };
}

/** Three buttons: above, as, below expectation. */
export class RatingButtons extends Component {
    static template = "hr_skp_evaluation.RatingButtons";
    static props = {
        value: { type: [String, Boolean], optional: true },
        suggested: { type: [String, Boolean], optional: true },
        labels: Object,
        readonly: { type: Boolean, optional: true },
        label: String,
        onChoose: Function,
    };

    get ratings() {
        const short = shortLabels();
        return RATINGS.map((code, index) => ({
            code,
            key: index + 1,
            label: short[code],
            title: this.props.labels[code],
            isChosen: this.props.value === code,
            isSuggested: this.props.suggested === code,
        }));
    }
}

/** The 3 × 3 quadrant with the person's place; where there is a choice, its cells are buttons. */
export class Quadrant extends Component {
    static template = "hr_skp_evaluation.Quadrant";
    static props = {
        cells: Object,
        labels: Object,
        ratings: Object,
        result: { type: [String, Boolean], optional: true },
        behaviour: { type: [String, Boolean], optional: true },
        onChoose: { type: Function, optional: true },
    };

    setup() {
        this.rows = ROWS;
        this.columns = COLUMNS;
        this.short = shortLabels();
    }

    code(row, column) {
        return this.props.cells[`${row}/${column}`];
    }

    choose(row, column) {
        this.props.onChoose?.(row, column);
    }

    isHere(row, column) {
        return this.props.result === row && this.props.behaviour === column;
    }

    get place() {
        const { result, behaviour } = this.props;
        const code = this.props.cells[`${result}/${behaviour}`];
        return code ? _t("Place: %s", this.props.labels[code]) : _t("No place yet");
    }
}

/** What a unit's predicate suggests for its people, beside what there is. */
export class DistributionBars extends Component {
    static template = "hr_skp_evaluation.DistributionBars";
    static props = { status: Object, labels: Object };

    get bars() {
        const { counts, curve, total } = this.props.status;
        return PREDICATES.map((code) => {
            const count = counts[code] || 0;
            return {
                code,
                label: this.props.labels[code],
                count,
                actual: total ? Math.round((100 * count) / total) : 0,
                pattern: curve[code] || 0,
            };
        });
    }
}

/** Remarks on a result, a behaviour or the whole, with the mark of what followed from each. */
export class SaidList extends Component {
    static template = "hr_skp_evaluation.SaidList";
    static props = { said: Array, onMark: Function };

    get marks() {
        return [
            { code: "none", label: _t("Nothing done") },
            { code: "partial", label: _t("In part") },
            { code: "full", label: _t("In full") },
        ];
    }
}
