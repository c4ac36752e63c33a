import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const toDashboard = [
    ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
    { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_reporting']", run: "click" },
    { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_dashboard']", run: "click" },
];

registry.category("web_tour.tours").add("hr_skp_dashboard_officer", {
    url: "/odoo",
    steps: () => [
        ...toDashboard,
        { trigger: "[data-tile='people']:contains('7')" },
        { trigger: "[data-tile='late']:contains('3')" },
        { content: "The pattern is drawn", trigger: "[data-panel='distribution'] canvas" },
        { trigger: "[data-panel='distribution']:contains('Dinas Uji')" },
        { trigger: "[data-panel='objections']:contains('Teman Uji')" },
        { content: "Into the Bidang", trigger: ".o_skp_unit button:contains('Bidang Uji')", run: "click" },
        { trigger: "[data-tile='people']:contains('6')" },
        {
            content: "A number opens its list",
            trigger: "[data-panel='units'] tr:contains('Seksi Uji') .o_skp_late:contains('1')",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains('Kepala Seksi Uji')" },
        { trigger: ".o_pager_limit:contains('1'), .o_list_view:not(:has(.o_data_row ~ .o_data_row))" },
        {
            content: "Back where one was",
            trigger: ".o_breadcrumb a, .breadcrumb-item a, .o_back_button",
            run: "click",
        },
        { trigger: "[data-tile='people']:contains('6')" },
        { trigger: "[data-tile='objections']:contains('1')", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Teman Uji')" },
    ],
});

registry.category("web_tour.tours").add("hr_skp_dashboard_head", {
    url: "/odoo",
    steps: () => [
        ...toDashboard,
        { content: "His subtree, without himself", trigger: "[data-tile='people']:contains('4')" },
        { trigger: ".o_skp_unit:contains('Seksi Uji')" },
        { trigger: ".o_skp_dashboard:not(:contains('Dinas Uji'))" },
    ],
});
