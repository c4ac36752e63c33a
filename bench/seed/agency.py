"""Who works where: the units and people to be made, as two tables of the database's own session.

``seed_unit`` and ``seed_person`` have a line a copy.  Of a person, ``k`` is his number, ``e`` that
of his evaluator, ``r`` that of the evaluator's evaluator (0: the head of the agency).
"""

from psycopg2.extras import execute_values

from odoo.addons.hr_skp_evaluation.rules.quadrant import person_predicate

from .prototype import POSTS, name_of

#: Of a hundred people: ratings of results and behaviour.
SPREAD = (
    (15, "above", "above"),
    (8, "above", "as"),
    (57, "as", "as"),
    (5, "as", "above"),
    (8, "below", "as"),
    (4, "as", "below"),
    (3, "below", "below"),
)
TERMS = 5
#: Changes which person gets which rating, and nothing else.
SEED = 20250101
#: One team of a list page, and one of somebody who finalises a thousand.
LARGE_TEAMS = (1000, 80)


def count_levels(units):
    """Return how many of ``units`` are of the first, second and third level.

    >>> count_levels(1500)
    (13, 136, 1351)
    """
    first = max(1, min(13, units // 10))
    second = max(1, units // 11)
    return first, second, units - first - second


def make_units(cr, units):
    """Make ``seed_unit``: ``k`` its number (also that of its head), ``parent`` the unit above."""
    first, second, _third = count_levels(units)
    cr.execute(
        """
        CREATE TEMP TABLE seed_unit AS
        SELECT k,
               CASE WHEN k <= %(first)s THEN 1
                    WHEN k <= %(first)s + %(second)s THEN 2 ELSE 3 END AS level,
               CASE WHEN k <= %(first)s THEN 0
                    WHEN k <= %(first)s + %(second)s THEN (k - %(first)s - 1) %% %(first)s + 1
                    ELSE (k - %(first)s - %(second)s - 1) %% %(second)s + %(first)s + 1
               END AS parent,
               (ARRAY['Dinas', 'Bidang', 'Seksi'])[CASE WHEN k <= %(first)s THEN 1
                    WHEN k <= %(first)s + %(second)s THEN 2 ELSE 3 END]
               || ' Uji ' || to_char(k, 'FM0000') AS name
          FROM generate_series(1, %(units)s) k
        """,
        {"first": first, "second": second, "units": units},
    )
    cr.execute("ALTER TABLE seed_unit ADD PRIMARY KEY (k)")


def make_people(cr, people, units, jobs):
    """Make ``seed_person``: the first ``units`` head a unit, the others are spread over them."""
    _make_ratings(cr)
    large = [size * people // 60_000 if people < 6_000 else size for size in LARGE_TEAMS]
    cr.execute(
        """
        CREATE TEMP TABLE seed_person AS
        WITH placed AS (
            SELECT k, CASE WHEN k <= %(units)s THEN k
                           WHEN k > %(people)s - %(page)s THEN %(units)s
                           WHEN k > %(people)s - %(page)s - %(many)s THEN %(units)s - 1
                           ELSE (k - 1) %% %(units)s + 1 END AS u
              FROM generate_series(1, %(people)s) k
        ), led AS (
            SELECT p.k, p.u, u.level, u.name AS unit_name, p.k = u.k AS heads,
                   CASE WHEN p.k = u.k THEN u.parent ELSE u.k END AS e,
                   (hashint8(p.k + %(seed)s)::bigint + 2147483648) %% 100 AS luck
              FROM placed p JOIN seed_unit u ON u.k = p.u
        )
        SELECT l.*, COALESCE(eu.parent, 0) AS r,
               'Pegawai ' || to_char(l.k, 'FM000000') || ' Uji Beban' AS name,
               'pegawai.' || l.k AS login,
               '1986092620' || to_char(10 + l.k / 999 / 12 %% 15, 'FM00')
                   || to_char(1 + l.k / 999 %% 12, 'FM00') || '1'
                   || to_char(1 + l.k %% 999, 'FM000') AS nip,
               CASE WHEN NOT l.heads THEN 'staff' WHEN l.level = 1 THEN 'boss'
                    WHEN l.level = 2 THEN 'middle' ELSE 'head' END AS post,
               eu.level = 1 AS below_first, eu.name AS e_unit, ru.name AS r_unit
          FROM led l
     LEFT JOIN seed_unit eu ON eu.k = l.e
     LEFT JOIN seed_unit ru ON ru.k = eu.parent
        """,
        {"people": people, "units": units, "many": large[0], "page": large[1], "seed": SEED},
    )
    cr.execute("ALTER TABLE seed_person ADD PRIMARY KEY (k)")
    _name_superiors(cr, jobs)


def _make_ratings(cr):
    """Make ``seed_luck``: what the years's ratings are at each of a hundred chances."""
    rows, chance = [], 0
    for share, results, behaviour in SPREAD:
        for _each in range(share):
            rows.append((chance, results, behaviour, person_predicate(results, behaviour)))
            chance += 1
    cr.execute("CREATE TEMP TABLE seed_luck (luck int, res text, beh text, pred text)")
    execute_values(cr._obj, "INSERT INTO seed_luck VALUES %s", rows)


def _name_superiors(cr, jobs):
    """Add post, names, numbers and ratings: what rows and frozen texts quote of each."""
    cr.execute("CREATE TEMP TABLE seed_post (post text, job_id int, job_name text)")
    execute_values(
        cr._obj,
        "INSERT INTO seed_post VALUES %s",
        [(post, jobs[post].id, name) for post, (name, _position) in POSTS.items()],
    )
    cr.execute(
        """
        CREATE TEMP TABLE seed_full AS
        SELECT p.*, j.job_id, j.job_name,
               COALESCE(ep.name, %(top)s) AS e_name, COALESCE(rp.name, %(top)s) AS r_name,
               COALESCE(ep.nip, '') AS e_nip, COALESCE(rp.nip, '') AS r_nip,
               COALESCE(ej.job_name, %(top_job)s) AS e_job,
               COALESCE(rj.job_name, %(top_job)s) AS r_job,
               t.res, t.beh, t.pred, b.pred AS pred_before
          FROM seed_person p
          JOIN seed_post j ON j.post = p.post
     LEFT JOIN seed_person ep ON ep.k = p.e
     LEFT JOIN seed_post ej ON ej.post = ep.post
     LEFT JOIN seed_person rp ON rp.k = p.r
     LEFT JOIN seed_post rj ON rj.post = rp.post
     LEFT JOIN LATERAL (
               SELECT array_agg(l.res ORDER BY g) res, array_agg(l.beh ORDER BY g) beh,
                      array_agg(l.pred ORDER BY g) pred
                 FROM generate_series(1, %(terms)s) g
                 JOIN seed_luck l ON l.luck = CASE WHEN p.heads THEN 30
                                                   ELSE (p.luck + 17 * g) %% 100 END) t ON true
          JOIN seed_luck b ON b.luck = p.luck
         ORDER BY p.k
        """,
        {"top": name_of("top"), "top_job": POSTS["top"][0], "terms": TERMS},
    )
    cr.execute("DROP TABLE seed_person")
    cr.execute("ALTER TABLE seed_full RENAME TO seed_person")
    cr.execute("ALTER TABLE seed_person ADD PRIMARY KEY (k)")
    cr.execute("ANALYZE seed_person")
