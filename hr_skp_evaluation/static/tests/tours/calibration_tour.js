import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

function openBoard() {
    return [
        ...stepUtils.goToAppSteps("hr_skp.hr_skp_menu_root", "Open SKP"),
        { trigger: "[data-menu-xmlid='hr_skp.hr_skp_menu_team']", run: "click" },
        { trigger: "[data-menu-xmlid='hr_skp_evaluation.hr_skp_menu_calibration']", run: "click" },
    ];
}

function zone(place, name) {
    return `.o_skp_zone[data-place='${place}'] .o_skp_card:contains('${name}')`;
}

/** As a browser drags: the tour's own helper knows no data that is carried along. */
function drag(card, target) {
    const zone = document.querySelector(target);
    const dataTransfer = new DataTransfer();
    const send = (el, type) =>
        el.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    send(card, "dragstart");
    send(zone, "dragover");
    send(zone, "drop");
    send(card, "dragend");
}

function giveReason(text) {
    return [
        { trigger: ".o_dialog .o_skp_reason", run: `edit ${text}` },
        { trigger: ".o_dialog .o_skp_confirm:enabled", run: "click" },
    ];
}

registry.category("web_tour.tours").add("hr_skp_calibration_evaluator", {
    url: "/odoo",
    steps: () => [
        ...openBoard(),
        {
            content: "By mouse: it is my own rating that changes",
            trigger: zone("as/as", "Teman Uji"),
            run: ({ anchor }) => drag(anchor, ".o_skp_zone[data-place='as/above']"),
        },
        ...giveReason("Konsisten membantu rekan"),
        { trigger: zone("as/above", "Teman Uji") },
        { trigger: ".o_skp_share:contains('3')", run: "click" },
        { trigger: ".o_dialog .btn-primary", run: "click" },
        { content: "All three are submitted", trigger: ".o_skp_unshare:contains('3')" },
    ],
});

registry.category("web_tour.tours").add("hr_skp_calibration_superior", {
    url: "/odoo",
    steps: () => [
        ...openBoard(),
        { trigger: zone("below/as", "Warga Uji"), run: "click" },
        { content: "By keyboard: to the middle", trigger: ".o_skp_calibration", run: "press 5" },
        ...giveReason("Data terlambat dihitung"),
        {
            content: "It stands where it is proposed",
            trigger: `${zone("as/as", "Warga Uji")}.o_skp_card_proposed`,
        },
        { trigger: ".o_skp_proposal .o_skp_withdraw" },
    ],
});

registry.category("web_tour.tours").add("hr_skp_calibration_answer", {
    url: "/odoo",
    steps: () => [
        ...openBoard(),
        { trigger: ".o_skp_to_answer:contains('1')" },
        { trigger: zone("as/as", "Warga Uji"), run: "click" },
        { trigger: ".o_skp_accept", run: "click" },
        { trigger: ".o_dialog .btn-primary", run: "click" },
        { content: "Nothing waits", trigger: ".o_skp_calibration:not(:has(.o_skp_to_answer))" },
        { trigger: `${zone("as/as", "Warga Uji")}:not(.o_skp_card_proposed)` },
    ],
});
