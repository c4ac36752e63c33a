import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

import { KEEP_DAYS, Outbox } from "@hr_skp/portal/skp_outbox";

describe.current.tags("headless");

const PREFIX = "hr_skp:7:8:";

function makeOutbox(send) {
    return new Outbox({
        prefix: PREFIX,
        send,
        onAnswer: (key, params, answer) => expect.step([key, params.value, answer]),
    });
}

const text = (value, base = "") => ({ field: "name", value, base });
const echo = async ({ value }) => ({ value });

test("a text is kept until the server has it", async () => {
    const arrived = new Deferred();
    const outbox = makeOutbox(() => arrived);
    outbox.put("a", text("Laporan"));
    const saved = outbox.flush();
    expect(outbox.status).toBe("saving");
    expect(browser.localStorage.getItem(`${PREFIX}a`)).toInclude("Laporan");
    arrived.resolve({ value: "Laporan" });
    expect(await saved).toBe(true);
    expect(outbox.status).toBe("saved");
    expect(browser.localStorage.getItem(`${PREFIX}a`)).toBe(null);
    expect.verifySteps([["a", "Laporan", { value: "Laporan" }]]);
});

test("without a connection it tries again, ever more slowly, and loses nothing", async () => {
    let isOnline = false;
    let tries = 0;
    const outbox = makeOutbox(async (params) => {
        tries++;
        if (!isOnline) {
            throw new ConnectionLostError("/save");
        }
        return echo(params);
    });
    outbox.put("a", text("Laporan"));
    expect(await outbox.flush()).toBe(false);
    expect(outbox.status).toBe("offline");
    expect(browser.localStorage.getItem(`${PREFIX}a`)).toInclude("Laporan");
    await advanceTime(2000);
    expect(tries).toBe(2);
    await advanceTime(4000);
    expect(tries).toBe(2);
    isOnline = true;
    await advanceTime(1000);
    expect(tries).toBe(3);
    expect(outbox.status).toBe("saved");
    expect(outbox.isClean).toBe(true);
    expect.verifySteps([["a", "Laporan", { value: "Laporan" }]]);
});

test("what is typed while a save is under way is saved as well, on top of it", async () => {
    const first = new Deferred();
    const sent = [];
    const outbox = makeOutbox((params) => {
        sent.push(params);
        return sent.length === 1 ? first : echo(params);
    });
    outbox.put("a", text("Lap"));
    const saved = outbox.flush();
    outbox.put("a", text("Laporan"));
    first.resolve({ value: "Lap" });
    await saved;
    expect(sent).toEqual([text("Lap"), text("Laporan", "Lap")]);
    expect(outbox.isClean).toBe(true);
    expect.verifySteps([
        ["a", "Lap", { value: "Lap" }],
        ["a", "Laporan", { value: "Laporan" }],
    ]);
});

test("a refused text is kept, not sent for ever, and sent again once changed", async () => {
    const outbox = makeOutbox(async ({ value }) => (value ? { value } : { error: "Leave no blank" }));
    outbox.put("a", text(""));
    outbox.put("b", text("Lain"));
    expect(await outbox.flush()).toBe(false);
    expect(outbox.status).toBe("refused");
    expect(outbox.keys).toEqual(["a"]);
    expect(await outbox.flush()).toBe(false);
    outbox.put("a", text("Isi"));
    expect(await outbox.flush()).toBe(true);
    expect.verifySteps([
        ["a", "", { error: "Leave no blank" }],
        ["b", "Lain", { value: "Lain" }],
        ["a", "Isi", { value: "Isi" }],
    ]);
});

test("somebody else's change is a refusal, too", async () => {
    const outbox = makeOutbox(async () => ({ conflict: "Milik atasan" }));
    outbox.put("a", text("Milikku"));
    expect(await outbox.flush()).toBe(false);
    expect(outbox.get("a").value).toBe("Milikku");
    expect.verifySteps([["a", "Milikku", { conflict: "Milik atasan" }]]);
});

test("an ended session waits for the login instead of trying on", async () => {
    let tries = 0;
    const outbox = makeOutbox(async () => {
        tries++;
        throw Object.assign(new RPCError(), { code: 100 });
    });
    outbox.put("a", text("Laporan"));
    await outbox.flush();
    expect(outbox.status).toBe("expired");
    await advanceTime(60000);
    expect(tries).toBe(1);
    expect(outbox.get("a").value).toBe("Laporan");
});

test("the next visit finds what did not arrive: one's own of this plan, and not of long ago", () => {
    const entry = (value, at = Date.now()) => JSON.stringify({ params: text(value), at });
    const old = Date.now() - (KEEP_DAYS + 1) * 24 * 3600 * 1000;
    browser.localStorage.setItem(`${PREFIX}a`, entry("Tertinggal"));
    browser.localStorage.setItem(`${PREFIX}b`, entry("Usang", old));
    browser.localStorage.setItem(`${PREFIX}c`, "{broken");
    browser.localStorage.setItem("hr_skp:9:8:a", entry("Orang lain"));
    const outbox = makeOutbox(echo);
    expect(outbox.keys).toEqual(["a"]);
    expect(browser.localStorage.getItem(`${PREFIX}b`)).toBe(null);
    expect(browser.localStorage.getItem(`${PREFIX}c`)).toBe(null);
    expect(browser.localStorage.getItem("hr_skp:9:8:a")).not.toBe(null);
});

test("forms that are not added yet are kept but not sent", async () => {
    const outbox = makeOutbox(echo);
    outbox.store("new:result:main", { name: "Belum ditambah" });
    expect(outbox.waiting).toEqual([]);
    expect(await outbox.flush()).toBe(true);
    expect(outbox.get("new:result:main").name).toBe("Belum ditambah");
});
