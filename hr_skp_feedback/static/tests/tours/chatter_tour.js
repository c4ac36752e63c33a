import { registry } from "@web/core/registry";

/** From a message in the chatter of a plan to feedback that quotes it. */
registry.category("web_tour.tours").add("hr_skp_feedback_chatter", {
    steps: () => [
        {
            content: "Beside the composer, for what has no message yet",
            trigger: ".o-mail-Chatter .o_skp_chatter_give",
        },
        {
            trigger: ".o-mail-Message:contains('Laporan Mei sudah di meja Bapak')",
            run: "hover && click .o-mail-Message-actions [name=skp-give-feedback]",
        },
        {
            content: "The person is chosen, the message stands in the words and as a link",
            trigger: ".modal .o_field_widget[name=employee_position]:contains('Kepala Seksi Uji')",
        },
        {
            trigger: ".modal .o_field_widget[name=links] textarea:value('/mail/message/')",
        },
        {
            trigger: ".modal .o_field_widget[name=name] textarea:value('Laporan Mei')",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
    ],
});
