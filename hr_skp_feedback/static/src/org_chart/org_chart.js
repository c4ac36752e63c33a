import { HrOrgChart } from "@hr_org_chart/fields/hr_org_chart";
import { patch } from "@web/core/utils/patch";

/** One tap from a card of the org chart: say something to this person. */
patch(HrOrgChart.prototype, {
    async onGiveFeedback(employeeId) {
        const action = await this.orm.call("hr.employee.public", "action_give_feedback", [
            employeeId,
        ]);
        this.actionService.doAction(action);
    },
});
