import { groupBy } from "@web/core/utils/arrays";

/**
 * What is counted on the board, on plain cards. What the numbers mean the server says: the patterns
 * and the comparison of evaluators are rules of the regulation and ours, in one place there.
 *
 * A place is "results/behaviour", as in "above/as".
 */

export function placeOf(card) {
    return `${card.result}/${card.behaviour}`;
}

/**
 * Where a card is drawn and counted: where it is just being moved to, else where it is proposed to
 * be, if that is asked for, else where it is rated.
 *
 * @param {{asProposed: boolean, preview: {id: number, place: string}|null}} view
 */
export function shownPlace(card, { asProposed, preview }) {
    if (preview?.id === card.id) {
        return preview.place;
    }
    return asProposed && card.proposal ? placeOf(card.proposal) : placeOf(card);
}

export function filterCards(cards, { job, evaluatorId, onlyProposals }) {
    return cards.filter(
        (card) =>
            (!job || card.job === job) &&
            (!evaluatorId || card.evaluator_id === evaluatorId) &&
            (!onlyProposals || card.proposal)
    );
}

/** The cards of each place, in their order. */
export function groupByPlace(cards, view) {
    return groupBy(cards, (card) => shownPlace(card, view));
}

function add(counts, keys, code) {
    for (const key of keys) {
        counts = counts[key] ??= {};
    }
    counts[code] = (counts[code] || 0) + 1;
}

/**
 * Unit performance -> predicate -> people; the head of the unit is left out.
 *
 * @param {Object} quadrant place -> predicate
 * @param {Object[]} patterns to whose people those beyond the board are added
 */
export function countPatterns(cards, view, quadrant, patterns = []) {
    const counts = {};
    for (const { id, beyond } of patterns) {
        counts[id] = { ...beyond };
    }
    for (const card of cards) {
        if (card.pattern_id && card.is_counted) {
            add(counts, [card.pattern_id], quadrant[shownPlace(card, view)]);
        }
    }
    return counts;
}

/** Evaluator -> unit performance (0: none yet) -> predicate -> people. */
export function countEvaluators(cards, view, quadrant) {
    const counts = {};
    for (const card of cards) {
        const keys = [card.evaluator_id, card.pattern_id || 0];
        add(counts, keys, quadrant[shownPlace(card, view)]);
    }
    return counts;
}

/** One evaluator's people by predicate, whatever the unit. */
export function sumGroups(groups) {
    const sum = {};
    for (const counts of Object.values(groups)) {
        for (const [code, count] of Object.entries(counts)) {
            sum[code] = (sum[code] || 0) + count;
        }
    }
    return sum;
}

export function total(counts) {
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
