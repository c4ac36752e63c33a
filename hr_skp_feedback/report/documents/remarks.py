"""The blocks of achievements and remarks, which feedback (form 7) and evaluation (form 8) share."""

from odoo.addons.hr_skp.report.documents.blocks import behaviour_table
from odoo.addons.hr_skp.report.documents.results import assigned, measure
from odoo.addons.hr_skp.report.documents.tree import (
    Para,
    Sheet,
    Table,
    bullets,
    cell,
    header,
    row,
    text,
)

from . import labels


def remark_heading():
    """The heading of the column of remarks."""
    return cell(labels.REMARKS, bold=True, align="center", valign="middle")


def remark_paras(lines, snapshot):
    """The remarks, each with its source: bullets where there are several."""
    evaluator = snapshot.get("evaluator") or {}
    fallback = text(evaluator.get("position")) or text(evaluator.get("name"))
    found = [labels.remark(line, fallback) for line in lines or ()]
    found = list(filter(None, found))
    return bullets(found) if len(found) > 1 else found


def achievement_paras(result, *, labelled=False):
    """What was achieved of a result: notes in their order, then the final achievement.

    :param labelled: print the label of the notes as well
    """
    lines = result.get("progress") or ()
    notes = bullets(labels.achievement(line) for line in lines if not line.get("is_final"))
    final = bullets(labels.achievement(line) for line in lines if line.get("is_final"))
    final += bullets(_realised(indicator) for indicator in result.get("indicators") or ())
    paras = []
    if notes and labelled:
        paras.append(Para(labels.PROGRESS, bold=True))
    paras += notes
    if final:
        paras += [Para(labels.FINAL_ACHIEVEMENT, bold=True), *final]
    return paras


def realisation_paras(indicator):
    """What was realised of an indicator, with its evidence."""
    return [labels.achievement(_realisation(indicator))]


def _realisation(indicator):
    return {"text": indicator.get("realisation"), "evidence": indicator.get("evidence")}


def _realised(indicator):
    line = _realisation(indicator)
    said = labels.achievement(line)
    return labels.achievement({**line, "indicator": measure(indicator)}) if said else ""


def result_name(result, snapshot):
    """A result with its assigning official and, for one of the running year, its tag."""
    tag = text(result.get("tag"))
    if not tag and result.get("running_year"):
        tag = labels.RUNNING_YEAR
    return f"{assigned(result, snapshot)} {tag}".strip()


def behaviour_remarks_table(snapshot, closing=()):
    """The behaviour block with its column of remarks."""

    def remarks(behaviour):
        return remark_paras(behaviour.get("feedback"), snapshot)

    return behaviour_table(snapshot, (remark_heading(), remarks), closing)


def general_remarks(snapshot):
    """Remarks on the whole, in a box and on a sheet of their own if there are any."""
    paras = remark_paras(snapshot.get("feedback"), snapshot)
    if not paras:
        return []
    box = Table((1,), (header(labels.GENERAL_REMARKS), row(cell(*paras))), header=1)
    return [Sheet(labels.GENERAL_SHEET), box]
