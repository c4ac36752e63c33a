import { registry } from "@web/core/registry";

/** On a phone: choose what to ask, until when, and whom; send it. */
registry.category("web_tour.tours").add("hr_skp_feedback_ask", {
    url: "/my/skp",
    steps: () => [
        {
            content: "My plan …",
            trigger: ".list-group-item-action:contains('Jabatan Kepala Seksi Uji')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "… leads to asking others",
            trigger: ".o_skp_plan a[href$='/ask']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_ask textarea[name=question]",
            run: "edit Seberapa jelas penjelasan saya?",
        },
        {
            content: "Those asked see the title of this result",
            trigger: ".o_skp_ask label:contains('Laporan') input[name=result]",
            run: "click",
        },
        {
            trigger: ".o_skp_ask input[name=deadline]",
            run: ({ anchor }) => (anchor.value = "2099-06-30"),
        },
        {
            trigger: ".o_skp_ask form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "People close to one stand there to be added",
            trigger: ".o_skp_ask_people form:contains('Warga Uji') .o_skp_add_person",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Somebody farther away is found by his name",
            trigger: ".o_skp_ask_people li:contains('Warga Uji')",
        },
        {
            trigger: ".o_skp_ask_people input[name=q]",
            run: "edit Ketua",
        },
        {
            trigger: ".o_skp_ask_people form[role=search] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_ask_people form:contains('Ketua Tim Uji') .o_skp_add_person",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_ask_people li:contains('Ketua Tim Uji')",
        },
        {
            trigger: ".o_skp_send:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It stands among the requests, sent",
            trigger: ".o_skp_ask .list-group-item:contains('Seberapa jelas') .text-bg-info",
        },
    ],
});

/** On a phone: the task on the home page leads to the questions; they are answered at once. */
registry.category("web_tour.tours").add("hr_skp_feedback_answer_request", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: "[data-task=answer_request]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "On the result that is shown: to be improved",
            trigger: ".o_skp_request fieldset:contains('Laporan') textarea",
            run: "edit Contohnya kurang banyak",
        },
        {
            trigger: ".o_skp_request fieldset:contains('Laporan') label[for$=_improve]",
            run: "click",
        },
        {
            content: "On one of the seven values: good",
            trigger: ".o_skp_request summary",
            run: "click",
        },
        {
            trigger: ".o_skp_request details[open] textarea[name^=text_v]:first",
            run: "edit Selalu menjawab pada hari yang sama",
        },
        {
            trigger: ".o_skp_answer",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_request .alert-success",
        },
    ],
});

/** On a phone: who asked reads the answers, by name. */
registry.category("web_tour.tours").add("hr_skp_feedback_read_answers", {
    url: "/my/skp/feedback",
    steps: () => [
        { trigger: ".o_skp_feedback_card:contains('Contohnya kurang banyak'):contains('Laporan')" },
        { trigger: ".o_skp_feedback_card:contains('Selalu menjawab')" },
    ],
});
