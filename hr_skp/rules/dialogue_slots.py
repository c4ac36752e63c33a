"""Many dialogues one after the other: the slots of a day, and of the working days after it."""

from datetime import timedelta

#: As far ahead as somebody plans: a calendar without working days ends here.
MAX_DAYS = 366


def slots(first, length, pause, per_day, count, is_working_day):
    """Return the starts of ``count`` slots: every working day from the hour of the first one.

    :param first: naive local time of the first slot; it holds even on a day off, being chosen
    :param length: minutes of a slot
    :param pause: minutes between two slots
    :param per_day: how many on one day at most
    :param is_working_day: function of a date
    :return: naive local times; fewer than ``count`` where no working day follows

    >>> from datetime import datetime
    >>> first = datetime(2026, 1, 9, 9)  # a Friday
    >>> [t.strftime("%d %H.%M") for t in slots(first, 45, 15, 2, 3, lambda d: d.weekday() < 5)]
    ['09 09.00', '09 10.00', '12 09.00']
    """
    step = timedelta(minutes=length + pause)
    found = []
    for days in range(MAX_DAYS):
        if len(found) >= count:
            break
        start = first + timedelta(days=days)
        if days and not is_working_day(start.date()):
            continue
        # A slot that would begin on the next day belongs to that day.
        fitting = (start + number * step for number in range(per_day))
        found += [slot for slot in fitting if slot.date() == start.date()]
    return found[:count]
