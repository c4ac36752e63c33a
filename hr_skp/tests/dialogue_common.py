from .common import SkpCommon

NOW = "2026-03-02 03:00:00"  # a Monday, 10.00 in Jakarta
TOMORROW = "2026-03-03 02:00:00"
YESTERDAY = "2026-03-01 02:00:00"


class DialogueCommon(SkpCommon):
    """The cast, and dialogues between staff and kasi (his evaluator) unless said otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].union(*cls.users.values()).lang = "en_US"
        cls.dialogues = cls.env["hr.skp.dialogue"]

    @classmethod
    def talk(cls, by="kasi", about="staff", date_start=TOMORROW, **vals):
        """Plan a dialogue as ``by``; return it as the system sees it."""
        vals = {"skp_id": cls.plans[about].id, "date_start": date_start, **vals}
        made = cls.dialogues.with_user(cls.users[by]).create(vals)
        return made.with_env(cls.env)

    @classmethod
    def bring_dialogue_to(cls, dialogue, state):
        """Bring a dialogue into planned, held, confirmed or cancelled by the parties' steps."""
        own = dialogue.with_user(dialogue.skp_id.employee_user_id)
        above = dialogue.with_user(dialogue.skp_id.evaluator_user_id)
        if state == "cancelled":
            above.action_cancel("Rapat lain")
        if state in ("held", "confirmed"):
            dialogue.date_start = YESTERDAY
            above.desired_results = "Laporan tersusun tepat waktu"
            above.action_hold()
        if state == "confirmed":
            own.action_confirm()
            above.action_confirm()
        return dialogue

    def as_(self, dialogue, key):
        return dialogue.with_user(self.users[key])
