import { registry } from "@web/core/registry";

/** At a desk: an achievement is recorded with a file, then worded better. */
registry.category("web_tour.tours").add("hr_skp_feedback_progress_desk", {
    steps: () => [
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_field_widget[name=result_id] input",
            run: "edit Usulan kenaikan",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Usulan kenaikan pangkat')",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit 12 usulan dikirim",
        },
        {
            content: "A program is refused in words; what was typed stays",
            trigger: ".o_field_widget[name=evidence_ids] .oe_add",
            run: ({ anchor }) => attach(anchor, "setup.exe", ["MZ\x90\x00", "\x00".repeat(120)]),
        },
        { trigger: ".o_notification:contains('setup.exe')" },
        {
            trigger: ".o_field_widget[name=evidence_ids] .oe_add",
            run: ({ anchor }) => attach(anchor, "Surat.pdf", ["%PDF-1.4\n%%EOF\n"]),
        },
        { trigger: ".o_attachment:contains('Surat.pdf')" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit 12 usulan dikirim ke BKN",
        },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

function attach(place, name, content) {
    const transfer = new DataTransfer();
    transfer.items.add(new File(content, name));
    const input = place.querySelector("input[type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}
