import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

/** From the apps to the one objection that waits for this user. */
function openObjection() {
    return [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_team']", run: "click" },
        { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_objections']", run: "click" },
        { trigger: ".o_data_row:contains(Warga Uji) .o_data_cell[name=reason]", run: "click" },
    ];
}

/** The state that the bar of the form shows. */
function state(code) {
    return { trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${code}]` };
}

/** Choose a rating in the dialog; they stand in the order of the rules. */
function rate(field, index) {
    return [
        { trigger: `.modal [name=${field}] input`, run: "click" },
        { trigger: `.o_select_menu_item[data-choice-index='${index}']`, run: "click" },
    ];
}

tours.add("hr_skp_evaluation_explain_backend", {
    url: "/odoo",
    steps: () => [
        ...openObjection(),
        state("filed"),
        { content: "What is objected to", trigger: "[name=reason]:contains(Bukti dukung)" },
        { trigger: ".o_skp_explain", run: "click" },
        { trigger: ".modal [name=reason] textarea", run: "edit Usulan Oktober terlambat" },
        { trigger: ".modal [name=action_confirm]", run: "click" },
        state("explained"),
        { trigger: "[name=explanation]:contains(Usulan Oktober)" },
        { content: "Explained once", trigger: ".o_form_view:not(:has(.o_skp_explain))" },
    ],
});

tours.add("hr_skp_evaluation_decide_backend", {
    url: "/odoo",
    steps: () => [
        ...openObjection(),
        state("explained"),
        {
            content: "Both sides and the result are in view",
            trigger: ".o_form_view:contains(Bukti dukung):contains(Usulan Oktober)",
        },
        { trigger: "[name=predicate] .badge, [name=predicate].o_field_badge" },
        { trigger: ".o_skp_decide", run: "click" },
        ...rate("result_rating", 1),
        { trigger: ".modal [name=reason] textarea", run: "edit Keterlambatan karena sistem BKN" },
        { trigger: ".modal [name=action_confirm]", run: "click" },
        state("decided"),
        { trigger: "[name=decision_text]:contains(sistem BKN)" },
    ],
});

tours.add("hr_skp_evaluation_explain", {
    url: "/my/skp",
    steps: () => [
        { trigger: ".o_skp_tasks [data-task=explain]", run: "click", expectUnloadPage: true },
        {
            trigger: ".o_skp_objection[data-state=filed] textarea[name=text]",
            run: "edit Usulan terlambat",
        },
        { trigger: ".o_skp_explain", run: "click", expectUnloadPage: true },
        { trigger: ".o_skp_objection[data-state=explained]:contains(Usulan terlambat)" },
    ],
});

tours.add("hr_skp_evaluation_sign", {
    steps: () => [
        { content: "Finalising asks who signs", trigger: ".o_skp_finalise", run: "click" },
        { content: "… and says what it does, to whom", trigger: ".o_skp_dialog:contains(Warga Uji)" },
        {
            content: "Not without a password",
            trigger: ".o_skp_dialog .modal-footer .btn-primary:disabled",
        },
        { trigger: ".o_skp_dialog input[type=password]", run: "edit salah" },
        {
            trigger: ".o_skp_dialog .modal-footer .btn-primary:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A wrong password finalises nothing",
            trigger: ".o_skp_step_error:not(:empty)",
        },
        { trigger: ".o_skp_finalise", run: "click" },
        { trigger: ".o_skp_dialog input[type=password]", run: "edit uji_kasi" },
        {
            trigger: ".o_skp_dialog .modal-footer .btn-primary:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_outcome .o_skp_predicate_baik" },
    ],
});

tours.add("hr_skp_evaluation_siasn", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_organisation']", run: "click" },
        { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_terms']", run: "click" },
        { trigger: ".o_data_row .o_data_cell[name=name]", run: "click" },
        { trigger: ".o_skp_siasn", run: "click" },
        { content: "How many go out", trigger: ".modal [name=ready_count]:contains(1)" },
        { content: "… and how many do not yet", trigger: ".modal [name=waiting_count]" },
        { trigger: ".modal [name=action_download]", run: "click" },
        {
            content: "It stays open for another format",
            trigger: ".modal [name=action_download]:enabled",
        },
        { trigger: ".modal-footer .btn-secondary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
