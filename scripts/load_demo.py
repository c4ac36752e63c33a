"""Fill a database with the example agency: run inside "odoo shell" (make demo does).

Everything goes in as a user would bring it in: the workbook through the import, the period through
its opening, results, proposals and agreements as the person whose step it is.  A second run changes
nothing.  Prints who can log in; the password of each is his login.
"""

import base64
import io
import json
import runpy
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps
from reportlab.pdfgen import canvas

from odoo import fields
from odoo.tools import SQL

import odoo.addons.hr_skp
from odoo.addons.hr_skp.rules.dialogue_states import AGREED_THINGS
from odoo.addons.hr_skp.rules.signing import SIGNED_MOVES
from odoo.addons.hr_skp_feedback.models.hr_skp_progress_notice import SILENT

DATA = Path(odoo.addons.hr_skp.__file__).resolve().parents[1] / "data"

#: login -> group beyond that of any employee
GROUPS = {
    "kasubbag.kinerja": "hr_skp.group_skp_manager",
    "analis.sdm": "hr_skp.group_skp_officer",
    "kasubbag.umum.b": "hr_skp.group_skp_unit_officer",
    "auditor": "hr_skp.group_skp_auditor",
}
UNIT_OFFICERS = {"DKB": "kasubbag.umum.b"}

#: (whose plan, who takes the step, step, reason), in the order of a January
STEPS = [
    ("kadis.a", "kadis.a", "propose", None),
    ("kadis.b", "kadis.b", "propose", None),
    ("kadis.b", "walikota", "agree", None),
    ("ketua1.b", "ketua1.b", "propose", None),
    ("ketua1.b", "kadis.b", "agree", None),
    ("ketua2.b", "ketua2.b", "propose", None),
    ("ani.b", "ani.b", "propose", None),
    ("ani.b", "kadis.b", "agree", None),
    ("budi.b", "budi.b", "propose", None),
    ("citra.b", "citra.b", "propose", None),
    ("citra.b", "kadis.b", "return", "Tambahkan batas waktu pada indikator pemeriksaan kesehatan."),
    ("eka.b", "eka.b", "propose", None),
    ("gita.b", "gita.b", "propose", None),
    ("gita.b", "kadis.b", "agree", None),
    ("gita.b", "gita.b", "revise", "Penugasan baru: pendampingan pembahasan Perda di DPRD."),
    ("staf.pangkat", "staf.pangkat", "propose", None),
    ("staf.pangkat", "kasubbid.pangkat", "agree", None),
    ("analis.sdm", "analis.sdm", "propose", None),
]

#: whose plan -> (core value, special expectation), written by the evaluator
EXPECTATIONS = {
    ("ani.b", "kadis.b"): (
        "kolaboratif",
        "Menjadi penghubung yang dipercaya antara tim, kecamatan dan masyarakat.",
    ),
    ("staf.pangkat", "kasubbid.pangkat"): (
        "akuntabel",
        "Teliti sejak berkas diterima, sehingga tidak ada usulan yang dikembalikan BKN.",
    ),
}

#: whose plan -> lines of the annex
COMMITMENTS = {
    "kadis.b": [
        ("resource", "Membutuhkan tambahan 40 petugas kebersihan dan 6 unit armada", False),
        ("accountability", "Progress hasil kerja dilaporkan setiap triwulan", "quarter"),
        ("consequence", "Jika memenuhi ekspektasi maka diusulkan mengikuti pelatihan PKN", False),
    ],
    "ani.b": [
        ("resource", "Membutuhkan data kebutuhan alat dari setiap kecamatan", False),
        ("accountability", "Progress hasil kerja dilaporkan setiap bulan", "month"),
        ("consequence", "Jika tidak memenuhi ekspektasi maka mendapat bimbingan", False),
    ],
    "staf.pangkat": [
        ("resource", "Membutuhkan akses aplikasi SIASN dan pemindai dokumen", False),
        ("accountability", "Progress hasil kerja dilaporkan setiap minggu", "week"),
        ("consequence", "Jika memenuhi ekspektasi maka diusulkan mengikuti bimtek SIASN", False),
    ],
}

TABLE = [
    ("admin", "technical administrator", "settings; password admin"),
    ("kasubbag.kinerja", "SKP administrator", "configuration, delegations, user links"),
    ("analis.sdm", "SKP officer", "readiness, opening a period, import; own qualitative plan"),
    ("kasubbag.umum.b", "unit officer", "the plans of Dinas Kebersihan Kota B"),
    ("auditor", "auditor", "reads every plan and its log"),
    ("walikota", "head of the region", "agrees the plan of kadis.a"),
    ("sekda", "deciding official (PyB)", "awards, talent pool, sanction cases"),
    ("kadis.b", "head of a Dinas", "matrix of Kota B, plans to agree"),
    ("ketua1.b", "team leader (JF)", "second level of the matrix; own plan agreed"),
    ("ketua2.b", "team leader (JF)", "own plan proposed; a work team across units"),
    ("ani.b", "employee, portal", "agreed plan, its document, a confirmed dialogue"),
    ("citra.b", "employee, portal", "plan returned with a reason"),
    ("dodi.b", "employee, portal", "draft with two results from the matrix"),
    ("gita.b", "employee, portal", "plan being revised, a dialogue to confirm"),
    ("eka.b", "employee, portal", "improvement plan after last year (confidential)"),
    ("staf.pangkat", "employee, portal", "quantitative plan of example E3"),
    ("kaban", "head of an office", "feedback and evidence of example E4, form 7"),
]


def load_demo():
    """Bring everything in, step by step; each step leaves alone what is there."""
    set_up_company()
    import_agency()
    set_up_users()
    open_period()
    for name in ("e1-kota-a", "e2-kota-b"):
        fill_example(read_example(name))
    fill_staff_example(read_example("e3-usulan-kenaikan-pangkat"))
    for (owner, evaluator), (value, text) in EXPECTATIONS.items():
        write_expectation(owner, evaluator, value, text)
    for owner, lines in COMMITMENTS.items():
        write_commitments(owner, lines)
    for owner, actor, step, reason in STEPS:
        take_step(owner, actor, step, reason)
    more = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
    for row in more["library"]:
        add_to_library(row)
    for row in more["teams"]:
        set_up_team(row)
    for row in more["assignments"]:
        ask_for_people(row)
    for row in more["dialogues"]:
        hold_dialogue(row)
    if "hr.skp.progress" in env:
        for row in more["achievements"]:
            record_achievements(row)
    if "hr.skp.feedback" in env:
        play_feedback_example(read_example("e4-umpan-balik"))
        give_feedback(more)
    if "hr.skp.evaluation" in env:
        evaluate(more["evaluations"])
    if "hr.skp.sanction" in env:
        runpy.run_path(str(DATA.parent / "scripts" / "demo_last_year.py"), {"env": env})
    env.cr.commit()


def update(record, **vals):
    """Write what differs, so that a second run writes nothing."""
    changed = {
        name: value
        for name, value in vals.items()
        if record._fields[name].convert_to_write(record[name], record) != value
    }
    if changed:
        record.write(changed)


# ------------------------------------------------------------
# The agency
# ------------------------------------------------------------


def company():
    return env.ref("base.main_company")


def set_up_company():
    update(
        company(),
        name="Pemerintah Kota Asri",
        country_id=env.ref("base.id").id,
        agency_kind="regional",
        signing_city="Asri",
        skp_letterhead="Jalan Taman Asri Nomor 1, Kota Asri",
        skp_signature="account",
    )
    if company().uses_default_logo:
        company().logo = base64.b64encode((DATA / "kota-asri-logo.png").read_bytes())
    update(company().resource_calendar_id, tz="Asia/Jakarta")
    update(env.ref("base.user_admin"), lang="id_ID", tz="Asia/Jakarta")


def import_agency():
    admin = env.ref("base.user_admin")
    wizard = env["hr.skp.import"].with_user(admin).with_context(lang="id_ID")
    content = (DATA / "kota-asri.xlsx").read_bytes()
    wizard = wizard.create({"file": base64.b64encode(content), "filename": "kota-asri.xlsx"})
    wizard.action_import()
    if wizard.state != "done":
        lines = wizard.line_ids.filtered(lambda line: line.severity == "error")
        raise SystemExit("\n".join(f"{li.sheet} {li.row} {li.column}: {li.what}" for li in lines))
    head = env["hr.employee"].search([("skp_code", "=", "WALIKOTA")])
    update(company(), agency_head_id=head.id)


def set_up_users():
    for login, group in GROUPS.items():
        if env.ref(group) not in user(login).group_ids:
            user(login).group_ids |= env.ref(group)
    for code, login in UNIT_OFFICERS.items():
        unit = env["hr.department"].search([("skp_code", "=", code)])
        if user(login) not in unit.skp_officer_ids:
            unit.skp_officer_ids |= user(login)
    people = env["hr.employee"].search([("user_id", "!=", False)])
    people.user_id.filtered(lambda member: not member.tz).tz = "Asia/Jakarta"
    query = SQL(
        "SELECT id FROM res_users WHERE id IN %s AND COALESCE(password, '') = ''",
        tuple(people.user_id.ids),
    )
    for member in env["res.users"].browse(row[0] for row in env.execute_query(query)):
        member.password = member.login


def user(login):
    return env["res.users"].search([("login", "=", login)]).ensure_one()


# ------------------------------------------------------------
# The plans
# ------------------------------------------------------------


def period():
    year = company()._get_skp_today().year
    return env["hr.skp.period"].search(
        [("year", "=", year), ("company_id", "=", company().id)]
    ) or env["hr.skp.period"].create({"year": year, "company_id": company().id})


def open_period():
    """Open the year; what the scheduled action would do in the background is done at once."""
    if period().state == "draft":
        period().with_user(user("kasubbag.kinerja")).action_open()
    env["hr.skp.period"]._cron_open_periods()


def plan_of(login, actor=None):
    """Return somebody's plan of the year, as ``actor`` (a login) sees it."""
    plan = env["hr.skp"].search(
        [("employee_user_id", "=", user(login).id), ("period_id", "=", period().id)]
    )
    return plan.ensure_one().with_user(user(actor or login))


def read_example(name):
    return json.loads((DATA / "examples" / f"{name}.json").read_text(encoding="utf-8"))


def indicator_vals(indicator):
    """Return the values of an indicator as it stands in an example file."""
    vals = {key: value for key, value in indicator.items() if key != "aspects"}
    aspects = [*indicator.get("aspects", ()), False, False]
    return {**vals, "aspect": aspects[0], "second_aspect": aspects[1]}


def add_indicators(result, owner, indicators):
    """The owner gives a result its measures and targets."""
    result.with_user(user(owner)).write(
        {"indicator_ids": [(0, 0, indicator_vals(indicator)) for indicator in indicators]}
    )


def add_result(owner, content, **vals):
    """The owner writes a result into his own plan."""
    own = {"skp_id": plan_of(owner).id, "name": content["name"], **vals}
    if content.get("perspective"):
        own["perspective"] = content["perspective"]
    result = env["hr.skp.result"].with_user(user(owner)).create(own)
    add_indicators(result, owner, content["indicators"])
    return result


def fill_example(example):
    """Fill the leader's plan, his matrix, and the matrices of the team leaders."""
    leader = example["leader"]
    if plan_of(leader["employee"]).result_ids:
        return
    objective = env["hr.skp.objective"].search([("code", "=", leader["objective"])])
    for content in leader["results"]:
        add_result(leader["employee"], content, objective_id=objective.id)
    fill_matrix(leader["employee"], example["rows"], example)
    for team in example["teams"]:
        fill_matrix(team["leader"], team["rows"], example)


def fill_matrix(leader, rows, example):
    """The leader chooses the members, divides roles and results, and confirms."""
    plan = plan_of(leader)
    plan.action_open_matrix()
    matrix = plan.matrix_ids
    if example.get("strategy") and leader == example["leader"]["employee"]:
        matrix.strategy = example["strategy"]
    members = {row["employee"]: plan_of(row["employee"]).id for row in rows}
    for row_id in set(matrix.sudo().member_ids.ids) - set(members.values()):
        matrix.member_remove(row_id)
    matrix.member_add(list(set(members.values()) - set(matrix.sudo().member_ids.ids)))
    columns = [f"{result.id}-0" for result in plan.result_ids]
    for row in rows:
        for column, cell in zip(columns, row["cells"], strict=True):
            for content in cell:
                fill_cell(matrix, row["employee"], members, column, content, example)
    matrix.action_confirm()


def fill_cell(matrix, member, members, column, content, example):
    added = matrix.cell_add(members[member], column, content["name"])
    choices = {key: example[key] for key in ("cascade", "cascade_basis")}
    matrix.cell_choose(added["result_id"], choices)
    result = env["hr.skp.result"].browse(added["result_id"])
    add_indicators(result, member, content["indicators"])


def fill_staff_example(example):
    """One person plans quantitatively, a colleague the same result qualitatively."""
    for login, approach in ((example["employee"], "quantitative"), ("analis.sdm", "qualitative")):
        plan = plan_of(login)
        if plan.result_ids:
            continue
        update(plan, approach=approach)
        for content in example[approach]["results"]:
            add_result(login, content)


def write_expectation(owner, evaluator, value, text):
    plan = plan_of(owner, evaluator)
    line = plan.behaviour_ids.filtered(lambda b: b.core_value_id.code == value)
    if plan.state == "draft":
        update(line, expectation=text)


def write_commitments(owner, lines):
    plan = plan_of(owner)
    if not plan.commitment_ids and plan.state == "draft":
        env["hr.skp.commitment"].with_user(user(owner)).create(
            [
                {"skp_id": plan.id, "kind": kind, "name": name, "interval": interval}
                for kind, name, interval in lines
            ]
        )


def take_step(owner, actor, step, reason):
    """Take a step that the plan's log does not show yet."""
    plan = plan_of(owner, actor)
    done = plan.sudo().log_ids.filtered(lambda log: log.action == step)
    if not done and step in SIGNED_MOVES:
        plan.action_sign(step, reason, password=actor)
    elif not done:
        getattr(plan, f"action_{step}")(*([reason] if reason else []))


# ------------------------------------------------------------
# The library, a team, assignments, dialogues (data/demo.json)
# ------------------------------------------------------------


def person(login):
    return user(login).employee_ids


def unit(code):
    return env["hr.department"].search([("skp_code", "=", code)]) if code else env["hr.department"]


def in_days(days):
    """Return the day so many days from the agency's today; it lives in the present."""
    return company()._get_skp_today() + timedelta(days=days)


def add_to_library(row):
    """An officer adds a model result; one with the same wording is there already."""
    library = env["hr.skp.library.result"].with_user(user("kasubbag.kinerja"))
    if library.search([("name", "=", row["name"])]):
        return
    job = env["hr.job"].search([("name", "=", row["job"])], limit=1) if "job" in row else None
    library.create(
        {
            "name": row["name"],
            "kind": row.get("kind", "main"),
            "job_id": job.id if job else False,
            "department_id": unit(row.get("unit")).id,
            "indicator_ids": [(0, 0, indicator) for indicator in row["indicators"]],
        }
    )


def set_up_team(row):
    teams = env["hr.skp.team"].with_user(user("kasubbag.kinerja"))
    if teams.search([("name", "=", row["name"])]):
        return
    teams.create(
        {
            "name": row["name"],
            "purpose": row["purpose"],
            "leader_id": person(row["leader"]).id,
            "department_id": unit(row["unit"]).id,
            "period_id": period().id,
            "member_ids": [
                (0, 0, {"employee_id": person(login).id, "role": role})
                for login, role in row["members"].items()
            ],
        }
    )


def ask_for_people(row):
    """The official writes the request and sends it to the evaluators."""
    assignments = env["hr.skp.assignment"].with_user(user(row["assigner"]))
    if assignments.search([("name", "=", row["name"])]):
        return
    assignment = assignments.create(
        {
            "name": row["name"],
            "description": row["description"],
            "assigner_id": person(row["assigner"]).id,
            "period_id": period().id,
            "answer_deadline": in_days(row["days"]),
            "is_open_call": row.get("open_call", False),
            "nominee_ids": [(0, 0, {"employee_id": person(login).id}) for login in row["nominees"]],
        }
    )
    assignment.action_request()


def hold_dialogue(row):
    """One of the parties plans a dialogue at nine in the morning; then the steps are taken."""
    plan = plan_of(row["about"], row["by"])
    if plan.sudo().dialogue_ids.filtered(lambda dialogue: dialogue.kind == row["kind"]):
        return
    said = {name: row[name] for name in ("location", "video_url", "notes") if name in row}
    said |= {name: row[name] for name in AGREED_THINGS if name in row}
    nine = fields.Datetime.to_datetime(in_days(row["days"])) + timedelta(hours=9)
    dialogues = plan.env["hr.skp.dialogue"].with_context(no_mail_to_attendees=True)
    people = [person(login).id for login in row.get("participants", ())]
    dialogue = dialogues.create(
        {
            "skp_id": plan.id,
            "kind": row["kind"],
            "date_start": dialogues._to_utc(nine),
            "participant_ids": [(6, 0, people)],
            **said,
        }
    )
    for step in row["steps"]:
        move, _by, party = step.partition(" by ")
        actor = plan.sudo().evaluator_user_id if party else user(row["about"])
        getattr(dialogue.with_user(actor), f"action_{move}")()


# ------------------------------------------------------------
# The year
# ------------------------------------------------------------


def record_achievements(row):
    """Somebody records what he achieved, with evidence, and says how his result gets on."""
    result = plan_of(row["employee"]).result_ids[row["result"]]
    # What every day would be told separately is history here.
    quiet = result.with_context(skp_silent=SILENT)
    if not result.progress_ids:
        for content in row["entries"]:
            record_achievement(quiet, content)
    if result.progress_mark != row["mark"]:
        result.action_mark_progress(row["mark"])


def record_achievement(result, content):
    day = max(in_days(-content["days"]), result.skp_id.date_start)
    vals = {"result_id": result.id, "name": content["name"], "date": day}
    if "value" in content:
        vals |= {"value": content["value"], "indicator_id": result.indicator_ids[:1].id}
    vals |= {name: content[name] for name in ("is_final", "links") if content.get(name)}
    entry = result.env["hr.skp.progress"].create(vals)
    entry._add_evidence([(name, demo_file(name)) for name in content.get("evidence", ())])


def demo_file(name):
    """Return a one-page letter, or a picture in quiet colours, that bears its name."""
    out = io.BytesIO()
    if name.endswith(".pdf"):
        page = canvas.Canvas(out, invariant=1)
        page.drawString(72, 760, name.removesuffix(".pdf"))
        page.drawString(72, 740, "Contoh bukti dukung - Pemerintah Kota Asri")
        page.save()
    else:
        shade = sum(name.encode()) % 90
        image = Image.linear_gradient("L").resize((960, 640))
        tinted = ImageOps.colorize(image, (40 + shade, 90, 110), (200, 220, 190 + shade // 2))
        ImageDraw.Draw(tinted).text((40, 40), name, fill="white", font_size=44)
        tinted.save(out, "JPEG")
    return out.getvalue()


# ------------------------------------------------------------
# Feedback
# ------------------------------------------------------------


def days_ago(plan, days):
    """Return a day that many days before today, within the plan; a later one for less than none."""
    return max(in_days(-days), plan.sudo().date_start)


def play_feedback_example(example):
    """E4: a plan agreed, a second result assigned within the year, then a year of dialogue."""
    owner, evaluator = example["employee"], example["evaluator"]
    plan = plan_of(owner)
    if plan.revision < 1:
        update(plan, approach="qualitative")
        for content in example["results"]:
            add_result(owner, content)
        plan.action_sign("propose", None, password=owner)
        plan_of(owner, evaluator).action_sign("agree", None, password=evaluator)
    if not plan.result_ids.filtered("assignment_id"):
        assign_result(example)
        plan.action_sign("propose", None, password=owner)
        plan_of(owner, evaluator).action_sign("agree", None, password=evaluator)
    record_example_progress(plan, example["progress"])
    entries = [say({"about": owner, **said}) for said in example["feedback"]]
    for answer in example["responses"]:
        answer_feedback(entries[answer["feedback"]], owner, answer)
    agree_development(owner, owner, example["development"], entries)


def assign_result(example):
    """An official asks the evaluator for the person, who approves; the owner works it out."""
    name = example["added"]["name"]
    ask_for_people(
        {
            "assigner": example["assigner"],
            "name": name,
            "description": name,
            "days": 30,
            "nominees": [example["employee"]],
        }
    )
    assignment = env["hr.skp.assignment"].search([("name", "=", name)])
    assignment.nominee_ids.with_user(user(example["evaluator"])).action_approve()
    result = plan_of(example["employee"]).result_ids.filtered("assignment_id")
    add_indicators(result, example["employee"], example["added"]["indicators"])


def record_example_progress(plan, lines):
    result = plan.result_ids[:1]
    if result.progress_ids:
        return
    for line in lines:
        entry = plan.env["hr.skp.progress"].create(
            {
                "result_id": result.id,
                "name": line["name"],
                "date": days_ago(plan, line["days"]),
                "is_final": line.get("is_final", False),
            }
        )
        entry._add_evidence([(name, demo_file(name)) for name in line["evidence"]])


def give_feedback(example):
    entries = [say(said) for said in example["feedback"]]
    for entry, said in zip(entries, example["feedback"], strict=True):
        answer_feedback(entry, said["about"], {"text": said.get("response"), **said})
    for content in example["development"]:
        agree_development(content["about"], content.get("by"), content, entries)


def say(said):
    """Give feedback as ``by``, unless it was given; return it as its giver has it."""
    plan = plan_of(said["about"]).sudo()
    entries = env["hr.skp.feedback"].with_user(user(said["by"]))
    found = entries.search([("skp_id", "=", plan.id), ("name", "=", said["name"])])
    if found:
        return found
    plain = ("tone", "channel", "name", "obstacle", "alternative", "source_name", "relayed_from")
    vals = {name: said[name] for name in plain if name in said}
    if "result" in said:
        vals["result_id"] = plan.result_ids[said["result"]].id
    if said.get("added"):
        vals["result_id"] = plan.result_ids.filtered("assignment_id").id
    if "value" in said:
        value = env["hr.skp.core.value"].search([("code", "=", said["value"])])
        vals["core_value_id"] = value.id
    day = days_ago(plan, said["days"])
    return entries.create({"employee_id": plan.employee_id.id, "date": day, **vals})


def answer_feedback(entry, owner, answer):
    if answer.get("text") and not entry.sudo().response:
        entry.with_user(user(owner)).action_respond(answer["text"])
    if answer.get("follow_up") and not entry.sudo().follow_up:
        entry.action_mark(answer["follow_up"], answer.get("note"))


def agree_development(owner, actor, content, entries):
    actions = env["hr.skp.development"]
    plan = plan_of(owner)
    if actions.search([("skp_id", "=", plan.id), ("name", "=", content["name"])]):
        return
    entry = entries[content["feedback"]] if "feedback" in content else None
    actor = user(actor) if actor else entry.sudo().giver_user_id
    actions.with_user(actor).create(
        {
            "skp_id": plan.id,
            "feedback_id": entry.id if entry else False,
            "kind": content["kind"],
            "name": content["name"],
            "date_due": days_ago(plan, content["days"]),
        }
    )


# ------------------------------------------------------------
# Evaluation
# ------------------------------------------------------------


def evaluate(content):
    """Open the first terms as the officer does, set units, and bring people into several states."""
    terms = period().term_ids.sorted("sequence")
    for number in content["open"]:
        if terms[number].state == "draft":
            terms[number].with_user(user("kasubbag.kinerja")).action_open()
            env["hr.skp.term"]._cron_open_terms()
    for row in content["units"]:
        set_unit(row, terms[row["term"]])
    for row in content["people"]:
        for move in row["moves"]:
            take_evaluation_move(row, move, terms[row["term"]])


def set_unit(row, term):
    """The leader above sets and confirms the performance of a unit."""
    performances = env["hr.skp.unit.performance"].with_user(user(row["by"]))
    key = {"department_id": unit(row["unit"]).id, "term_id": term.id}
    if not performances.search([(name, "=", value) for name, value in key.items()]):
        vals = {name: row[name] for name in ("predicate", "standing", "note") if name in row}
        performances.create({**key, **vals}).action_confirm()


def take_evaluation_move(row, move, term):
    """Take a step that the evaluation's log does not show yet, as the person whose step it is."""
    evaluation = env["hr.skp.evaluation"].search(
        [("employee_user_id", "=", user(row["about"]).id), ("term_id", "=", term.id)]
    )
    taken = env["hr.skp.log"].search(
        [
            ("res_model", "=", "hr.skp.evaluation"),
            ("res_id", "=", evaluation.id),
            ("action", "=", f"evaluation_{move}"),
        ]
    )
    if not evaluation or taken:
        return
    own = evaluation.with_user(evaluation.employee_user_id)
    above = evaluation.with_user(evaluation.evaluator_user_id)
    if move == "self_report":
        own.action_take_achievements()
        for line in own.line_ids.filtered(lambda line: not line.realisation):
            line.realisation = row.get("realisation", "Terlaksana sesuai target periode ini")
        own.action_self_report()
    elif move == "return":
        above.action_return(row["reason"])
    elif move == "rate":
        above.action_start_rating().recommendation = row.get("recommendation")
        env["hr.skp.recommendation"].with_user(evaluation.evaluator_user_id).search(
            [("evaluation_id", "=", evaluation.id), ("given_on", "!=", False)]
        ).action_open()
        above.action_rate(*row["ratings"], row.get("departure"))
    elif move == "finalise":
        above.action_sign(move, password=above.env.user.login)
    elif move in ("receive", "accept"):
        own.action_sign(move, password=own.env.user.login)
    else:
        getattr(own, f"action_{move}")()


def print_logins():
    names = {member.login: member.name for member in env["res.users"].search([])}
    print("The example agency: Pemerintah Kota Asri. Log in as one of these; password = login.\n")
    print(f"  {'login':18}{'who':34}{'is':26}{'look at'}")
    for login, role, what in TABLE:
        print(f"  {login:18}{names[login][:32]:34}{role:26}{what}")
    print("\nAll 42 people can log in; data/source/Pegawai.csv lists their logins.")


load_demo()
print_logins()
