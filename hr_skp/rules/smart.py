"""Is it SMART?  Advice on the wording of Indonesian results, indicators and targets.

Advice only, never a block: it reads words, it does not understand them.  Every check is therefore
made to keep silent in doubt; ``tests/test_rules_smart.py`` holds it to that.  What is looked at:

* a result says what will be there, not what one does;
* an indicator names something measurable and, unless it is measured over the whole period, a time;
* a target leaves room for error, except where life, injury, national security or a large monetary
  loss is at stake;
* the control level of an indicator is one that the pyramid has for the post.

Everything here returns stable codes with the word that was found; the model makes sentences.
"""

import re
from typing import NamedTuple

from . import smart_words as words

ACTIVITY = "activity"
VAGUE_RESULT = "vague_result"
CLERICAL_OUTPUT = "clerical_output"
NO_UNIT = "no_unit"
NO_TARGET = "no_target"
NO_TIME = "no_time"
ABSOLUTE_TARGET = "absolute_target"
VAGUE_MEASURE = "vague_measure"
CONTROL_LEVEL = "control_level"
CODES = (
    ACTIVITY,
    VAGUE_RESULT,
    CLERICAL_OUTPUT,
    NO_UNIT,
    NO_TARGET,
    NO_TIME,
    ABSOLUTE_TARGET,
    VAGUE_MEASURE,
    CONTROL_LEVEL,
)

#: More than anybody writes into one field; what comes after it is not read.
MAX_LENGTH = 4000

TOP, MIDDLE, STAFF = "top", "middle", "staff"
#: The pyramid of indicators: the control levels that belong to a post, the most usual first.
PYRAMID = {
    TOP: ("outcome", "intermediate", "low_control"),
    MIDDLE: ("intermediate", "medium_control"),
    STAFF: ("high_control",),
}
_KNOWN_LEVELS = frozenset(level for levels in PYRAMID.values() for level in levels)


class Advice(NamedTuple):
    """One thing to reconsider.

    :param code: one of :data:`CODES`
    :param word: what was found, as it was written; for a control level its code
    :param better: a wording instead, or the usual control levels, comma-separated
    """

    code: str
    word: str = ""
    better: str = ""


def _phrases(*alternatives):
    """Compile alternatives of whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


_BULLET = re.compile(r"\s*(?:[-*–—•·▪➢]|(?:\d{1,3}|[a-z])[.)])\s", re.IGNORECASE)
_LEAD = re.compile(
    rf"[\W_]*(?:(?:\d{{1,3}}|[a-z])[.)])?[\W_]*(?:(?:{words.LEADS})\s+)*", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VERB = re.compile(r"me(?:m|n|ng|ny|l|r|w|y)[a-z]{2,}(?:kan|i)")

_RESULT_SIGNS = _phrases(words.RESULT_SIGNS)
_VAGUE_TASKS = _phrases(words.VAGUE_TASKS)
_CLERICAL = _phrases(words.CLERICAL_PRODUCTS)
_MEASURES = _phrases(words.MEASURES)
_TIMES = _phrases(words.TIMES)
_STANDING = _phrases(words.STANDING)
_BOUNDS = _phrases(words.BOUNDS)
_BOUND_IN_NAME = re.compile(rf"(?<!\w)(?:{words.BOUNDS}) \D{{0,4}}\d", re.IGNORECASE)
_BOUND_SIGNS = re.compile(r"[<>≤≥±~]|\+/-")
_ABSOLUTES = _phrases(words.ABSOLUTES)
_ABSOLUTE_GOALS = _phrases(words.ABSOLUTE_GOALS)
_CALENDAR = re.compile(rf"(?:{words.CALENDAR})(?!\w)", re.IGNORECASE)
_STAKES = _phrases(words.STAKES)
_VAGUE_MEASURES = _phrases(words.VAGUE_MEASURES)
_GRADES = _phrases(words.GRADES)

_AMOUNT = r"\d+(?:[.,]\d+)*"
_FULL = re.compile(r"(?<![\d.,])100(?:[.,]0+)? ?(?:%|persen)|seratus persen", re.IGNORECASE)
_RANGE = re.compile(
    rf"{_AMOUNT} ?(?:%|[^\W\d_]+)? ?(?:[-–—−~]|s ?[./]? ?d\.?|sampai(?: dengan)?|hingga) ?"
    rf"(?:rp\.? ?)?{_AMOUNT}",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d ?(?:%|[^\W\d_])|(?<!\w)rp\.? ?\d", re.IGNORECASE)
_AMOUNT_WITH_UNIT = re.compile(rf"{_AMOUNT} ?(?:%|[^\W\d_]+)?")
_NOT_AMOUNTS = re.compile(words.NOT_AMOUNTS, re.IGNORECASE)


def position_level(position):
    """Return the storey of the pyramid of a position code, position group or ``team_leader``.

    >>> position_level("jpt_pratama"), position_level("pengawas"), position_level("jf_mahir")
    ('top', 'middle', 'staff')
    >>> position_level("ja") is None
    True
    """
    position = str(position or "")
    if position.split("_")[0] == "jpt":
        return TOP
    if position in ("administrator", "pengawas", "team_leader"):
        return MIDDLE
    if position == "pelaksana" or position.split("_")[0] == "jf":
        return STAFF
    return None


def _read(text):
    return str(text or "")[:MAX_LENGTH]


def _flat(*texts):
    """Join texts with every white space made one space, as the phrases expect it."""
    return " ".join(" ".join(texts).split())


def _fold(word):
    return word.upper().casefold()


# ------------------------------------------------------------
# RESULT
# ------------------------------------------------------------


def check_result(text, position=None):
    """Return the advice on the text of a planned result.

    >>> check_result("Menyusun laporan keuangan")
    [Advice(code='activity', word='Menyusun', better='Tersusunnya')]
    >>> check_result("Tersusunnya laporan keuangan yang akurat")
    []
    """
    text = _read(text)
    flat = _flat(text)
    if not flat:
        return []
    found = _find_activity(text)
    if vague := _VAGUE_TASKS.search(flat):
        found.append(Advice(VAGUE_RESULT, vague.group()))
    elif not found and len(flat.split()) == 1:
        found.append(Advice(VAGUE_RESULT, flat[:80]))
    if position_level(position) == TOP and (clerical := _CLERICAL.match(flat)):
        found.append(Advice(CLERICAL_OUTPUT, clerical.group()))
    return found


def _find_activity(text):
    """Return the advice on the first line that begins with an activity, in a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    # A line that merely goes on from the one before may begin with any word.
    for line in lines[:1] + [line for line in lines[1:] if _BULLET.match(line)]:
        rest = line[_LEAD.match(line).end() :]
        if (word := _WORD.match(rest)) and (advice := _judge_word(word.group(), rest)):
            return [advice]
    return []


def _judge_word(word, line):
    plain = _fold(word).replace("-", "")
    if plain in words.ACTIVITY_NOUNS:
        if _RESULT_SIGNS.search(_flat(line)):
            return None
        return Advice(ACTIVITY, word, _like(word, words.ACTIVITY_NOUNS[plain]))
    if plain in words.ACTIVITIES or (_VERB.fullmatch(plain) and plain not in words.NOT_ACTIVITIES):
        return Advice(ACTIVITY, word, _like(word, words.ACTIVITIES.get(plain, "")))
    return None


def _like(word, better):
    """Write ``better`` with the capitals of ``word``."""
    if len(word) > 1 and word.isupper():
        return better.upper()
    return better.capitalize() if word[:1].isupper() else better


# ------------------------------------------------------------
# INDICATOR
# ------------------------------------------------------------


def check_indicator(
    name,
    target="",
    approach="quantitative",
    control_level=None,
    position=None,
    *,
    uom="",
    aspects=(),
    context="",
):
    """Return the advice on an indicator with its target.

    :param position: position code or group, or ``team_leader``
    :param uom: the unit, where it has a field of its own
    :param aspects: codes of the aspects that it measures
    :param context: the result's text and its other indicators: a time named there counts here, and
        so does what is at stake

    >>> [advice.code for advice in check_indicator("Laporan keuangan", "12")]
    ['no_unit', 'absolute_target']
    >>> check_indicator("Persentase usulan yang memenuhi syarat", "90 – 95%")
    []
    """
    lines = _read(name)
    name, target, uom, context = (_flat(_read(text)) for text in (name, target, uom, context))
    if not name and not target:
        return []
    goal = _flat(target, uom)
    own = _flat(name, goal)
    quantitative = approach != "qualitative"
    found = _find_activity(lines)
    vague = _check_vague(name, target, own)
    unclear = vague + (_check_unit(name, target, uom, goal) if quantitative else [])
    found += [one for one in unclear if not (vague and one.code == NO_UNIT)]
    # A measure brings its time along, the period; where there is none yet, that comes first.
    if "time" in aspects or NO_UNIT not in [one.code for one in unclear]:
        found += _check_time(own, goal, context, aspects)
    if not _STAKES.search(_flat(own, context)):
        level = position_level(position)
        found += _check_amount(goal, own, level) if quantitative else _check_absolute(own)
    return found + _check_level(control_level, position)


def _check_vague(name, target, own):
    if not _MEASURES.search(own) and not re.search(r"\d", own):
        if vague := _VAGUE_MEASURES.search(own):
            return [Advice(VAGUE_MEASURE, vague.group())]
    if _fold(target) in words.VAGUE_TARGETS and not _GRADES.search(name):
        return [Advice(VAGUE_MEASURE, target)]
    return []


def _check_unit(name, target, uom, goal):
    found = []
    has_unit = (
        uom or _MEASURES.search(_flat(name, target)) or _COUNTED.search(goal) or _TIMES.search(goal)
    )
    if not has_unit:
        found.append(Advice(NO_UNIT))
    if not target and not re.search(r"\d", name):
        found.append(Advice(NO_TARGET))
    return found


def _check_time(own, goal, context, aspects):
    if _TIMES.search(own):
        return []
    if "time" not in aspects:
        measured_all_year = _MEASURES.search(own) or _COUNTED.search(goal) or _STANDING.search(own)
        if measured_all_year or _TIMES.search(context):
            return []
    return [Advice(NO_TIME)]


def _check_absolute(text):
    """Find what the regulation calls an absolute target: all, always, never, 100 %."""
    if found := _ABSOLUTES.search(text):
        return [Advice(ABSOLUTE_TARGET, found.group())]
    full = _FULL.search(text)
    return [Advice(ABSOLUTE_TARGET, full.group())] if full and not _RANGE.search(text) else []


def _check_amount(goal, own, level):
    if found := _check_absolute(goal):
        return found
    if zero := _ABSOLUTE_GOALS.search(goal):
        return [Advice(ABSOLUTE_TARGET, zero.group())]
    # A JPT's figures are those of his performance agreement; he may not soften them here.
    if level == TOP or _leaves_room(goal, own):
        return []
    for amount in _AMOUNT_WITH_UNIT.finditer(_NOT_AMOUNTS.sub(" ", goal)):
        text = amount.group()
        # Of a single thing there is no range; of monthly reports there are twelve.
        if "%" in text or not (re.match(r"1\b(?![.,]\d)", text) or _CALENDAR.search(own)):
            return [Advice(ABSOLUTE_TARGET, text)]
    return []


def _leaves_room(goal, own):
    return (
        _RANGE.search(goal)
        or _BOUNDS.search(goal)
        or _BOUND_SIGNS.search(goal)
        or _BOUND_IN_NAME.search(own)
    )


def _check_level(control_level, position):
    usual = PYRAMID.get(position_level(position))
    if not usual or control_level not in _KNOWN_LEVELS or control_level in usual:
        return []
    return [Advice(CONTROL_LEVEL, control_level, ",".join(usual))]
