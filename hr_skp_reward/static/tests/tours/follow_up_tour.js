import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Put a signed decision into the file field of a dialog. */
function attach(input, name) {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["%PDF-1.4"], name, { type: "application/pdf" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** From the apps to an entry in one of our menus. */
function open(menu, entry) {
    return [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: `[data-menu-xmlid='${menu}']`, run: "click" },
        { trigger: `[data-menu-xmlid='${entry}']`, run: "click" },
    ];
}

/** Choose the so manieth of what a selection in a dialog offers. */
function choose(field, index) {
    return [
        { trigger: `.modal [name=${field}] input`, run: "click" },
        { trigger: `.o_select_menu_item[data-choice-index='${index}']`, run: "click" },
    ];
}

/** Fill the dialog of a decision: its number and its signed file, and confirm. */
function decide(number) {
    return [
        { trigger: ".modal [name=decision_number] input", run: `edit ${number}` },
        {
            trigger: ".modal [name=file]:has(input[type=file]:not(:visible))",
            run: ({ anchor }) => attach(anchor.querySelector("input[type=file]"), "SK.pdf"),
        },
        { trigger: ".modal [name=file] input:value(SK.pdf)" },
        { trigger: ".modal [name=action_confirm]", run: "click" },
    ];
}

/** The state that the bar of the form shows. */
function state(code) {
    return {
        content: `It is ${code}`,
        trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${code}]`,
    };
}

const tours = registry.category("web_tour.tours");

tours.add("hr_skp_reward_award", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_awards"),
        {
            content: "Who was found by the rule",
            trigger: ".o_data_row:contains(Warga Uji) .o_data_cell[name=benefit]:contains(Talent)",
            run: "click",
        },
        state("proposed"),
        { trigger: "button[name=action_approve]", run: "click" },
        state("approved"),
        { trigger: ".o_skp_grant", run: "click" },
        ...decide("SK 800/12/BKPSDM"),
        state("granted"),
        { content: "The decision can be read", trigger: "[name=decision_file] .fa-download" },
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_talent_pool"),
        {
            content: "A member, and on what condition he stays one",
            trigger: ".o_data_row:contains(Warga Uji) [name=stay_text]:not(:empty)",
        },
    ],
});

tours.add("hr_skp_reward_case_begin", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_sanctions"),
        { trigger: ".o_data_row:contains(Warga Uji) .o_data_cell[name=step]", run: "click" },
        state("open"),
        { trigger: ".o_skp_record", run: "click" },
        ...choose("outcome", 0),
        ...decide("SK 1"),
        state("improving"),
        { content: "The clock runs", trigger: "[name=deadline]:not(:empty)" },
    ],
});

tours.add("hr_skp_reward_case_plan", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp.hr_skp_menu_team", "hr_skp_reward.hr_skp_menu_team_improvement"),
        { trigger: ".o_data_row:contains(Warga Uji) .o_data_cell[name=step]", run: "click" },
        {
            content: "The evaluator decides nothing",
            trigger: ".o_form_view:not(:has(.o_skp_record))",
        },
        { trigger: "[name=improvement_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal [name=name] textarea, .modal [name=name] input", run: "edit Laporan bulanan" },
        { trigger: ".modal [name=target] textarea, .modal [name=target] input", run: "edit Enam laporan" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) [name=improvement_ids] .o_data_row:contains(Enam)" },
        ...stepUtils.saveForm(),
    ],
});

tours.add("hr_skp_reward_case_decide", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_sanctions"),
        { trigger: ".o_data_row:contains(Warga Uji) .o_data_cell[name=step]", run: "click" },
        {
            content: "What was said on the phone is read before it is decided",
            trigger: "[name=improvement_ids] .o_data_row:contains(Laporan) .o_data_cell[name=target]",
            run: "click",
        },
        { trigger: ".modal [name=check_ids] .o_data_row:contains(Dua laporan)" },
        { trigger: ".modal .o_form_button_cancel, .modal .btn-close", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_skp_record", run: "click" },
        ...choose("outcome", 0),
        ...decide("SK 2"),
        state("closed"),
    ],
});

tours.add("hr_skp_reward_portal", {
    url: "/my/skp",
    steps: () => [
        { trigger: "a[href='/my/skp/history']", run: "click", expectUnloadPage: true },
        {
            content: "My predicates, the latest first",
            trigger: ".o_skp_year_line:eq(0) .badge.text-bg-danger",
        },
        { trigger: ".o_skp_year_line:eq(1) .badge.text-bg-success" },
        { trigger: "a[href='/my/skp/history.pdf']" },
        { content: "My awards", trigger: ".o_skp_award:contains(Piagam):contains(SK 7)" },
        {
            content: "My improvement plan: say how far I am",
            trigger: ".o_skp_improvement[data-state=improving] .o_skp_check_in",
            run: "click",
        },
        { trigger: ".o_skp_target textarea[name=note]", run: "edit Dua laporan tepat waktu" },
        { trigger: ".o_skp_target select[name=progress]", run: "select partial" },
        {
            trigger: ".o_skp_target button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_target li:contains(Dua laporan tepat waktu)" },
        {
            content: "Nothing is wider than the phone",
            trigger: ".o_skp_portal",
            run: () => {
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("the page scrolls sideways");
                }
            },
        },
    ],
});

tours.add("hr_skp_reward_overview", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_follow_up_dashboard"),
        { content: "Candidates of the year", trigger: "[data-tile=pending]:contains(2)" },
        { trigger: "[data-panel=trend] canvas" },
        {
            content: "A case without a clock yet, and its number opens it",
            trigger: "[data-panel=cases] [data-row=start] button",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Teman Uji)" },
        { content: "Back on the page", trigger: ".o_back_button", run: "click" },
        { trigger: "[data-panel=awards] [data-row=talent_pool] button", run: "click" },
        { trigger: ".o_data_row:contains(Warga Uji)" },
    ],
});

tours.add("hr_skp_reward_overview_officer", {
    url: "/odoo",
    steps: () => [
        ...open("hr_skp_reward.hr_skp_menu_follow_up", "hr_skp_reward.hr_skp_menu_follow_up_dashboard"),
        {
            content: "Of cases there is not even an empty panel",
            trigger: ".o_skp_follow_up:has([data-panel=awards]):not(:has([data-panel=cases]))",
        },
        { trigger: ".o_skp_follow_up:not(:has([data-panel=coverage], [data-panel=nearest]))" },
    ],
});
