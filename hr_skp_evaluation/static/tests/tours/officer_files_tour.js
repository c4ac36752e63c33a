import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

function toMenu(section, menu) {
    return [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: `[data-menu-xmlid='${section}']`, run: "click" },
        { trigger: `[data-menu-xmlid='hr_skp_evaluation.${menu}']`, run: "click" },
    ];
}

const toRecap = toMenu("hr_skp_evaluation.hr_skp_menu_reporting", "hr_skp_menu_recap");
const toImport = toMenu("hr_skp.hr_skp_menu_organisation", "hr_skp_menu_past_import");

tours.add("hr_skp_recap_year", {
    url: "/odoo",
    steps: () => [
        ...toRecap,
        { trigger: "[name=term_id] input", run: "edit Tahun Uji" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Tahun Uji')",
            run: "click",
        },
        { trigger: "[name=only_final] input", run: "click" },
        { content: "Who has a final result", trigger: "[name=people_count]:contains('1')" },
        { trigger: "button[name=action_download]", run: "click" },
        { content: "Written in the background", trigger: ".alert-info [name=progress]" },
        {
            content: "One may go on meanwhile",
            trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_reporting']",
            run: "click",
        },
        { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_dashboard']", run: "click" },
        { trigger: ".o_skp_dashboard [data-tile='people']" },
    ],
});

tours.add("hr_skp_recap_fetch", {
    url: "/odoo",
    steps: () => [
        ...toRecap,
        { content: "It waits for its asker", trigger: ".alert-success:visible" },
        { trigger: "button[name=action_restart]", run: "click" },
        { trigger: "[name=term_id] input" },
    ],
});

/** Choose a file as the system's own dialog would. */
function chooseFile(name, text) {
    const input = document.querySelector(".o_field_widget[name=file] input[type=file]");
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type: "text/csv" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

tours.add("hr_skp_import_predicates", {
    url: "/odoo",
    steps: () => [
        ...toImport,
        {
            content: "A file with a year that is no year",
            trigger: ".o_field_widget[name=file] .o_select_file_button",
            run: () =>
                chooseFile(
                    "salah.csv",
                    "NIP;Nama;Tahun;Predikat\n198609262015051007;Staf Uji;dua ribu;Cukup\n"
                ),
        },
        { trigger: ".o_field_widget[name=file] input[type=text]" },
        { trigger: "button[name=action_check]", run: "click" },
        {
            content: "The error is named with its row",
            trigger: "[name=line_ids] .o_data_row [name=row]:contains('2')",
        },
        { trigger: "button[name=action_restart]", run: "click" },
        {
            content: "Mended, and spelled as of old",
            trigger: ".o_field_widget[name=file] .o_select_file_button",
            run: () =>
                chooseFile(
                    "betul.csv",
                    "NIP;Nama;Tahun;Predikat\n" +
                        "198609262015051007;Staf Uji;2024;Cukup\n" +
                        "19860926 201505 1 008;Teman Uji;2024;SANGAT BAIK\n"
                ),
        },
        { trigger: ".o_field_widget[name=file] input[type=text]" },
        { trigger: "button[name=action_check]", run: "click" },
        { trigger: "[name=summary]:contains('2')" },
        { trigger: "button[name=action_import]", run: "click" },
        { trigger: "button[name=action_view_predicates]", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Teman Uji')" },
    ],
});
