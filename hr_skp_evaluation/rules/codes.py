"""The stable codes of evaluation: what files, exports, documents and tests refer to.

The labels are for the screen; official documents print their own words.
"""

ABOVE, AS, BELOW = "above", "as", "below"
SANGAT_BAIK, BAIK, BUTUH_PERBAIKAN = "sangat_baik", "baik", "butuh_perbaikan"
KURANG, SANGAT_KURANG, ISTIMEWA = "kurang", "sangat_kurang", "istimewa"

#: Of results and of behaviour alike; in the national system 1, 2, 3.
RATINGS = [
    (ABOVE, "Above expectation"),
    (AS, "As expected"),
    (BELOW, "Below expectation"),
]
RATING_NUMBERS = {ABOVE: 1, AS: 2, BELOW: 3}

#: Of a person, best first; in the national system 1 to 5.
PREDICATES = [
    (SANGAT_BAIK, "Very good"),
    (BAIK, "Good"),
    (BUTUH_PERBAIKAN, "Needs improvement"),
    (KURANG, "Poor"),
    (SANGAT_KURANG, "Very poor"),
]
PREDICATE_NUMBERS = {code: number for number, (code, _label) in enumerate(PREDICATES, 1)}

#: Of a unit; "Istimewa" never for a person.
UNIT_PREDICATES = [
    (ISTIMEWA, "Outstanding"),
    (BAIK, "Good"),
    (BUTUH_PERBAIKAN, "Needs improvement"),
    (KURANG, "Poor"),
    (SANGAT_KURANG, "Very poor"),
]

#: How a unit works (Indeks RB), the second axis of its quadrant.
PROCESS_RATINGS = [(SANGAT_BAIK, "Very good"), (BAIK, "Good"), (KURANG, "Poor")]

#: On what a unit's predicate stands.
PERFORMANCE_BASES = [
    ("trajectory", "Trajectory"),
    ("pk_expectation", "PK achievement and leader's expectation"),
    ("result_process", "Results and process"),
    ("direct", "Chosen directly"),
]

#: From what a person is judged in a term.
BASES = [
    ("unit", "Work in the unit"),
    ("academic", "Academic records"),
    ("host", "Reports of the host"),
    ("whole_year", "Overall fulfilment"),
]

#: What the person did after a remark, as marked by the giver or the evaluator.
FOLLOW_UPS = ("none", "partial", "full")
