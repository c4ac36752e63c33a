import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { Mutex } from "@web/core/utils/concurrency";
import { addChip, changeChip, findChip, mergeRows, moveChip, removeChip } from "./matrix_rows";

const MODEL = "hr.skp.matrix";

/**
 * The matrix in the browser. A step shows at once as a patch over what the server last said, is
 * sent in its turn (one at a time), and is replaced by the server's answer; when it is refused,
 * the user reads why and the grid is loaded anew.
 */
export class MatrixModel {
    /**
     * @param {{orm: Object, notification: Object}} services
     * @param {number|null} resId
     * @param {Object} screen
     * @param {() => void} screen.onChange called whenever something has to be drawn
     * @param {(oldId: number, newId: number) => void} screen.onNewId a chip has another id now
     * @param {(message: string) => void} screen.announce tells screen readers
     */
    constructor(services, resId, { onChange, onNewId, announce }) {
        this.orm = services.orm;
        this.notification = services.notification;
        this.resId = resId;
        this.onChange = onChange;
        this.onNewId = onNewId;
        this.announce = announce;
        this.mutex = new Mutex();
        this.grid = null;
        this.base = [];
        this.patches = [];
        this.patchedRows = [];
        this.realIds = new Map();
        this.nextId = -1;
        this.lastUndo = null;
    }

    get rows() {
        return this.patchedRows;
    }

    async load() {
        const grid = await this.orm.call(MODEL, "get_grid", [[this.resId]]);
        this.grid = grid;
        this.base = grid.rows;
        this.refresh();
    }

    refresh() {
        this.patchedRows = this.patches.reduce((rows, patch) => patch(rows), this.base);
        this.onChange();
    }

    /** The id that the server knows a chip by, for one that was just added or made anew. */
    realId(chipId) {
        while (this.realIds.has(chipId)) {
            chipId = this.realIds.get(chipId);
        }
        return chipId;
    }

    find(chipId) {
        return findChip(this.rows, this.realId(chipId));
    }

    // Steps ------------------------------------------------------------------

    add(rowId, columnId, name) {
        const chipId = this.nextId--;
        const chip = { id: chipId, name, kind: "main", agreed: false, can_edit: true };
        this.step({
            patch: (rows) => addChip(rows, rowId, columnId, chip),
            send: () => this.call("cell_add", [rowId, columnId, name]),
            chipId,
        });
        return chipId;
    }

    rename(chipId, name) {
        const before = this.find(chipId).chip.name;
        return this.step({
            patch: (rows) => changeChip(rows, this.realId(chipId), { name }),
            send: () => this.call("cell_rename", [this.realId(chipId), name, before]),
            chipId,
        });
    }

    choose(chipId, values) {
        return this.step({
            patch: (rows) => changeChip(rows, this.realId(chipId), values),
            send: () => this.call("cell_choose", [this.realId(chipId), values]),
            chipId,
        });
    }

    move(chipId, rowId, columnId) {
        return this.step({
            patch: (rows) => moveChip(rows, this.realId(chipId), rowId, columnId),
            send: () => this.call("cell_move", [this.realId(chipId), rowId, columnId]),
            chipId,
            done: _t("Moved"),
        });
    }

    /** Remove a chip; ``ask`` is called with the server's question where it has one. */
    remove(chipId, ask) {
        const send = async (confirmed) => {
            const answer = await this.call("cell_remove", [this.realId(chipId), confirmed]);
            if (!answer.confirm) {
                return answer;
            }
            return (await ask(answer.confirm)) ? send(true) : { rows: [] };
        };
        return this.step({
            patch: (rows) => removeChip(rows, this.realId(chipId)),
            send: () => send(false),
            done: _t("Removed"),
        });
    }

    /** Take the last move or removal back, as long as nothing else was done since. */
    undo() {
        const undo = this.lastUndo;
        this.lastUndo = null;
        if (undo) {
            return this.step({ send: () => this.call("cell_undo", [undo]), done: _t("Undone") });
        }
    }

    addMembers(rowIds) {
        return this.step({ send: () => this.call("member_add", [rowIds]), reload: true });
    }

    removeMember(rowId) {
        return this.step({ send: () => this.call("member_remove", [rowId]), reload: true });
    }

    setColumnMode(mode) {
        const send = async () => {
            await this.orm.write(MODEL, [this.resId], { column_mode: mode });
            return { rows: [] };
        };
        return this.step({ send, reload: true });
    }

    // How a step is made -------------------------------------------------------

    call(method, args) {
        return this.orm.call(MODEL, method, [[this.resId], ...args]);
    }

    /**
     * @param {Object} step
     * @param {(rows: Object[]) => Object[]} [step.patch] what it changes on the screen, at once
     * @param {() => Promise} step.send
     * @param {number} [step.chipId] the chip whose id the answer may replace
     * @param {string} [step.done] what to say when it is done
     * @param {boolean} [step.reload] whether it changes more than a few rows
     * @returns {Promise<boolean>} whether it was made
     */
    async step({ patch, send, chipId, done, reload }) {
        const applied = patch || ((rows) => rows);
        this.patches.push(applied);
        this.refresh();
        let made = false;
        await this.mutex.exec(async () => {
            try {
                const answer = await send();
                this.patches = this.patches.filter((other) => other !== applied);
                this.take(answer, chipId, done);
                made = true;
                if (reload) {
                    await this.load();
                }
            } catch (error) {
                this.patches = this.patches.filter((other) => other !== applied);
                await this.recover(error);
            }
        });
        return made;
    }

    take(answer, chipId, done) {
        const oldId = chipId && this.realId(chipId);
        if (oldId && answer.result_id && answer.result_id !== oldId) {
            this.realIds.set(oldId, answer.result_id);
            this.onNewId(oldId, answer.result_id);
        }
        this.base = mergeRows(this.base, answer.rows);
        this.refresh();
        if (done && answer.rows.length) {
            this.announce(done);
        }
        this.lastUndo = null;
        this.closeUndo?.();
        if (answer.undo) {
            this.offerUndo(answer.undo, done);
        }
    }

    offerUndo(undo, done) {
        this.lastUndo = undo;
        this.closeUndo = this.notification.add(done, {
            type: "info",
            autocloseDelay: 8000,
            buttons: [{ name: _t("Undo"), onClick: () => this.undo() }],
        });
    }

    async recover(error) {
        if (error instanceof ConnectionLostError) {
            this.notification.add(_t("No connection: the last change was not saved."), {
                type: "danger",
            });
            this.refresh();
        } else if (error instanceof RPCError) {
            const message = error.data?.message || error.message;
            this.notification.add(message, { type: "danger" });
            this.announce(message);
            await this.load();
        } else {
            this.refresh();
            throw error;
        }
    }
}
