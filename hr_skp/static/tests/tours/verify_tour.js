import { registry } from "@web/core/registry";

/** Drop the file beside the field, as people do: the whole page takes it. */
async function dropFile(change) {
    const path = new URLSearchParams(window.location.search).get("file");
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    change(bytes);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], "SKP.pdf", { type: "application/pdf" }));
    const options = { bubbles: true, cancelable: true, dataTransfer };
    document.querySelector("h1").dispatchEvent(new DragEvent("drop", options));
}

registry.category("web_tour.tours").add("hr_skp_verify", {
    steps: () => [
        {
            content: "The document is registered and in force",
            trigger: "[data-status=current]",
        },
        {
            content: "The file as it was issued",
            trigger: ".o_skp_verify_drop",
            run: () => dropFile(() => {}),
        },
        {
            content: "… matches",
            trigger: "[data-answer=plan]:not(.d-none)",
        },
        {
            content: "One byte changed",
            trigger: ".o_skp_verify_drop",
            run: () => dropFile((bytes) => (bytes[bytes.length >> 1] ^= 1)),
        },
        {
            content: "… does not",
            trigger: "[data-answer=different]:not(.d-none)",
        },
        {
            content: "and nothing else is said",
            trigger: ".o_skp_verify_file:not(:has([data-answer=plan]:not(.d-none)))",
        },
    ],
});
