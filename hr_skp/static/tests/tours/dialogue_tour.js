import { registry } from "@web/core/registry";

/** In whatever language the user has: a leader plans a dialogue, records and confirms it. */
registry.category("web_tour.tours").add("hr_skp_dialogue_leader", {
    url: "/odoo/action-hr_skp.hr_skp_dialogue_action_team",
    steps: () => [
        { trigger: ".o_view_nocontent_smiling_face" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=skp_id] input", run: "edit Warga" },
        { trigger: ".o-autocomplete--dropdown-item:contains('Warga Uji')", run: "click" },
        { trigger: ".o_field_widget[name=kind] input[data-value=clarification]", run: "click" },
        {
            trigger: ".o_field_widget[name=desired_results] textarea",
            run: "edit Laporan tersusun tepat waktu",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_hold]", run: "click" },
        {
            content: "The dialogue is planned for tomorrow: it says so instead of taking the step",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        { trigger: ".modal .o_error_dialog, .modal:contains('Warga Uji')" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

/** The employee, on a phone: completes the text and confirms it. */
registry.category("web_tour.tours").add("hr_skp_dialogue_employee", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: ".o_skp_tasks [data-task=dialogue_confirm]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_dialogue textarea[data-skp-field=resources]",
            run: "edit Dua laptop",
        },
        {
            content: "At once, while the text may still be on its way",
            trigger: ".o_skp_confirm",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_dialogue .fa-check.text-success" },
    ],
});
