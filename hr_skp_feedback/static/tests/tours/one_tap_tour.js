import { registry } from "@web/core/registry";

const DIALOG =
    ".modal .o_field_widget[name=employee_position]:contains('Jabatan Kepala Seksi Uji')";

function discard() {
    return [
        { trigger: DIALOG },
        { trigger: ".modal-footer .btn-secondary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ];
}

/** Wherever somebody is shown, one tap opens the dialog with him in it. */
registry.category("web_tour.tours").add("hr_skp_feedback_one_tap", {
    steps: () => [
        {
            content: "On a card",
            trigger: ".o_kanban_record:contains('Kepala Seksi Uji') .o_skp_give",
            run: "click",
        },
        ...discard(),
        { trigger: ".o_switch_view.o_list", run: "click" },
        {
            content: "In the list",
            trigger: ".o_data_row:contains('Kepala Seksi Uji') button[name=action_give_feedback]",
            run: "click",
        },
        ...discard(),
        {
            content: "On the form of somebody else: in the org chart beside it",
            trigger: ".o_data_row .o_data_cell:contains('Kepala Bidang Uji')",
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_give_feedback]" },
        {
            trigger: ".o_org_chart_entry:contains('Kepala Seksi Uji') .o_skp_give",
            run: "click",
        },
        { trigger: DIALOG },
        {
            trigger: ".modal .o_field_widget[name=name] textarea",
            run: "edit Rapat singkat dan jelas",
        },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
