const WORD = 2 ** 32;

/** The first 64 primes' cube roots and the first eight's square roots, as the standard has them. */
function constants() {
    const primes = [];
    for (let number = 2; primes.length < 64; number++) {
        if (primes.every((prime) => number % prime)) {
            primes.push(number);
        }
    }
    const fraction = (root) => Math.floor((root - Math.floor(root)) * WORD);
    return {
        rounds: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
        start: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    };
}

function padded(bytes) {
    const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    blocks.set(bytes);
    blocks[bytes.length] = 0x80;
    const view = new DataView(blocks.buffer);
    view.setUint32(blocks.length - 8, Math.floor((bytes.length * 8) / WORD));
    view.setUint32(blocks.length - 4, (bytes.length * 8) % WORD);
    return view;
}

const rotate = (word, by) => (word >>> by) | (word << (32 - by));

function schedule(view, offset) {
    const words = new Uint32Array(64);
    for (let at = 0; at < 64; at++) {
        if (at < 16) {
            words[at] = view.getUint32(offset + at * 4);
            continue;
        }
        const [early, late] = [words[at - 15], words[at - 2]];
        words[at] =
            words[at - 16] +
            (rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)) +
            words[at - 7] +
            (rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10));
    }
    return words;
}

function compress(state, words, rounds) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at++) {
        const first =
            h +
            (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
            ((e & f) ^ (~e & g)) +
            rounds[at] +
            words[at];
        const second =
            (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] += word));
}

/**
 * SHA-256 in plain JavaScript, for pages that are served without https: there, as on an agency's
 * own network, the browser withholds its own (`crypto.subtle`).
 *
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} the 32 bytes of the digest
 */
export function plainSha256(bytes) {
    const { rounds, start: state } = constants();
    const view = padded(bytes);
    for (let offset = 0; offset < view.byteLength; offset += 64) {
        compress(state, schedule(view, offset), rounds);
    }
    const digest = new DataView(new ArrayBuffer(32));
    state.forEach((word, at) => digest.setUint32(at * 4, word));
    return new Uint8Array(digest.buffer);
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {Promise<string>} the SHA-256 in hexadecimal
 */
export async function sha256(buffer) {
    const digest = globalThis.crypto?.subtle
        ? new Uint8Array(await crypto.subtle.digest("SHA-256", buffer))
        : plainSha256(new Uint8Array(buffer));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
