import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** The card of an objective or result. */
function card(text) {
    return `.o_hierarchy_node:contains('${text}')`;
}

/** The row of a person in the wizard. */
function person(name) {
    return `.modal .o_data_row:contains('${name}')`;
}

registry.category("web_tour.tours").add("hr_skp_cascade", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_organisation']", run: "click" },
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_cascade']", run: "click" },
        {
            content: "The tree begins at the objective; dive",
            trigger: `${card("Kota bersih")} [name=hierarchy_search_subsidiaries]`,
            run: "click",
        },
        {
            content: "Nobody supports the leader's result: that is marked",
            trigger: `${card("Indeks kebersihan Kota A")} .badge.text-bg-warning`,
        },
        {
            content: "A card opens the plan",
            trigger: `${card("Indeks kebersihan Kota A")} .o_hierarchy_node_content`,
            run: "click",
        },
        {
            content: "Break the result down",
            trigger: ".o_field_widget[name=result_ids] button[name=action_cascade]",
            run: "click",
        },
        {
            trigger: ".modal div[name=parts] textarea",
            run: (helpers) => helpers.edit("Kecamatan I dan II\nKecamatan III dan IV"),
        },
        { trigger: `${person("Kepala Bidang Uji")} td[name=selected]`, run: "click" },
        { trigger: `${person("Kepala Bidang Uji")} td[name=selected] input`, run: "check" },
        { trigger: ".modal button[name=action_preview]", run: "click" },
        {
            content: "The text of the slides is suggested",
            trigger: `.modal .o_data_row:contains('Indeks kebersihan Kecamatan III dan IV')`,
        },
        { trigger: ".modal button[name=action_create_results]", run: "click" },
        { trigger: ".o_notification:contains('2')" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
