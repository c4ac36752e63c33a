import { _t } from "@web/core/l10n/translation";

/**
 * What each step says before it is taken: what it will do, to whom, and whether it asks for a
 * reason.
 *
 * @param {string} move code of the step, as in the plan's table of moves
 * @param {string} party whom it concerns, as the page knows it
 */
export function describeStep(move, party) {
    const who = party || _t("your evaluator");
    const steps = {
        propose: {
            title: _t("Propose the plan?"),
            body: _t(
                "%s gets it to agree or return. Until then you cannot change it, but you can withdraw it.",
                who
            ),
            confirmLabel: _t("Propose"),
        },
        withdraw: {
            title: _t("Withdraw the plan?"),
            body: _t("You can work on it again and propose it later."),
            confirmLabel: _t("Withdraw"),
        },
        agree: {
            title: _t("Agree the plan?"),
            body: _t(
                "The plan of %s is agreed as it stands: a revision is recorded and its document issued with your name. It then changes by a revision only.",
                who
            ),
            confirmLabel: _t("Agree"),
        },
        return: {
            title: _t("Return the plan?"),
            body: _t("%s gets it back to improve it and reads your reason.", who),
            confirmLabel: _t("Return"),
            reasonLabel: _t("What should be improved?"),
        },
        revise: {
            title: _t("Start a revision?"),
            body: _t(
                "The plan opens for changes. What was agreed holds until the new text is agreed."
            ),
            confirmLabel: _t("Start a revision"),
            reasonLabel: _t("Why is it revised?"),
        },
        cancel_revision: {
            title: _t("Give the revision up?"),
            body: _t("All changes since the last agreement are lost; the agreed plan is restored."),
            confirmLabel: _t("Give the revision up"),
            confirmClass: "btn-danger",
        },
        set: {
            title: _t("Set the plan yourself?"),
            body: _t(
                "The plan is agreed as it stands, although the employee did not propose it. The employee reads your reason."
            ),
            confirmLabel: _t("Set the plan"),
            reasonLabel: _t("Why do you set it yourself?"),
        },
    };
    return steps[move];
}
