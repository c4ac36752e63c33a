import { Component, onWillStart, status, useExternalListener, useRef } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { COLUMNS, Quadrant, ROWS, shortLabels } from "../rating/rating_parts";
import { ReasonDialog } from "../rating/reason_dialog";
import { placeOf } from "./calibration_counts";
import { CalibrationModel } from "./calibration_model";
import { CalibrationEvaluators, CalibrationPatterns } from "./calibration_sums";

/** The nine places as the digits lie on a keyboard's number pad. */
const DIGITS = ["789", "456", "123"];

/**
 * The calibration board: the quadrant as nine zones of people. A card is dragged, or selected and
 * sent by its number; the evaluator changes his rating by it, his superior proposes to.
 */
export class CalibrationBoard extends Component {
    static template = "hr_skp_evaluation.CalibrationBoard";
    static components = { CalibrationEvaluators, CalibrationPatterns, Quadrant };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.rows = ROWS;
        this.columns = COLUMNS;
        this.short = shortLabels();
        this.draggedId = null;
        this.model = new CalibrationModel(
            { orm: useService("orm"), notification: this.notification },
            () => status(this) === "mounted" && this.render()
        );
        const { term_id } = this.props.action.context || {};
        onWillStart(() => this.model.load(term_id));
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
    }

    // What is shown --------------------------------------------------------------

    get board() {
        return this.model.board;
    }

    get selected() {
        return this.model.selected;
    }

    predicateOf(place) {
        return this.board.quadrant[place];
    }

    digit(row, column) {
        return DIGITS[ROWS.indexOf(row)][COLUMNS.indexOf(column)];
    }

    isProposed(card) {
        return this.model.asProposed && Boolean(card.proposal);
    }

    describe(card) {
        const { evaluators } = this.board;
        const evaluator = evaluators.find((found) => found.id === card.evaluator_id);
        const parts = [card.name, card.job, card.unit, evaluator?.name];
        if (card.proposal) {
            parts.push(_t("a proposal waits"));
        }
        return parts.filter(Boolean).join(" · ");
    }

    unitLabel(unit) {
        return `${"\u00a0".repeat(3 * unit.depth)}${unit.name} (${unit.count})`;
    }

    nameOf(evaluatorId) {
        return this.board.evaluators.find((found) => found.id === evaluatorId)?.name || "";
    }

    ratingsOf(source) {
        const { ratings } = this.board;
        return _t("Results: %(results)s · Behaviour: %(behaviour)s", {
            results: ratings[source.result],
            behaviour: ratings[source.behaviour],
        });
    }

    predicateLabel(source) {
        return this.board.predicates[this.predicateOf(placeOf(source))];
    }

    /** What stands in a sentence with a number. */
    get words() {
        const { shareable, shared, toAnswer } = this.model;
        return {
            share: _t("Submit %s for calibration", shareable.length),
            unshare: _t("Take back %s", shared.length),
            toAnswer: _t(
                "Proposals of your superior that wait for your answer, and hold up finalising: %s",
                toAnswer.length
            ),
            tooMany: _t(
                "%s people are more than can be compared at a glance. Choose one of the units above.",
                this.board.count
            ),
            missing: _t(
                "%s people are not rated yet, or their ratings were not submitted to you.",
                this.missing
            ),
        };
    }

    proposerLine({ by, date }) {
        return _t("%(name)s proposes (%(date)s):", { name: by, date });
    }

    evaluatorLine(card) {
        return _t("Evaluator: %s", this.nameOf(card.evaluator_id));
    }

    get missing() {
        return this.board.missing.reduce((sum, row) => sum + row.count, 0);
    }

    // Filters ----------------------------------------------------------------------

    choose({ term = this.board.term_id, unit = this.board.unit_id }) {
        return this.model.load(Number(term), Number(unit));
    }

    chooseEvaluator(id) {
        return this.model.filter({ evaluatorId: Number(id) });
    }

    // Moving -----------------------------------------------------------------------

    /** The card goes to a place: ask for the reason, then take the step it stands for. */
    move(card, place) {
        const step = this.model.getStep(card, place);
        if (!step) {
            this.model.hover(null);
            this.explainRefusal(card, place);
            return;
        }
        this.model.hover({ id: card.id, place });
        this.render();
        const after = () => {
            this.model.hover(null);
            this.render();
            this.focusCard(card.id);
        };
        if (step === "withdraw") {
            this.askToWithdraw(card, after);
        } else if (step === "accept") {
            this.accept(card, after);
        } else {
            this.askForReason(card, place, step, after);
        }
    }

    explainRefusal(card, place) {
        if (place === placeOf(card)) {
            return;
        }
        let message = null;
        if (card.is_released) {
            message = _t("%s is finalised: the rating stays as it is.", card.name);
        } else if (!card.move) {
            message = _t("You see this rating, but do not change it.");
        } else if (this.model.isLockedOut(card, place)) {
            message = _t("%s heads a unit: the results follow the unit.", card.name);
        }
        if (message) {
            this.notification.add(message, { type: "warning" });
        }
    }

    askForReason(card, place, step, onClose) {
        const labels = this.board.predicates;
        const words = {
            name: card.name,
            before: labels[this.predicateOf(placeOf(card))],
            after: labels[this.predicateOf(place)],
            evaluator: this.nameOf(card.evaluator_id),
        };
        const isChange = step === "change";
        const [result, behaviour] = place.split("/");
        const target = this.ratingsOf({ result, behaviour });
        this.dialog.add(
            ReasonDialog,
            {
                title: isChange ? _t("Change the rating?") : _t("Propose another rating?"),
                body: isChange
                    ? _t(
                          "%(name)s: from “%(before)s” to “%(after)s” (%(target)s). Your rating changes at once; the reason goes into its history.",
                          { ...words, target }
                      )
                    : _t(
                          "%(name)s: from “%(before)s” to “%(after)s” (%(target)s). %(evaluator)s reads your reason and accepts or declines; until then the rating stays.",
                          { ...words, target }
                      ),
                label: _t("Why?"),
                confirmLabel: isChange ? _t("Change") : _t("Propose the change"),
                confirm: (reason) => this.model.move(card, place, reason),
            },
            { onClose }
        );
    }

    askToWithdraw(card, onClose = () => {}) {
        this.dialog.add(
            ConfirmationDialog,
            {
                title: _t("Withdraw the proposal?"),
                body: _t("%s stays as rated. Your proposal remains in the history.", card.name),
                confirmLabel: _t("Withdraw"),
                confirm: () => this.model.withdraw(card),
                cancel: () => {},
            },
            { onClose }
        );
    }

    accept(card, onClose = () => {}) {
        const words = {
            name: card.name,
            after: this.predicateLabel(card.proposal),
            by: card.proposal.by,
        };
        this.dialog.add(
            ConfirmationDialog,
            {
                title: _t("Accept the proposal?"),
                body: _t(
                    "The rating of %(name)s changes to “%(after)s”; the reason of %(by)s goes into its history.",
                    words
                ),
                confirmLabel: _t("Accept proposal"),
                confirm: () => this.model.accept(card),
                cancel: () => {},
            },
            { onClose }
        );
    }

    decline(card) {
        this.dialog.add(ReasonDialog, {
            title: _t("Decline the proposal?"),
            body: _t("The rating of %(name)s stays as it is; %(by)s reads your reason.", {
                name: card.name,
                by: card.proposal.by,
            }),
            label: _t("Why not?"),
            confirmLabel: _t("Decline"),
            confirm: (reason) => this.model.decline(card, reason),
        });
    }

    share(shared) {
        const cards = shared ? this.model.shareable : this.model.shared;
        const superiors = [...new Set(cards.map((card) => card.superior))].join(", ");
        this.dialog.add(ConfirmationDialog, {
            title: shared
                ? _t("Submit %s ratings for calibration?", cards.length)
                : _t("Take %s ratings back from calibration?", cards.length),
            body: shared
                ? _t(
                      "%s then sees both ratings and the predicate of each person – neither your notes nor your reasons – and may propose others, until the term closes. You decide on every proposal.",
                      superiors
                  )
                : _t("%s no longer sees them, and proposes nothing on them.", superiors),
            confirmLabel: shared ? _t("Submit") : _t("Take back"),
            confirm: () => this.model.share(cards, shared),
            cancel: () => {},
        });
    }

    // Dragging -----------------------------------------------------------------------

    onDragstart(ev, card) {
        this.draggedId = card.id;
        ev.dataTransfer.effectAllowed = "move";
        ev.dataTransfer.setData("text/plain", card.name);
    }

    onDragover(ev) {
        const card = this.draggedCard;
        const { place } = ev.currentTarget.dataset;
        if (card && this.model.getStep(card, place)) {
            ev.preventDefault();
            this.markTarget(ev.currentTarget);
            this.model.hover({ id: card.id, place });
        }
    }

    onDrop(ev) {
        const card = this.draggedCard;
        const { place } = ev.currentTarget.dataset;
        this.endDrag();
        if (card) {
            ev.preventDefault();
            this.move(card, place);
        }
    }

    onDragend() {
        if (this.draggedId) {
            this.endDrag();
            this.model.hover(null);
        }
    }

    endDrag() {
        this.draggedId = null;
        this.markTarget(null);
    }

    /** Marked in the page itself: drawing the cards while one hovers over them would stutter. */
    markTarget(zone) {
        if (this.target !== zone) {
            this.target?.classList.remove("o_skp_target");
            zone?.classList.add("o_skp_target");
            this.target = zone;
        }
    }

    get draggedCard() {
        return this.board.cards.find((card) => card.id === this.draggedId);
    }

    // Keys ---------------------------------------------------------------------------

    onKeydown(ev) {
        const typing = ev.target.closest("input, textarea, select, [contenteditable]");
        if (typing || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        if (document.querySelector(".o_dialog, .modal.show")) {
            return;
        }
        const place = this.placeOfDigit(ev.key);
        if (place && this.selected) {
            ev.preventDefault();
            this.move(this.selected, place);
        } else if (ev.key === "Escape" && this.selected) {
            this.model.select(null);
        } else if (ev.key.startsWith("Arrow") && ev.target.closest(".o_skp_card")) {
            ev.preventDefault();
            this.step(ev.target.closest(".o_skp_card"), ev.key);
        }
    }

    placeOfDigit(key) {
        const row = DIGITS.findIndex((digits) => /^[1-9]$/.test(key) && digits.includes(key));
        return row < 0 ? null : `${ROWS[row]}/${COLUMNS[DIGITS[row].indexOf(key)]}`;
    }

    /** Left and right go from card to card, up and down from zone to zone. */
    step(el, key) {
        const by = ["ArrowRight", "ArrowDown"].includes(key) ? 1 : -1;
        const cards = [...this.root.el.querySelectorAll(".o_skp_card")];
        const zoneOf = (card) => card.closest("[data-place]");
        let index = cards.indexOf(el) + by;
        if (["ArrowUp", "ArrowDown"].includes(key)) {
            while (cards[index] && zoneOf(cards[index]) === zoneOf(el)) {
                index += by;
            }
        }
        cards[index]?.focus();
    }

    focusCard(id) {
        requestAnimationFrame(() =>
            this.root.el?.querySelector(`.o_skp_card[data-card="${id}"]`)?.focus()
        );
    }

    // Elsewhere ----------------------------------------------------------------------

    openRating() {
        const context = { term_id: this.board.term_id };
        this.action.doAction("hr_skp_evaluation.hr_skp_rating_screen_action", {
            additionalContext: context,
        });
    }

    openProposals() {
        this.action.doAction("hr_skp_evaluation.hr_skp_rating_proposal_action");
    }
}

registry.category("actions").add("hr_skp_evaluation.calibration_board", CalibrationBoard);
