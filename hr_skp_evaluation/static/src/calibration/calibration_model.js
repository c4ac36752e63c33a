import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { KeepLast } from "@web/core/utils/concurrency";
import {
    countEvaluators,
    countPatterns,
    filterCards,
    groupByPlace,
    placeOf,
    sumGroups,
    total,
} from "./calibration_counts";

const MODEL = "hr.skp.evaluation";
const PROPOSAL = "hr.skp.rating.proposal";
const NO_FILTERS = { job: "", evaluatorId: 0, onlyProposals: false };

/**
 * The cards of one term, and what they add up to. The cards are drawn anew when one has moved; the
 * sums at the side follow a card while it is still hovering, without drawing the cards.
 */
export class CalibrationModel {
    /**
     * @param {{orm: Object, notification: Object}} services
     * @param {() => void} onChange called when the cards have to be drawn
     */
    constructor({ orm, notification }, onChange) {
        this.orm = orm;
        this.notification = notification;
        this.onChange = onChange;
        this.board = null;
        this.filters = { ...NO_FILTERS };
        this.asProposed = true;
        this.preview = null;
        this.selectedId = null;
        this.weighing = new KeepLast();
        this.weighed = { patterns: {}, evaluators: {} };
        this.summary = reactive({ patterns: [], evaluators: [] });
    }

    // Loading ------------------------------------------------------------------

    async load(termId = false, unitId = false) {
        this.board = await this.orm.call(MODEL, "get_calibration_board", [termId, unitId]);
        this.filters = { ...NO_FILTERS };
        this.preview = null;
        this.select(this.selectedId);
        await this.weigh();
    }

    reload() {
        return this.load(this.board.term_id, this.board.unit_id);
    }

    // What is shown ------------------------------------------------------------

    get cards() {
        return this.board.cards;
    }

    get shown() {
        return filterCards(this.cards, this.filters);
    }

    get isFiltered() {
        const { job, evaluatorId, onlyProposals } = this.filters;
        return Boolean(job || evaluatorId || onlyProposals);
    }

    get zones() {
        return groupByPlace(this.shown, this);
    }

    get selected() {
        return this.cards.find((card) => card.id === this.selectedId);
    }

    get jobs() {
        return [...new Set(this.cards.map((card) => card.job).filter(Boolean))].sort();
    }

    get hasProposals() {
        return this.cards.some((card) => card.proposal);
    }

    /** What the user owes an answer to. */
    get toAnswer() {
        return this.cards.filter((card) => card.proposal?.can_accept);
    }

    get shareable() {
        return this.cards.filter((card) => card.can_share && !card.is_shared);
    }

    get shared() {
        return this.cards.filter((card) => card.can_share && card.is_shared);
    }

    select(id) {
        this.selectedId = this.cards.some((card) => card.id === id) ? id : null;
        this.onChange();
    }

    filter(values) {
        Object.assign(this.filters, values);
        this.redraw();
    }

    showAsProposed(asProposed) {
        this.asProposed = asProposed;
        this.redraw();
    }

    redraw() {
        this.onChange();
        return this.weigh();
    }

    // Sums ---------------------------------------------------------------------

    /** A card hovers over a place, or (null) no longer does. */
    hover(preview) {
        if (preview?.id !== this.preview?.id || preview?.place !== this.preview?.place) {
            this.preview = preview;
            this.weigh();
        }
    }

    /** Count at once; what the numbers mean follows. */
    async weigh() {
        const { quadrant, patterns } = this.board;
        // Some of the people only are not the unit: those beyond the board do not belong to them.
        const beyond = this.isFiltered ? [] : patterns;
        const counts = countPatterns(this.shown, this, quadrant, beyond);
        const evaluators = countEvaluators(this.shown, this, quadrant);
        this.summarise(counts, evaluators);
        if (!this.shown.length) {
            return;
        }
        const args = [counts, evaluators];
        const answer = this.orm.silent.call(MODEL, "weigh_calibration", args);
        this.weighed = await this.weighing.add(answer);
        this.summarise(counts, evaluators);
    }

    summarise(counts, evaluators) {
        const { patterns, missing } = this.board;
        this.summary.patterns = patterns
            .filter((pattern) => total(counts[pattern.id] || {}))
            .map((pattern) => ({
                deviations: [],
                is_small: false,
                blocks: false,
                ...this.weighed.patterns[pattern.id],
                id: pattern.id,
                unit: pattern.unit,
                predicate: pattern.predicate,
                note: pattern.note,
                curve: pattern.curve,
                counts: counts[pattern.id],
                total: total(counts[pattern.id]),
                beyond: this.isFiltered ? 0 : total(pattern.beyond),
            }));
        const waiting = Object.fromEntries(missing.map((row) => [row.id, row.count]));
        const named = [...this.board.evaluators, ...missing];
        const names = new Map(named.map((row) => [row.id, row.name]));
        this.summary.evaluators = [...names]
            .map(([id, name]) => ({
                id,
                name,
                counts: sumGroups(evaluators[id] || {}),
                total: total(sumGroups(evaluators[id] || {})),
                missing: waiting[id] || 0,
                ...this.takeStanding(id),
            }))
            .filter((row) => row.total || (row.missing && !this.isFiltered));
    }

    takeStanding(id) {
        const { others = null, pattern = null } = this.weighed.evaluators[id] || {};
        return { others, pattern };
    }

    // Steps --------------------------------------------------------------------

    /** Change or propose; false where it was refused, which is told. */
    move(card, place, reason) {
        return this.take(async () => {
            const args = [[card.id], ...place.split("/"), reason];
            return [await this.orm.call(MODEL, "action_calibrate", args)];
        });
    }

    accept(card) {
        return this.answer(card, "action_accept");
    }

    decline(card, reason) {
        return this.answer(card, "action_decline", [reason]);
    }

    withdraw(card) {
        return this.answer(card, "action_withdraw");
    }

    answer(card, method, args = []) {
        return this.take(async () => {
            await this.orm.call(PROPOSAL, method, [[card.proposal.id], ...args]);
            return this.orm.call(MODEL, "get_calibration_cards", [[card.id]]);
        });
    }

    share(cards, shared) {
        return this.take(async () => {
            const ids = cards.map((card) => card.id);
            await this.orm.call(MODEL, "action_share", [ids, shared]);
            return this.orm.call(MODEL, "get_calibration_cards", [ids]);
        });
    }

    /** Take a step and put its cards in the place of the former ones. */
    async take(step) {
        try {
            const fresh = new Map((await step()).map((card) => [card.id, card]));
            this.board.cards = this.cards.map((card) => fresh.get(card.id) || card);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            const message = error.data?.message || error.message || _t("This could not be saved.");
            this.notification.add(message, { type: "danger", sticky: message.length > 120 });
            return false;
        }
        this.preview = null;
        await this.redraw();
        return true;
    }

    // Places -------------------------------------------------------------------

    /**
     * What it means to move a card to a place: ``change``, ``propose``, ``accept``, ``withdraw``,
     * or nothing.
     */
    getStep(card, place) {
        if (place === placeOf(card)) {
            return card.proposal?.can_withdraw ? "withdraw" : null;
        }
        if (card.proposal && place === placeOf(card.proposal)) {
            return card.proposal.can_accept ? "accept" : null;
        }
        return this.isLockedOut(card, place) ? null : card.move || null;
    }

    /** The results of a head of unit follow his unit, where the agency says so. */
    isLockedOut(card, place) {
        return card.is_locked && place.split("/")[0] !== card.result;
    }
}
