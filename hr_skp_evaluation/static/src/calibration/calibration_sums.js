import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { DistributionBars, PREDICATES } from "../rating/rating_parts";

/** The patterns of the units beside what there is; they follow a card that is being moved. */
export class CalibrationPatterns extends Component {
    static template = "hr_skp_evaluation.CalibrationPatterns";
    static components = { DistributionBars };
    static props = { summary: Object, labels: Object };

    setup() {
        this.summary = useState(this.props.summary);
    }

    unitPredicate(pattern) {
        return _t("Predicate of the unit: %s", pattern.predicate);
    }

    beyond(pattern) {
        return _t("%s of them are not on this board.", pattern.beyond);
    }
}

/** One row an evaluator: his people by predicate, and in a word how he compares. */
export class CalibrationEvaluators extends Component {
    static template = "hr_skp_evaluation.CalibrationEvaluators";
    static props = { summary: Object, labels: Object };

    setup() {
        this.summary = useState(this.props.summary);
    }

    segments(row) {
        return PREDICATES.filter((code) => row.counts[code]).map((code) => ({
            code,
            count: row.counts[code],
            title: `${this.props.labels[code]}: ${row.counts[code]}`,
        }));
    }

    get hasMissing() {
        return this.summary.evaluators.some((row) => row.missing);
    }

    verdict(standing) {
        if (!standing) {
            return "";
        }
        const words = {
            lenient: _t("More lenient"),
            even: _t("In line"),
            strict: _t("Stricter"),
            few: _t("Too few people"),
            alone: _t("Nothing to compare with"),
        };
        return words[standing.verdict];
    }

    figure(standing) {
        if (!standing || standing.difference === false || standing.verdict === "few") {
            return "";
        }
        const sign = standing.difference > 0 ? "+" : standing.difference < 0 ? "−" : "±";
        return sign + formatFloat(Math.abs(standing.difference), { digits: [16, 1] });
    }
}
