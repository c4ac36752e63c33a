import {
    countEvaluators,
    countPatterns,
    filterCards,
    groupByPlace,
    shownPlace,
    sumGroups,
} from "@hr_skp_evaluation/calibration/calibration_counts";
import { describe, expect, test } from "@odoo/hoot";

describe.current.tags("headless");

const QUADRANT = { "above/above": "sangat_baik", "as/as": "baik", "below/as": "butuh_perbaikan" };
const CARDS = [
    { id: 1, result: "as", behaviour: "as", job: "Analis", evaluator_id: 7, pattern_id: 3, is_counted: true },
    {
        id: 2,
        result: "below",
        behaviour: "as",
        job: "Analis",
        evaluator_id: 8,
        pattern_id: 3,
        is_counted: true,
        proposal: { result: "as", behaviour: "as" },
    },
    { id: 3, result: "above", behaviour: "above", job: "Kepala", evaluator_id: 8, pattern_id: 3, is_counted: false },
    { id: 4, result: "as", behaviour: "as", job: "Arsiparis", evaluator_id: 8, pattern_id: false, is_counted: true },
];
const RATED = { asProposed: false, preview: null };
const PROPOSED = { asProposed: true, preview: null };

test("a card is where it is moved to, proposed to be, or rated", () => {
    expect(shownPlace(CARDS[1], RATED)).toBe("below/as");
    expect(shownPlace(CARDS[1], PROPOSED)).toBe("as/as");
    const preview = { id: 2, place: "above/above" };
    expect(shownPlace(CARDS[1], { asProposed: true, preview })).toBe("above/above");
    expect(shownPlace(CARDS[0], { asProposed: true, preview })).toBe("as/as");
    expect(groupByPlace(CARDS, PROPOSED)["as/as"].map((card) => card.id)).toEqual([1, 2, 4]);
});

test("filters narrow together", () => {
    const ids = (filters) => filterCards(CARDS, filters).map((card) => card.id);
    expect(ids({})).toEqual([1, 2, 3, 4]);
    expect(ids({ job: "Analis", evaluatorId: 8 })).toEqual([2]);
    expect(ids({ onlyProposals: true })).toEqual([2]);
});

test("a pattern counts its people, beyond the board as well, but not the head of the unit", () => {
    expect(countPatterns(CARDS, RATED, QUADRANT)).toEqual({ 3: { baik: 1, butuh_perbaikan: 1 } });
    const patterns = [{ id: 3, beyond: { baik: 4 } }];
    expect(countPatterns(CARDS, PROPOSED, QUADRANT, patterns)).toEqual({ 3: { baik: 6 } });
    expect(patterns[0].beyond).toEqual({ baik: 4 });
});

test("an evaluator's people are counted by pattern, with those who have none yet", () => {
    const counts = countEvaluators(CARDS, RATED, QUADRANT);
    expect(counts[7]).toEqual({ 3: { baik: 1 } });
    expect(counts[8]).toEqual({ 0: { baik: 1 }, 3: { butuh_perbaikan: 1, sangat_baik: 1 } });
    expect(sumGroups(counts[8])).toEqual({ baik: 1, butuh_perbaikan: 1, sangat_baik: 1 });
});
