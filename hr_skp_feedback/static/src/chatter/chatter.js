import { registerMessageAction } from "@mail/core/common/message_actions";
import { Chatter } from "@mail/chatter/web_portal/chatter";
import { Thread } from "@mail/core/common/thread_model";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

const WRITTEN = ["comment", "email"];

patch(Thread.prototype, {
    setup() {
        super.setup();
        /** whether the user may give feedback to whom this thread is about, as the server says */
        this.skp_can_give_feedback = false;
    },
});

async function giveFeedback(store, thread, method, args = []) {
    const { orm, action } = store.env.services;
    action.doAction(await orm.call(thread.model, method, [[thread.id], ...args]));
}

/** One tap on a message of a plan: say something about it, with the message as evidence. */
registerMessageAction("skp-give-feedback", {
    condition: ({ message, thread }) =>
        thread?.skp_can_give_feedback &&
        WRITTEN.includes(message.message_type) &&
        !message.isBodyEmpty,
    icon: "fa fa-commenting-o",
    name: _t("Give feedback"),
    onSelected: ({ message, store, thread }) =>
        giveFeedback(store, thread, "action_give_feedback_on_message", [message.id]),
    sequence: 15,
});

patch(Chatter.prototype, {
    onGiveSkpFeedback() {
        return giveFeedback(this.store, this.state.thread, "action_give_feedback");
    },
});
