import { registry } from "@web/core/registry";

const person = ".o_field_widget[name=nominee_ids] .o_data_row:contains('Staf Uji')";

/** In whatever language the user has: the assigning official asks for somebody by name and sends the request. */
registry.category("web_tour.tours").add("hr_skp_assignment_request", {
    url: "/odoo/action-hr_skp.hr_skp_assignment_action_asked",
    steps: () => [
        { trigger: ".o_view_nocontent_smiling_face" },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tim penyusunan Perda kebersihan",
        },
        {
            trigger: ".o_field_widget[name=description] textarea",
            run: "edit Rancangan Perda kebersihan siap dibahas DPRD",
        },
        {
            trigger: ".o_field_widget[name=nominee_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=employee_id] input",
            run: "edit Staf Uji",
        },
        { trigger: ".o-autocomplete--dropdown-item:contains('Staf Uji')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: `${person} [name=evaluator_label]:contains('Kepala Seksi Uji')` },
        { trigger: "button[name=action_request]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=requested]" },
    ],
});

/** The evaluator finds the request, and gives his person. */
registry.category("web_tour.tours").add("hr_skp_assignment_answer", {
    url: "/odoo/action-hr_skp.hr_skp_assignment_action_team",
    steps: () => [
        { trigger: ".o_data_row .o_data_cell:contains('Tim penyusunan')", run: "click" },
        { trigger: `${person} button:has(.fa-check)`, run: "click" },
        { trigger: ".modal .o_field_widget[name=result_kind] input[data-value=main]", run: "click" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: `${person} [name=state] .text-bg-success` },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=decided]" },
    ],
});
