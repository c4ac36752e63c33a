"""The role-result matrix: its columns' keys, who may change which row, and the order of the rows.

The one place for it: the model's guards, the grid's hints and the tests all read it.
"""

from .plan_states import AGREED, may_edit

#: What a change of a row needs: nothing more, or that the member's plan is opened first.
EDIT, REVISE = "edit", "revise"

#: Officials first, then the functional posts by level, staff last; unknown posts at the very end.
ROW_ORDER = (
    "jpt_utama",
    "jpt_madya",
    "jpt_pratama",
    "administrator",
    "pengawas",
    "jf_ahli_utama",
    "jf_ahli_madya",
    "jf_ahli_muda",
    "jf_ahli_pertama",
    "jf_penyelia",
    "jf_mahir",
    "jf_terampil",
    "jf_pemula",
    "pelaksana",
)


def change_step(state, is_evaluator, is_known):
    """Return what a matrix leader needs to change a member's plan: EDIT, REVISE, or None: never.

    The evaluator of the member may do all that the plan's own table allows him.  Another leader
    proposes: into a plan that is being worked on, or, once his results have been agreed in it
    (``is_known``), by opening its revision, so that nobody reopens a stranger's plan.

    >>> change_step('draft', False, False), change_step('proposed', True, False)
    ('edit', 'edit')
    >>> change_step('agreed', True, False), change_step('agreed', False, True)
    ('revise', 'revise')
    >>> change_step('proposed', False, True), change_step('agreed', False, False)
    (None, None)
    """
    if may_edit(state, {"evaluator"} if is_evaluator else {"leader"}):
        return EDIT
    if state == AGREED and (is_evaluator or is_known):
        return REVISE
    return None


def column_key(result_id, indicator_id=None):
    """Return the key of a column: a leader's result, or one of its indicators.

    >>> column_key(12), column_key(12, 34)
    ('12-0', '12-34')
    """
    return f"{result_id}-{indicator_id or 0}"


def parse_column_key(key):
    """Return ``(result id, indicator id or None)`` of a key, or ``None`` for what is no key.

    >>> parse_column_key('12-34'), parse_column_key('12-0'), parse_column_key('drop table')
    ((12, 34), (12, None), None)
    """
    result, dash, indicator = str(key).partition("-")
    if not (dash and result.isdecimal() and indicator.isdecimal()):
        return None
    return int(result), int(indicator) or None


def row_rank(position):
    """Return the place of a post in the rows.

    >>> row_rank('pengawas') < row_rank('jf_ahli_utama') < row_rank('pelaksana') < row_rank(False)
    True
    """
    return ROW_ORDER.index(position) if position in ROW_ORDER else len(ROW_ORDER)
