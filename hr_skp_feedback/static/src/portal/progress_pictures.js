/** The longest side of a photo that is sent: a page of A4 is read at that. */
export const SIDE = 1920;
const QUALITY = 0.82;
const PHOTOS = ["image/jpeg", "image/webp", "image/heic", "image/heif"];

/**
 * Make a photo small enough for a bad network, and leave out where and when it was taken.
 *
 * What cannot be drawn here is sent as it is: the server says whether it is kept.
 *
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function shrinkPhoto(file) {
    if (!PHOTOS.includes(file.type) || !window.createImageBitmap) {
        return file;
    }
    try {
        const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
        const name = file.name.replace(/\.\w+$/, "") + ".jpg";
        return blob ? new File([blob], name, { type: "image/jpeg" }) : file;
    } catch {
        return file;
    }
}
