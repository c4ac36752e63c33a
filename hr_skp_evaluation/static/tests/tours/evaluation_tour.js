import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hr_skp_evaluation_report", {
    url: "/my/skp",
    steps: () => [
        {
            content: "One tap from the task to the report",
            trigger: ".o_skp_tasks [data-task=self_report]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What was achieved in the term is taken over",
            trigger: ".o_skp_achievements:contains(Semua usulan terkirim)",
        },
        {
            trigger: ".o_skp_take",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "textarea[data-skp-field=realisation]:value(Semua usulan terkirim)",
        },
        {
            trigger: ".o_skp_line input[data-skp-field=realisation_value]",
            run: "edit 12,5 && click body",
        },
        {
            content: "… and saves itself",
            trigger: ".o_skp_status.text-muted:not(:empty)",
        },
        {
            trigger: "textarea[data-skp-field=self_note]",
            run: "edit Dua usulan menyusul && click body",
        },
        {
            trigger: ".o_skp_hand_in",
            run: "click",
        },
        {
            content: "It says what it will do before it is done",
            trigger: ".o_skp_dialog .modal-footer .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_evaluation:not(:has(.o_skp_hand_in)) .alert-info",
        },
    ],
});

registry.category("web_tour.tours").add("hr_skp_evaluation_object", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: ".o_skp_tasks [data-task=receive]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The result in a word and its colour",
            trigger: ".o_skp_outcome .o_skp_predicate_butuh_perbaikan",
        },
        {
            trigger: ".o_skp_receive",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The clock of the objection runs",
            trigger: ".o_skp_clock:contains(14)",
        },
        {
            trigger: ".o_skp_objecting > summary",
            run: "click",
        },
        {
            trigger: ".o_skp_objecting textarea",
            run: "edit Bukti dukung tidak diperhitungkan",
        },
        {
            trigger: ".o_skp_object",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_objection[data-state=filed]:contains(Bukti dukung)",
        },
    ],
});

registry.category("web_tour.tours").add("hr_skp_evaluation_decide", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: ".o_skp_tasks [data-task=decide]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Both sides are heard",
            trigger: ".o_skp_objection:contains(Bukti dukung):contains(Usulan terlambat)",
        },
        {
            trigger: ".o_skp_deciding select[name=result_rating]",
            run: "select as",
        },
        {
            trigger: ".o_skp_deciding textarea",
            run: "edit Keterlambatan karena sistem BKN",
        },
        {
            trigger: ".o_skp_decide",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_outcome .o_skp_predicate_baik",
        },
    ],
});

registry.category("web_tour.tours").add("hr_skp_evaluation_rate", {
    steps: () => [
        {
            content: "What was realised stands beside what is rated",
            trigger: ".o_skp_measure:contains(11 laporan)",
        },
        {
            trigger: "select[data-skp-field=result_rating]",
            run: "select above",
        },
        {
            trigger: "select[data-skp-field=behaviour_rating]",
            run: "select above",
        },
        {
            content: "The place in the quadrant follows",
            trigger: ".o_skp_rating_predicate.o_skp_predicate_sangat_baik",
        },
        {
            trigger: "textarea[data-skp-field=recommendation]",
            run: "edit Pertahankan && click body",
        },
        {
            content: "Done at once: what is still on its way is sent first",
            trigger: ".o_skp_rate",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_finalise",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_outcome .o_skp_predicate_sangat_baik",
        },
    ],
});
