import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hr_skp_portal_plan", {
    url: "/my/skp",
    steps: () => [
        {
            content: "One tap from the task to the plan",
            trigger: ".o_skp_tasks [data-task=propose]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Add a main result",
            trigger: ".o_skp_new[data-result-kind=main] > summary",
            run: "click",
        },
        {
            trigger: "[data-result-kind=main] [data-new=name]",
            run: "edit Usulan persetujuan teknis kenaikan pangkat disusun tepat waktu",
        },
        {
            content: "It supports a result of the leader, whose plan is a draft",
            trigger: "[data-result-kind=main] .o_skp_choose_new",
            run: "click",
        },
        {
            trigger: ".o_skp_choice:contains('Layanan kepegawaian')",
            run: "click",
        },
        {
            trigger: "[data-result-kind=main] [data-new='indicator.name']",
            run: "edit Jumlah usulan",
        },
        {
            trigger: "[data-result-kind=main] [data-new='indicator.target']",
            run: "edit 10 – 12",
        },
        {
            trigger: "[data-result-kind=main] .o_skp_add",
            run: "click",
        },
        {
            content: "The new card is edited in place …",
            trigger: ".o_skp_result textarea[data-skp-field=name]",
            run: "edit Usulan kenaikan pangkat disusun akurat && click body",
        },
        {
            content: "… and saves itself",
            trigger: ".o_skp_status.text-muted:not(:empty)",
        },
        {
            trigger: ".o_skp_bar [data-move=propose]",
            run: "click",
        },
        {
            content: "The step says what it will do before it is taken",
            trigger: ".o_skp_dialog .modal-footer .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_bar [data-move=withdraw]",
        },
    ],
});
