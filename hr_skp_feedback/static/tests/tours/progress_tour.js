import { registry } from "@web/core/registry";

/** Put a photo into a file field, as the phone's camera does. */
async function takePhoto(input) {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = 1600;
    canvas.getContext("2d").fillRect(0, 0, 1200, 1600);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "rak.jpg", { type: "image/jpeg" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

registry.category("web_tour.tours").add("hr_skp_feedback_progress", {
    url: "/my/skp",
    steps: () => [
        {
            content: "From the home straight to a new achievement of this result",
            trigger: ".o_skp_card .o_skp_add_progress",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "One sentence",
            trigger: ".o_skp_new_entry[open] [data-new=name]",
            run: "edit Arsip 2025 tertata",
        },
        {
            content: "A photo waits to be sent",
            trigger: ".o_skp_new_entry .o_skp_camera:has(.o_skp_file)",
            run: ({ anchor }) => takePhoto(anchor.querySelector(".o_skp_file")),
        },
        {
            trigger: ".o_skp_new_entry .o_skp_pending:contains(rak.jpg)",
        },
        {
            trigger: ".o_skp_new_entry [data-new=value]",
            run: "edit 11",
        },
        {
            trigger: ".o_skp_save_entry",
            run: "click",
        },
        {
            content: "The entry stands on the timeline with its photo",
            trigger: ".o_skp_entry .o_skp_thumb img[alt='rak.jpg']",
        },
        {
            content: "It is worded better, in place …",
            trigger: ".o_skp_edit_entry",
            run: "click",
        },
        {
            trigger: ".o_skp_editing textarea[data-skp-field=name]",
            run: "edit Arsip 2025 tertata di rak baru && click body",
        },
        {
            content: "… and closed once it is saved",
            trigger: ".o_skp_close_entry",
            run: "click",
        },
        {
            trigger: ".o_skp_entry:not(.o_skp_editing) .o_skp_entry_text:contains(di rak baru)",
        },
        {
            content: "How the result gets on",
            trigger: ".o_skp_set_mark[data-mark=on_track]",
            run: "click",
        },
        {
            trigger: ".o_skp_set_mark.active[data-mark=on_track]",
        },
    ],
});
