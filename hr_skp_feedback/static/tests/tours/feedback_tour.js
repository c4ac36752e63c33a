import { registry } from "@web/core/registry";

/** In whatever language: the evaluator finds who waits for him, and speaks in one dialog. */
registry.category("web_tour.tours").add("hr_skp_feedback_give", {
    url: "/odoo/action-hr_skp.hr_skp_action_team",
    steps: () => [
        { trigger: ".o_skp_tile[data-tile=to_feed_back] .fs-3:contains(1)" },
        {
            trigger: ".o_data_row:contains('Kepala Seksi Uji') button[name=action_give_feedback]",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=employee_position]:contains('Kepala Seksi Uji')" },
        {
            trigger: ".modal .o_field_widget[name=result_id] input",
            run: "edit Laporan bulanan",
        },
        { trigger: ".o-autocomplete--dropdown-item:contains('Laporan bulanan')", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=tone] .o_selection_badge[value='\"improve\"'], .modal .o_field_widget[name=tone] span:nth-of-type(2)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=name] textarea",
            run: "edit Lampirkan data dukung pada setiap laporan",
        },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".o_skp_tile[data-tile=to_feed_back] .fs-3:contains(0)" },
        {
            trigger: ".o_data_row:contains('Kepala Seksi Uji') button[name=action_open_overview]",
            run: "click",
        },
        {
            trigger: "tr[data-row=result] .o_skp_overview_text:contains('Lampirkan data dukung')",
        },
        { trigger: "[data-tab=plan]", run: "click" },
        { trigger: "tr[data-row=result] .o_skp_overview_list li" },
    ],
});

/** On a phone: the person reads what his evaluator said, and answers on the spot. */
registry.category("web_tour.tours").add("hr_skp_feedback_answer", {
    url: "/my/skp",
    steps: () => [
        { trigger: "[data-task=answer_feedback]", run: "click", expectUnloadPage: true },
        {
            trigger: ".o_skp_feedback_card textarea[name=response]",
            run: "edit Mulai laporan berikutnya data dukung saya lampirkan",
        },
        {
            trigger: ".o_skp_feedback_card form[action*=respond] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_feedback_answer:contains('saya lampirkan')" },
    ],
});
