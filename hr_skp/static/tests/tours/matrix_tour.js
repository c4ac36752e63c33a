import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** The cell of a person under the leader's first result. */
function cell(person) {
    return `tr:has(.o_skp_name:contains('${person}')) td.o_skp_cell:first`;
}

function openMenu(section, item) {
    return [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: `[data-menu-xmlid='hr_skp.${section}']`, run: "click" },
        { trigger: `[data-menu-xmlid='hr_skp.${item}']`, run: "click" },
    ];
}

function add(person, name) {
    return [
        { content: `Add for ${person}`, trigger: `${cell(person)} .o_skp_add`, run: "click" },
        { trigger: ".o_skp_editor", run: `edit ${name}` },
        { trigger: ".o_skp_editor", run: "press Enter" },
        {
            content: "It is saved",
            trigger: `${cell(person)} .o_skp_chip:not(.o_skp_pending):contains('${name}')`,
        },
    ];
}

registry.category("web_tour.tours").add("hr_skp_matrix_leader", {
    url: "/odoo",
    steps: () => [
        ...openMenu("hr_skp_menu_team", "hr_skp_menu_matrix"),
        {
            content: "The direct subordinates are in it, nothing is divided yet",
            trigger: `${cell("Ketua Tim Dua")} .o_skp_none`,
        },
        ...add("Ketua Tim Satu", "Tersedianya alat kebersihan"),
        ...add("Ketua Tim Satu", "Meningkatnya kapasitas petugas kebersihan"),
        {
            content: "Rename the first one",
            trigger: `${cell("Ketua Tim Satu")} .o_skp_chip:contains('alat kebersihan')`,
            run: "dblclick",
        },
        {
            trigger: ".o_skp_editor",
            run: "edit Tersedianya alat kebersihan sesuai kebutuhan && press Enter",
        },
        {
            trigger: ".o_skp_chip:not(.o_skp_pending):contains('sesuai kebutuhan')",
        },
        {
            content: "The second one goes to the other team, by keyboard",
            trigger: `${cell("Ketua Tim Satu")} .o_skp_chip:contains('kapasitas')`,
            run: "click && press Control+ArrowUp",
        },
        {
            trigger: `${cell("Ketua Tim Dua")} .o_skp_chip:contains('kapasitas')`,
        },
        {
            content: "Undo is offered",
            trigger: ".o_notification button",
        },
        {
            content: "Confirm the matrix",
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "button[name=action_draft]" },
        {
            content: "Who contributes nothing still reads N/A",
            trigger: `${cell("Kepala Bidang Uji")} .o_skp_none:contains('N/A')`,
        },
    ],
});

registry.category("web_tour.tours").add("hr_skp_matrix_member", {
    url: "/odoo",
    steps: () => [
        // The app opens with one's own plan.
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        {
            content: "What the leader gave stands in the plan",
            trigger: "[name=result_ids] td[name=name]:contains('alat kebersihan sesuai kebutuhan')",
            run: "click",
        },
        {
            trigger: ".modal [name=indicator_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal [name=indicator_ids] [name=name] textarea",
            run: "edit Persentase alat kebersihan yang tersedia",
        },
        {
            trigger: ".modal [name=indicator_ids] [name=target] input",
            run: "edit 90 – 95",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: "button[name=action_propose]", run: "click" },
        { trigger: "button[name=action_withdraw]" },
    ],
});

registry.category("web_tour.tours").add("hr_skp_matrix_agree", {
    url: "/odoo",
    steps: () => [
        ...openMenu("hr_skp_menu_team", "hr_skp_menu_team_plans"),
        {
            trigger: ".o_data_row:contains('Ketua Tim Satu') td[name=state]",
            run: "click",
        },
        { trigger: "button[name=action_agree]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".o_notebook a[name=documents]", run: "click" },
        {
            content: "The document is issued",
            trigger: "[name=document_ids] .o_data_row",
        },
    ],
});
