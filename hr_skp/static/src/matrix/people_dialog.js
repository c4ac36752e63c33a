import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { imageUrl } from "@web/core/utils/urls";

/** Choose people for the matrix among those whom the leader may add. */
export class PeopleDialog extends Component {
    static template = "hr_skp.PeopleDialog";
    static components = { Dialog };
    static props = { resId: Number, onAdd: Function, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ query: "", people: [], chosen: {} });
        useAutofocus();
        this.last = new KeepLast();
        this.search = useDebounced(() => this.load(), 250);
        onWillStart(() => this.load());
    }

    async load() {
        this.state.people = await this.last.add(
            this.orm.call("hr.skp.matrix", "get_candidates", [
                [this.props.resId],
                this.state.query,
            ])
        );
    }

    onInput(ev) {
        this.state.query = ev.target.value;
        this.search();
    }

    avatarUrl(person) {
        return imageUrl("hr.employee.public", person.employee_id, "avatar_128");
    }

    get chosenIds() {
        const isChosen = ([, chosen]) => chosen;
        return Object.entries(this.state.chosen).filter(isChosen).map(([id]) => Number(id));
    }

    confirm() {
        this.props.onAdd(this.chosenIds);
        this.props.close();
    }
}
