import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hr_skp_sign", {
    steps: () => [
        {
            content: "Choose those that wait",
            trigger: ".o_data_row:contains('Staf Uji') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('Teman Uji') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_agree]",
            run: "click",
        },
        {
            content: "One password for both",
            trigger: ".modal [name=skp_count]:contains('2')",
        },
        {
            trigger: ".modal [name=password] input[type=password]",
            run: "edit uji_kasi",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
    ],
});

registry.category("web_tour.tours").add("hr_skp_portal_sign", {
    steps: () => [
        {
            trigger: ".o_skp_bar [data-move=propose]",
            run: "click",
        },
        {
            content: "Nothing to confirm before the password is there",
            trigger: ".o_skp_dialog .modal-footer .btn-primary:disabled",
        },
        {
            trigger: ".o_skp_dialog .o_skp_password",
            run: "edit salah-sekali",
        },
        {
            trigger: ".o_skp_dialog .modal-footer .btn-primary:enabled",
            run: "click",
        },
        {
            content: "What is wrong is said in the dialog",
            trigger: ".o_skp_dialog [role=alert]:not(:empty)",
        },
        {
            trigger: ".o_skp_dialog .o_skp_password",
            run: "edit uji_warga",
        },
        {
            trigger: ".o_skp_dialog .modal-footer .btn-primary:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_bar [data-move=withdraw]",
        },
    ],
});

/** Draw a stroke, as a finger does. */
function draw(canvas) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const stroke = [
        ["pointerdown", 0.2, 0.2],
        ["pointermove", 0.4, 0.8],
        ["pointermove", 0.6, 0.2],
        ["pointerup", 0.8, 0.8],
    ];
    for (const [type, x, y] of stroke) {
        const options = { pointerId: 1, isPrimary: true, bubbles: true, cancelable: true };
        const [clientX, clientY] = [left + width * x, top + height * y];
        const buttons = type === "pointerup" ? 0 : 1;
        canvas.dispatchEvent(new PointerEvent(type, { ...options, clientX, clientY, buttons }));
    }
}

registry.category("web_tour.tours").add("hr_skp_portal_sign_drawn", {
    steps: () => [
        {
            trigger: ".o_skp_bar [data-move=agree]",
            run: "click",
        },
        {
            content: "Draw",
            trigger: ".o_skp_dialog canvas.o_web_sign_signature",
            run: ({ anchor }) => draw(anchor),
        },
        {
            trigger: ".o_skp_dialog .modal-footer .btn-primary:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_skp_plan:not(:has(.o_skp_bar [data-move=agree]))",
        },
    ],
});
