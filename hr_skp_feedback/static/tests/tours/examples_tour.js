import { registry } from "@web/core/registry";

/** In the dialog of giving: choose from a list by what one types. */
function choose(field, text) {
    return [
        {
            trigger: `.modal .o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
            run: "click",
        },
    ];
}

/** In the dialog of giving: put a file into the field of evidence. */
function attach(name, type) {
    return [
        {
            trigger: ".modal .o_field_widget[name=evidence_ids] .oe_add",
            run: ({ anchor }) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File(["%PDF-1.4\n%%EOF\n"], name, { type }));
                const input = anchor.querySelector("input[type=file]");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: `.modal .o_attachment:contains('${name}')` },
    ];
}

function tone(code) {
    const place = { good: 1, improve: 2, other: 3 }[code];
    return {
        trigger: `.modal .o_field_widget[name=tone] span:nth-of-type(${place})`,
        run: "click",
    };
}

function say(text) {
    return [
        {
            trigger: ".modal .o_field_widget[name=name] textarea",
            run: `edit ${text}`,
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
    ];
}

/** From the list of the team: the dialog about this person. */
function speakTo(name) {
    return [
        {
            trigger: `.o_data_row:contains('${name}') button[name=action_give_feedback]`,
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=employee_position]" },
    ];
}

/** E4: the evaluator speaks for himself, relays what subordinates said, records a survey. */
registry.category("web_tour.tours").add("hr_skp_e4_evaluator", {
    url: "/odoo/action-hr_skp.hr_skp_action_team",
    steps: () => [
        ...speakTo("Hendra Gunawan"),
        ...choose("result_id", "Launching core value ASN"),
        ...say("semua ekspektasi sudah dilaksanakan"),
        ...speakTo("Hendra Gunawan"),
        ...choose("core_value_id", "Kompeten"),
        tone("improve"),
        {
            trigger: ".modal .o_field_widget[name=relayed_from] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:first, .o-dropdown-item:first",
            run: "click",
        },
        ...say("Perlu lebih sering memberi bimbingan kepada staf"),
        ...speakTo("Hendra Gunawan"),
        ...choose("core_value_id", "Harmonis"),
        {
            trigger: ".modal .o_field_widget[name=source_name] input",
            run: "edit Survei kepuasan penerima layanan kepegawaian",
        },
        ...attach("Survei.pdf", "application/pdf"),
        ...say("Pelayanan ramah dan menghargai semua pihak"),
    ],
});

/** E4: a subordinate, on his phone, on one of the seven values. */
registry.category("web_tour.tours").add("hr_skp_e4_subordinate", {
    url: "/my/skp/feedback/give",
    steps: () => [
        {
            content: "His leader stands among the people close to him",
            trigger: ".o_skp_feedback_give .o_skp_tap:contains('Hendra Gunawan')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_feedback_form #skp_about",
            run: "selectByLabel Kolaboratif",
        },
        {
            trigger: ".o_skp_feedback_form #skp_name",
            run: "edit Melibatkan kami sejak rencana disusun",
        },
        {
            trigger: ".o_skp_give_submit",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_feedback_card:contains('Melibatkan kami')" },
    ],
});

/** E4: the person answers on his phone what is to be improved, and agrees an action out of it. */
registry.category("web_tour.tours").add("hr_skp_e4_answer", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: "[data-task=answer_feedback]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_feedback_card:contains('bimbingan') textarea[name=response]",
            run: "edit Bimbingan staf saya jadwalkan setiap Senin pagi mulai pekan depan",
        },
        {
            trigger: ".o_skp_feedback_card form[action$=respond] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_feedback_card:has(.o_skp_feedback_answer) .o_skp_develop",
            run: "click",
        },
        {
            trigger: ".o_skp_feedback_card details[open] input[name=action_name]",
            run: "edit Sesi bimbingan staf setiap Senin pagi",
        },
        {
            trigger: ".o_skp_feedback_card details[open] input[name=date_due]",
            run: ({ anchor }) => (anchor.value = "2099-03-31"),
        },
        {
            trigger: ".o_skp_feedback_card form[action$=develop] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_skp_development article:contains('setiap Senin pagi')" },
    ],
});

/** E4: the evaluator finds the answer on the board of his team and marks what was done. */
registry.category("web_tour.tours").add("hr_skp_e4_mark", {
    url: "/odoo/action-hr_skp_feedback.hr_skp_feedback_action_team",
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('bimbingan') .fa-reply",
        },
        {
            trigger: ".o_kanban_record:contains('bimbingan')",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=response]:contains('setiap Senin pagi')",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=follow_up] input[data-value=partial]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=follow_up_note] textarea",
            run: "edit Tiga sesi sudah berjalan",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        { trigger: ".o_form_view .o_field_widget[name=follow_up_by_id]" },
    ],
});

/** E5: on his phone the person reports the assigned result to the official who assigned it. */
registry.category("web_tour.tours").add("hr_skp_e5_report", {
    url: "/my/skp",
    steps: () => [
        {
            trigger: ".o_skp_card:contains('Rancangan peraturan bersama') .o_skp_add_progress",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_new_entry[open] [data-new=name]",
            run: "edit Naskah pertama selesai",
        },
        {
            content: "To the assigning official, with a copy to the evaluator, unless one chooses",
            trigger: ".o_skp_new_entry [data-new=reported_to]:has(option[value=assigner])",
        },
        {
            trigger: ".o_skp_save_entry",
            run: "click",
        },
        { trigger: ".o_skp_entry_text:contains('Naskah pertama selesai')" },
    ],
});

/** E5: the assigning official speaks about the result that he asked for; he reads no other. */
registry.category("web_tour.tours").add("hr_skp_e5_assigner", {
    url: "/odoo/action-hr_skp_feedback.hr_skp_feedback_action_give",
    steps: () => [
        ...choose("employee_id", "Ani Rosdiana"),
        {
            trigger: ".modal .o_field_widget[name=result_id] input",
            run: "click",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-menu:contains('Rancangan peraturan bersama'):not(:contains('Alat kebersihan'))",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Rancangan peraturan bersama')",
            run: "click",
        },
        tone("improve"),
        ...say("Lengkapi lampiran peta"),
    ],
});

/** E5: the copy stands on the board of the person's evaluator. */
registry.category("web_tour.tours").add("hr_skp_e5_copy", {
    url: "/odoo/action-hr_skp_feedback.hr_skp_feedback_action_team",
    steps: () => [
        { trigger: ".o_kanban_record:contains('Ani Rosdiana'):contains('Lengkapi lampiran peta')" },
    ],
});
