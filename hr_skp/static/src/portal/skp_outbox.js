import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

const { DateTime } = luxon;

/** Seconds to wait before the next try; the last one goes on. */
export const RETRY_SECONDS = [2, 5, 10, 30];
/** Forgotten texts of long ago are not kept on a phone for ever. */
export const KEEP_DAYS = 30;
const SESSION_EXPIRED = 100;

/** Whether the server has not answered, or not as it should: what was sent may not have arrived. */
export function isUnreachable(error) {
    return error instanceof ConnectionLostError || error instanceof RPCError;
}

/**
 * Texts on their way to the server.
 *
 * What is typed is in the browser's storage before anything is sent and leaves it when the server
 * has it: a dead network, a closed tab or an empty battery loses nothing. Refused texts stay too,
 * until the user changes or discards them.
 */
export class Outbox {
    /**
     * @param {Object} options
     * @param {string} options.prefix one per user and plan: others' texts are not ours to send
     * @param {Function} options.send (params) => Promise of the server's answer
     * @param {Function} [options.onChange] () => void, whenever `status` may have changed
     * @param {Function} [options.onAnswer] (key, params, answer) => void
     */
    constructor({ prefix, send, onChange = () => {}, onAnswer = () => {} }) {
        Object.assign(this, { prefix, send, onChange, onAnswer });
        /** Key => what to send; the browser's storage mirrors it. */
        this.entries = new Map();
        /** Keys whose text the server has refused: kept, but not sent again by themselves. */
        this.refused = new Set();
        this.status = "idle"; // idle, saving, saved, offline, expired, refused
        this.savedAt = null;
        this.tries = 0;
        this.timer = null;
        this.running = null;
        this.load();
    }

    // ------------------------------------------------------------
    // Storage
    // ------------------------------------------------------------

    /** Take up what an earlier visit has left in the browser. */
    load() {
        const storage = browser.localStorage;
        const names = [...Array(storage.length).keys()].map((index) => storage.key(index));
        const oldest = Date.now() - KEEP_DAYS * 24 * 3600 * 1000;
        for (const name of names.filter((name) => name?.startsWith(this.prefix))) {
            const key = name.slice(this.prefix.length);
            let entry = null;
            try {
                entry = JSON.parse(storage.getItem(name));
            } catch {
                // Not ours to read: dropped below.
            }
            if (entry?.params && entry.at > oldest) {
                this.entries.set(key, entry.params);
            } else {
                storage.removeItem(name);
            }
        }
    }

    get keys() {
        return [...this.entries.keys()];
    }

    get(key) {
        return this.entries.get(key);
    }

    store(key, params) {
        this.entries.set(key, params);
        try {
            const entry = JSON.stringify({ params, at: Date.now() });
            browser.localStorage.setItem(this.prefix + key, entry);
        } catch {
            // Storage full or forbidden: the text is still sent, just not kept.
        }
    }

    forget(key) {
        this.refused.delete(key);
        this.entries.delete(key);
        browser.localStorage.removeItem(this.prefix + key);
    }

    // ------------------------------------------------------------
    // Sending
    // ------------------------------------------------------------

    /** Keys of the fields that wait to be sent; texts of forms not yet added start with "new". */
    get waiting() {
        return this.keys.filter((key) => !key.startsWith("new") && !this.refused.has(key));
    }

    get isClean() {
        return !this.waiting.length && !this.refused.size;
    }

    put(key, params) {
        this.refused.delete(key);
        this.store(key, params);
    }

    /** Send all that waits, one after the other. Resolves to whether everything is saved. */
    flush() {
        this.running ||= this.sendAll().finally(() => (this.running = null));
        return this.running;
    }

    async sendAll() {
        browser.clearTimeout(this.timer);
        for (let key; (key = this.waiting[0]); ) {
            this.setStatus("saving");
            const params = this.get(key);
            let answer;
            try {
                answer = await this.send(params);
            } catch (error) {
                this.onFailure(error);
                return false;
            }
            this.tries = 0;
            this.settle(key, params, answer);
        }
        if (this.refused.size) {
            this.setStatus("refused");
        } else if (this.status === "saving") {
            this.savedAt = DateTime.now();
            this.setStatus("saved");
        }
        return this.isClean;
    }

    settle(key, params, answer) {
        const now = this.get(key);
        const unchanged = now && now.value === params.value;
        if (answer.error || "conflict" in answer) {
            if (unchanged) {
                this.refused.add(key);
            }
        } else if (unchanged) {
            this.forget(key);
        } else if (now) {
            // Typed on while this was under way: what follows starts from what is stored now.
            this.store(key, { ...now, base: answer.value });
        }
        this.onAnswer(key, params, answer);
    }

    onFailure(error) {
        if (error instanceof RPCError && error.code === SESSION_EXPIRED) {
            this.setStatus("expired");
            return;
        }
        if (!isUnreachable(error)) {
            throw error;
        }
        // A dead network, or a server in trouble: neither has the text, so try again.
        const seconds = RETRY_SECONDS[Math.min(this.tries, RETRY_SECONDS.length - 1)];
        this.tries++;
        this.setStatus("offline");
        this.timer = browser.setTimeout(() => this.flush(), seconds * 1000);
    }

    setStatus(status) {
        this.status = status;
        this.onChange();
    }

    destroy() {
        browser.clearTimeout(this.timer);
    }
}
