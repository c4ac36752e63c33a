"""Let a few people of the example agency live through last year, up to what followed from it.

Called by ``load_demo.py`` inside "odoo shell", which gives ``env``.  Every step is taken by the
person whose step it is; a second run changes nothing.
"""

from datetime import timedelta

OFFICER, MANAGER, DECIDER = "analis.sdm", "kasubbag.kinerja", "sekda"
RESULT = "Layanan sesuai tugas jabatan diselesaikan tepat waktu"

#: login -> ratings of results and behaviour last year, predicate of the year before
PEOPLE = {
    "ani.b": (("above", "above"), "sangat_baik"),
    "budi.b": (("above", "above"), "sangat_baik"),
    "gita.b": (("as", "as"), "baik"),
    "dodi.b": (("below", "as"), "baik"),
    "eka.b": (("as", "below"), "baik"),
    "farhan.b": (("as", "below"), None),
}
#: predicate -> per cent
RATES = {
    "sangat_baik": 100,
    "baik": 100,
    "butuh_perbaikan": 90,
    "kurang": 75,
    "sangat_kurang": 50,
}
TARGETS = [
    ("Laporan penyuluhan disampaikan tepat waktu", "Enam laporan sebelum tanggal 5", 60),
    (
        "Tanggapan kepada rekan tim lebih cepat",
        "Tidak ada yang menunggu lebih dari 2 hari",
        90,
    ),
]


def company():
    return env.ref("base.main_company")


def last_year():
    year = company()._get_skp_today().year - 1
    domain = [("year", "=", year), ("company_id", "=", company().id)]
    period = env["hr.skp.period"].search(domain)
    return period or env["hr.skp.period"].create({"year": year, "company_id": company().id})


def user(login):
    return env["res.users"].search([("login", "=", login)]).ensure_one()


def person(login):
    return user(login).employee_ids.ensure_one()


def agree_plan(login, period):
    """The officer makes the plan; its owner proposes, his evaluator agrees."""
    plans = env["hr.skp"].with_user(user(OFFICER))
    plan = plans.create({"employee_id": person(login).id, "period_id": period.id}).sudo()
    own = plan.with_user(user(login)).sudo(False)
    env["hr.skp.result"].with_user(user(login)).create(
        {
            "skp_id": plan.id,
            "name": RESULT,
            "indicator_ids": [
                (0, 0, {"name": "Layanan tepat waktu", "target": "90 – 95%", "aspect": "time"})
            ],
        }
    )
    own.action_sign("propose", password=login)
    evaluator = plan.evaluator_user_id
    plan.with_user(evaluator).sudo(False).action_sign("agree", password=evaluator.login)


def evaluate(login, term, ratings):
    """The person reports, his evaluator rates and finalises, the person accepts."""
    evaluation = env["hr.skp.evaluation"].search(
        [("employee_id", "=", person(login).id), ("term_id", "=", term.id)]
    )
    own = evaluation.with_user(user(login))
    own.line_ids[:1].write({"realisation": "92% layanan tepat waktu"})
    own.action_self_report()
    above = evaluation.with_user(evaluation.evaluator_user_id)
    above.action_rate(*ratings)
    above.action_sign("finalise", password=evaluation.evaluator_user_id.login)
    own.action_sign("receive", password=login)
    own.action_accept()


def rate_the_year(period):
    term = period.term_ids.filtered(lambda t: t.kind == "final")
    term.with_user(user(OFFICER)).action_open()
    env["hr.skp.term"]._cron_open_terms()
    performance = (
        env["hr.skp.unit.performance"]
        .with_user(user("walikota"))
        .create(
            {
                "department_id": person("kadis.b").department_id.id,
                "term_id": term.id,
                "predicate": "baik",
            }
        )
    )
    performance.action_confirm()
    for login, (ratings, _before) in PEOPLE.items():
        evaluate(login, term, ratings)
    term.with_user(user(OFFICER)).action_close("Seluruh hasil telah final")


def set_up_follow_up(period):
    past = env["hr.skp.past.predicate"].with_user(user(OFFICER))
    for login, (_ratings, before) in PEOPLE.items():
        if before:
            past.create(
                {
                    "employee_id": person(login).id,
                    "year": period.year - 1,
                    "predicate": before,
                    "source": "e-Kinerja BKN",
                }
            )
    env["hr.skp.allowance.rate"].with_user(user(MANAGER)).create(
        [
            {
                "predicate": predicate,
                "percent": percent,
                "date_from": period.date_start,
                "basis": "Perwali 12/2025",
            }
            for predicate, percent in RATES.items()
        ]
    )


def decide():
    """The deciding official grants one membership of the talent pool and begins one case."""
    today = company()._get_skp_today()
    pool = env["hr.skp.award"].search(
        [("employee_id", "=", person("ani.b").id), ("benefit", "=", "talent_pool")]
    )
    pool = pool.with_user(user(DECIDER))
    pool.action_approve()
    pool.action_grant("800.1.3.2/15/BKPSDM", today)
    case = env["hr.skp.sanction"].search([("employee_id", "=", person("eka.b").id)])
    case.with_user(user(DECIDER)).action_record("start", "begin", "800.1.6/21/BKPSDM", today)
    evaluator = case.evaluator_user_id
    targets = (
        env["hr.skp.improvement"]
        .with_user(evaluator)
        .create(
            [
                {
                    "sanction_id": case.id,
                    "name": name,
                    "target": target,
                    "date_due": today + timedelta(days=days),
                }
                for name, target, days in TARGETS
            ]
        )
    )
    env["hr.skp.improvement.check"].with_user(user("eka.b")).create(
        {
            "improvement_id": targets[0].id,
            "note": "Laporan bulan ini sudah saya sampaikan pada tanggal 3.",
            "progress": "partial",
        }
    )


def make_allowance_list(period):
    officer = user(OFFICER)
    basis = (
        env["hr.skp.allowance"]
        .with_user(officer)
        .create(
            {
                "term_id": period.term_ids.filtered(lambda t: t.kind == "final").id,
                "department_id": person("kadis.b").department_id.id,
            }
        )
    )
    basis.action_fill()
    basis.action_issue()


def live_last_year():
    period = last_year()
    if period.followed_up_on:
        return
    user(DECIDER).group_ids |= env.ref("hr_skp_reward.group_skp_decider")
    period.sudo().state = "open"
    for login in PEOPLE:
        agree_plan(login, period)
    rate_the_year(period)
    set_up_follow_up(period)
    period.with_user(user(OFFICER)).action_follow_up()
    decide()
    make_allowance_list(period)
    # Else last year would still ask to be read, revised and reported on.
    period.with_user(user(OFFICER)).action_close()


live_last_year()
