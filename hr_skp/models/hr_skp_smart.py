from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

from ..rules import smart

_lt = LazyTranslate(__name__)

#: What to say for each code of ``rules.smart``, with an example of a better wording.
SENTENCES = {
    smart.ACTIVITY: _lt(
        "“%(word)s” says what you do. What will be there when it is done? "
        "E.g. “Tersedianya layanan pengangkutan sampah rutin”."
    ),
    smart.VAGUE_RESULT: _lt(
        "“%(word)s” could be anybody's. Name the result, e.g. “Arsip aktif tertata sesuai "
        "kaidah kearsipan”."
    ),
    smart.CLERICAL_OUTPUT: _lt(
        "“%(word)s” is your staff's output. What changes through your unit? "
        "E.g. “Indeks kebersihan Kota A”."
    ),
    smart.NO_UNIT: _lt("Name what is counted or measured, e.g. “Persentase …” or “Jumlah …”."),
    smart.NO_TARGET: _lt("Add a target, e.g. “10 – 12 laporan”."),
    smart.NO_TIME: _lt("Say by when or how fast, e.g. “… paling lambat 25 Juli”."),
    smart.ABSOLUTE_TARGET: _lt(
        "“%(word)s” leaves no room for error. A range does, e.g. “90 – 95” or “10 – 12”."
    ),
    smart.VAGUE_MEASURE: _lt(
        "“%(word)s” cannot be checked. By what will one see it? "
        "E.g. “Tidak ada usulan yang BTL karena kesalahan data”."
    ),
    smart.CONTROL_LEVEL: _lt("“%(word)s” is unusual for this post; usual: %(better)s."),
}
ACTIVITY_WITH_BETTER = _lt(
    "“%(word)s” says what you do. Write what will be there, e.g. “%(better)s …”."
)


class HrSkpResult(models.Model):
    """Quiet advice on the wording; it blocks nothing, and nobody has to follow it."""

    _inherit = "hr.skp.result"

    # With sudo: a portal user reads neither posts nor matrices, and only the level of the post of
    # this plan's owner goes into the advice.
    smart_advice = fields.Text(
        "Advice on the wording",
        compute="_compute_smart_advice",
        compute_sudo=True,
    )

    @api.depends(
        "name", "skp_id.form", "skp_id.job_id.asn_position", "skp_id.matrix_ids.member_ids"
    )
    @api.depends_context("lang")
    def _compute_smart_advice(self):
        for result in self:
            found = smart.check_result(result.name, result._get_smart_position())
            result.smart_advice = result._get_smart_text(found)

    def _get_smart_position(self):
        """Return the post by which the pyramid of indicators measures the owner of the plan."""
        plan = self.skp_id
        if plan.form == "jpt":
            return "jpt"
        position = plan.job_id.asn_position
        if smart.position_level(position) == smart.STAFF and plan.matrix_ids.member_ids:
            return "team_leader"
        return position

    @api.model
    def _get_smart_text(self, advice):
        """Return one line per piece of advice in the user's language, or False."""
        return "\n".join(self._get_smart_sentence(one) for one in advice) or False

    @api.model
    def _get_smart_sentence(self, advice):
        word, better = advice.word, advice.better
        sentence = SENTENCES[advice.code]
        if advice.code == smart.ACTIVITY and better:
            sentence = ACTIVITY_WITH_BETTER
        elif advice.code == smart.CONTROL_LEVEL:
            field = self.env["hr.skp.indicator"]._fields["control_level"]
            labels = dict(field._description_selection(self.env))
            word = labels[word]
            better = ", ".join(labels[level] for level in better.split(","))
        text = self.env._(sentence)
        return text % {"word": word, "better": better}


class HrSkpIndicator(models.Model):
    _inherit = "hr.skp.indicator"

    # With sudo for the same reason as the result's.
    smart_advice = fields.Text(
        "Advice",
        compute="_compute_smart_advice",
        compute_sudo=True,
    )

    @api.depends(
        "name",
        "target",
        "uom",
        "aspect",
        "second_aspect",
        "control_level",
        "result_id.name",
        "result_id.indicator_ids.name",
        "result_id.indicator_ids.target",
        "result_id.skp_id.approach",
        "result_id.skp_id.form",
        "result_id.skp_id.job_id.asn_position",
        "result_id.skp_id.matrix_ids.member_ids",
    )
    @api.depends_context("lang")
    def _compute_smart_advice(self):
        for indicator in self:
            result = indicator.result_id
            found = smart.check_indicator(
                indicator.name,
                indicator.target,
                result.skp_id.approach,
                indicator.control_level,
                result._get_smart_position(),
                uom=indicator.uom,
                aspects=(indicator.aspect, indicator.second_aspect),
                context=indicator._get_smart_context(),
            )
            indicator.smart_advice = result._get_smart_text(found)

    def _get_smart_context(self):
        """Return what the result and its other indicators say: they may name the time."""
        others = self.result_id.indicator_ids - self
        texts = [self.result_id.name, *others.mapped("name"), *others.mapped("target")]
        return "\n".join(filter(None, texts))
