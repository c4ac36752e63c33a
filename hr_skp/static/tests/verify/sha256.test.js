import { describe, expect, test } from "@odoo/hoot";

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

test("the same as the browser's own, whatever the length", async () => {
    for (let length = 0; length < 200; length++) {
        const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) % 256);
        expect(hex(plainSha256(bytes))).toBe(await sha256(bytes.buffer));
    }
});
