import { expect, test } from "@odoo/hoot";

import { shrinkPhoto, SIDE } from "@hr_skp_feedback/portal/progress_pictures";

async function photo(width, height) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d").fillRect(0, 0, width, height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return new File([blob], "IMG_1.jpeg", { type: "image/jpeg" });
}

test("a photo is made as large as one looks at it, no larger", async () => {
    const small = await shrinkPhoto(await photo(2 * SIDE, SIDE));
    expect([small.name, small.type]).toEqual(["IMG_1.jpg", "image/jpeg"]);
    const bitmap = await createImageBitmap(small);
    expect([bitmap.width, bitmap.height]).toEqual([SIDE, SIDE / 2]);
});

test("a small photo keeps its size", async () => {
    const bitmap = await createImageBitmap(await shrinkPhoto(await photo(300, 200)));
    expect([bitmap.width, bitmap.height]).toEqual([300, 200]);
});

test("what is no photo, or cannot be drawn, is sent as it is", async () => {
    const files = [
        new File(["%PDF-1.4"], "a.pdf", { type: "application/pdf" }),
        new File(["rusak"], "b.jpg", { type: "image/jpeg" }),
    ];
    for (const file of files) {
        expect(await shrinkPhoto(file)).toBe(file);
    }
});
