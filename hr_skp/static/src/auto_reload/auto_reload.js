import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onWillUnmount, useEffect, xml } from "@odoo/owl";

/**
 * Reloads the record every few seconds while its boolean `field` is true, for work that goes on in
 * the background. What the user is typing is never thrown away.
 */
export class SkpAutoReload extends Component {
    static template = xml`<i class="fa fa-spinner fa-spin" t-if="isBusy" aria-hidden="true"/>`;
    static props = { ...standardWidgetProps, field: String, seconds: Number };

    setup() {
        useEffect(
            (isBusy) => {
                if (isBusy) {
                    this.timer = setInterval(() => this.reload(), this.props.seconds * 1000);
                }
                return () => clearInterval(this.timer);
            },
            () => [this.isBusy]
        );
        onWillUnmount(() => clearInterval(this.timer));
    }

    get isBusy() {
        return this.props.record.data[this.props.field];
    }

    async reload() {
        if (document.hidden || (await this.props.record.isDirty())) {
            return;
        }
        await this.props.record.load();
    }
}

registry.category("view_widgets").add("skp_auto_reload", {
    component: SkpAutoReload,
    extractProps: ({ attrs }) => ({ field: attrs.field, seconds: Number(attrs.seconds) || 3 }),
    fieldDependencies: ({ attrs }) => [{ name: attrs.field, type: "boolean" }],
});
