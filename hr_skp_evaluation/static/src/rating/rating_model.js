import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";

const MODEL = "hr.skp.evaluation";

/**
 * One team in one term, and the sheet of the person being rated. Every mark is sent as it is made,
 * one after the other; what the server answers is what is shown. A refusal is told and the sheet
 * loaded anew, so that the screen never shows what was not saved.
 */
export class RatingModel {
    /**
     * @param {{orm: Object, notification: Object}} services
     * @param {() => void} onChange called whenever something has to be drawn
     */
    constructor({ orm, notification }, onChange) {
        this.orm = orm;
        this.notification = notification;
        this.onChange = onChange;
        this.mutex = new Mutex();
        this.team = null;
        this.sheet = null;
        this.unsaved = 0;
        this.failed = false;
    }

    // Loading ------------------------------------------------------------------

    async loadTeam(termId, personId) {
        this.team = await this.orm.call(MODEL, "get_rating_team", [termId || false]);
        const people = this.team.people;
        const wanted =
            people.find((row) => row.id === personId) ||
            people.find((row) => row.can_rate && !row.predicate) ||
            people[0];
        this.sheet = null;
        if (wanted) {
            await this.loadSheet(wanted.id);
        }
        this.onChange();
    }

    async loadSheet(id) {
        await this.settled();
        const sheet = await this.orm.call(MODEL, "get_rating_sheet", [[id]]);
        this.sheet = sheet;
        this.take(sheet);
    }

    /** Everything that was marked has reached the server, or was refused. */
    settled() {
        return this.mutex.getUnlockedDef();
    }

    // People -------------------------------------------------------------------

    get people() {
        return this.team.people;
    }

    get index() {
        return this.people.findIndex((row) => row.id === this.sheet?.id);
    }

    /** Go to the next person (1) or the one before (-1); the ends stay where they are. */
    async step(by) {
        const row = this.people[this.index + by];
        if (row) {
            await this.loadSheet(row.id);
        }
        return Boolean(row);
    }

    get rated() {
        return this.people.filter((row) => row.predicate).length;
    }

    get ready() {
        return this.people.filter((row) => row.can_finalise);
    }

    // Marks --------------------------------------------------------------------

    get lines() {
        return this.sheet ? [...this.sheet.results, ...this.sheet.behaviours] : [];
    }

    rateLine(line, rating) {
        line.rating = line.rating === rating ? false : rating;
        this.send("set_rating_line", [line.line_id, { rating: line.rating }]);
    }

    noteLine(line, note) {
        line.note = note;
        this.send("set_rating_line", [line.line_id, { note }]);
    }

    set(values) {
        Object.assign(this.sheet.rating, values);
        this.send("set_rating", [values]);
    }

    mark(feedback, followUp) {
        feedback.follow_up = feedback.follow_up === followUp ? false : followUp;
        this.send("set_follow_up", [feedback.id, feedback.follow_up]);
    }

    /** Complete the rating of this person; a refusal (a reason is missing) is told. */
    async rate() {
        return this.act("action_rate");
    }

    async giveBack(reason) {
        return this.act("action_return", [reason]);
    }

    /** Finalise all who are rated: one step for the whole team; what asks to sign is returned. */
    async finalise() {
        await this.settled();
        const ids = this.ready.map((row) => row.id);
        const dialog = await this.orm.call(MODEL, "action_finalise", [ids]);
        return dialog === true ? this.reloadTeam() : dialog;
    }

    async reloadTeam() {
        await this.loadTeam(this.team.term_id, this.sheet?.id);
    }

    async openRecommendation(id) {
        const args = [[this.sheet.id], id];
        this.sheet.recommendations = await this.orm.call(MODEL, "open_recommendation", args);
        this.onChange();
    }

    async act(method, args = []) {
        await this.settled();
        const { id } = this.sheet;
        try {
            await this.orm.call(MODEL, method, [[id], ...args]);
        } catch (error) {
            this.refuse(error);
            return false;
        }
        await this.loadSheet(id);
        return true;
    }

    send(method, args) {
        const { id } = this.sheet;
        this.unsaved++;
        this.failed = false;
        this.onChange();
        return this.mutex.exec(async () => {
            try {
                this.take(await this.orm.call(MODEL, method, [[id], ...args]), id);
            } catch (error) {
                this.unsaved--;
                this.refuse(error);
                await this.reload(id);
                return;
            }
            this.unsaved--;
            this.onChange();
        });
    }

    async reload(id) {
        if (this.sheet?.id === id) {
            this.sheet = await this.orm.call(MODEL, "get_rating_sheet", [[id]]);
            this.take(this.sheet);
        }
    }

    /** Take over what the server says of the person's rating, and of the team. */
    take(answer, id = answer.id) {
        const at = this.people.findIndex((row) => row.id === id);
        if (at >= 0) {
            this.people[at] = answer.row;
        }
        this.team.distribution = answer.distribution;
        if (this.sheet?.id === id && this.unsaved <= 1) {
            const { rating, suggestion, can, is_rated } = answer;
            Object.assign(this.sheet, { rating, suggestion, can, is_rated });
        }
        this.onChange();
    }

    refuse(error) {
        this.failed = true;
        if (!(error instanceof RPCError)) {
            throw error;
        }
        const message = error.data?.message || error.message || _t("This could not be saved.");
        this.notification.add(message, { type: "danger", sticky: message.length > 120 });
        this.onChange();
    }
}
