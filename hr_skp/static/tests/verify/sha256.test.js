import { describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";

import { plainSha256, sha256 } from "@hr_skp/verify/sha256";

describe.current.tags("headless");

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (text) => new TextEncoder().encode(text);

test("known digests", () => {
    expect(hex(plainSha256(bytesOf("")))).toBe(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    expect(hex(plainSha256(bytesOf("abc")))).toBe(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    expect(hex(plainSha256(new Uint8Array(1_000_000).fill(97)))).toBe(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    );
});

test("every length around the edges of a block", () => {
    const digests = [];
    for (let length = 0; length < 200; length++) {
        digests.push(
            ...plainSha256(Uint8Array.from({ length }, (_, at) => (at * 31 + length) % 256))
        );
    }
    // As Python's hashlib has them.
    expect(hex(plainSha256(Uint8Array.from(digests)))).toBe(
        "6d546385f9d3b079b4fd3baa8a9724fdc919e68e32a3797f06d929dd193768b6"
    );
});

test("without the browser's own, as on a page without https", async () => {
    patchWithCleanup(globalThis, { crypto: {} });
    expect(await sha256(bytesOf("abc").buffer)).toBe(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
});
