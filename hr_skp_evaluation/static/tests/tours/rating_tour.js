import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Rate the line that is current, and see that the next one is. */
function rate(index, key, code) {
    return [
        {
            content: `Line ${index} is current`,
            trigger: `.o_skp_rating_line.o_skp_current[data-line='${index}']`,
            run: `press ${key}`,
        },
        {
            trigger: `.o_skp_rating_line[data-line='${index}'] .o_skp_chosen[data-rating='${code}']`,
        },
    ];
}

registry.category("web_tour.tours").add("hr_skp_rating_screen", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_team']", run: "click" },
        { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_rating']", run: "click" },
        { content: "The first of the team", trigger: ".o_skp_person.active:contains('Staf Uji')" },
        ...rate(0, "2", "as"),
        ...[1, 2, 3, 4, 5, 6, 7].flatMap((index) => rate(index, "1", "above")),
        {
            trigger: "[data-field='result_rating'] [data-rating='as']",
            run: "click",
        },
        {
            trigger: "[data-field='behaviour_rating'] [data-rating='above']",
            run: "click",
        },
        { trigger: ".o_skp_here[data-predicate='baik']" },
        { content: "Everything is saved", trigger: ".o_skp_saved[data-unsaved='0']" },
        { trigger: ".o_skp_rating_screen", run: "press s" },
        { content: "The next person", trigger: ".o_skp_person.active:contains('Teman Uji')" },
        { trigger: ".o_skp_progress_dot[data-predicate='baik']" },
    ],
});
