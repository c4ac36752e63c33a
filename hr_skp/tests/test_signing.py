import base64
import logging
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_skp.models.hr_skp_signing import Signing
from odoo.addons.hr_skp.rules.signing import content_hash

from .signing_common import SigningCommon


@tagged("post_install", "-at_install", "hr_skp")
class TestSigning(SigningCommon):
    """Who signs what, for whom, how; and what a signature is worth once the plan is changed."""

    def test_nothing_happens_without_a_signature(self):
        """The steps answer with the dialog, and the plan stays as it is."""
        self.add_result("staff")
        answer = self.plan("staff", "staff").action_propose()
        self.assertEqual(answer["res_model"], "hr.skp.sign")
        self.assertEqual(self.plans["staff"].state, "draft")
        self.sign("staff", "propose")
        for step in ("action_agree", "action_set"):
            answer = getattr(self.plan("staff", "kasi"), step)(
                *(["Alasan"] if step == "action_set" else [])
            )
            self.assertEqual(answer["res_model"], "hr.skp.sign")
        self.assertEqual(self.plans["staff"].state, "proposed")
        self.assertFalse(self.plans["staff"].revision_ids)

    def test_both_sign(self):
        """Two signatures over the same terms, in the revision and on the document."""
        plan = self.agree_electronically("staff")
        self.assertRecordValues(
            plan.signature_ids.sorted("id"),
            [
                {
                    "party": "employee",
                    "user_id": self.users["staff"].id,
                    "name": "Staf Uji",
                    "official_id": False,
                    "revision": 1,
                    "method": "account",
                    "date": plan.proposed_on,
                },
                {
                    "party": "evaluator",
                    "user_id": self.users["kasi"].id,
                    "name": "Kepala Seksi Uji",
                    "official_id": False,
                    "revision": 1,
                    "method": "account",
                    "date": plan.agreed_on,
                },
            ],
        )
        content = plan.revision_ids.content
        self.assertEqual(set(plan.signature_ids.mapped("sha256")), {content_hash(content)})
        signed = content["signatures"]
        self.assertEqual([signed[party]["by"] for party in ("employee", "evaluator")], ["", ""])
        self.assertTrue(signed["employee"]["at"].endswith("+07:00"))

    def test_wrong_password(self):
        """A wrong or missing one signs nothing; nobody else's will do."""
        self.add_result("staff")
        for password in (None, "", "salah", self.users["kasi"].login):
            with self.subTest(password=password), self.assertRaises(UserError):
                self.plan("staff", "staff").action_sign("propose", password=password)
        self.assertEqual(self.plans["staff"].state, "draft")
        self.assertFalse(self.plans["staff"].signature_ids)

    def test_who_may_sign(self):
        """Nobody but the two: no officer, head, colleague; nor the evaluator for the employee."""
        self.add_result("staff")
        for role in ("kasi", "officer", "manager", "kabid", "teman", "unit_officer", "auditor"):
            with self.subTest(move="propose", role=role), self.assertRaises(AccessError):
                self.sign("staff", "propose", role)
        self.sign("staff", "propose")
        for role in ("staff", "officer", "manager", "kabid", "teman", "unit_officer", "auditor"):
            with self.subTest(move="agree", role=role), self.assertRaises(AccessError):
                self.sign("staff", "agree", role)
        self.assertEqual(len(self.plans["staff"].signature_ids), 1)

    def test_only_signed_steps(self):
        self.bring_signed("staff")
        for move in ("return", "withdraw", "cancel", "unlink", ""):
            with self.subTest(move=move), self.assertRaises(UserError):
                self.sign("staff", move, "kasi", "Alasan")

    def bring_signed(self, key):
        self.add_result(key)
        self.sign(key, "propose")

    def test_delegate_signs_for_the_official(self):
        """What he signs is his, on behalf of the official, and printed so."""
        self.add_delegate("kasi", "ketua")
        self.bring_signed("staff")
        self.sign("staff", "agree", "ketua")
        signature = self.plans["staff"].signature_ids.filtered(lambda s: s.party == "evaluator")
        self.assertRecordValues(
            signature,
            [
                {
                    "user_id": self.users["ketua"].id,
                    "name": "Ketua Tim Uji",
                    "official_id": self.people["kasi"].id,
                }
            ],
        )
        signed = self.plans["staff"].revision_ids.content["signatures"]["evaluator"]
        self.assertEqual(signed["by"], "Ketua Tim Uji")

    def test_delegate_never_signs_for_himself(self):
        """Who acts for his own evaluator does not agree his own plan, whatever his password."""
        self.add_delegate("kasi", "staff")
        self.bring_signed("staff")
        for move in ("agree", "set"):
            with self.subTest(move=move), self.assertRaises(AccessError):
                self.sign("staff", move, "staff", "Alasan")
        self.bring_signed("teman")
        self.sign("teman", "agree", "staff")
        self.assertEqual(self.plans["teman"].state, "agreed")

    def test_changed_after_signing(self):
        """The evaluator may edit what is proposed, but not agree it over the former signature."""
        self.bring_signed("staff")
        self.assertFalse(self.plan("staff", "kasi").is_signature_void)
        result = self.plans["staff"].result_ids.with_user(self.users["kasi"])
        result.indicator_ids.target = "20 – 24"
        self.env.invalidate_all()
        self.assertTrue(self.plan("staff", "kasi").is_signature_void)
        with self.assertRaisesRegex(UserError, "changed after"), self.env.cr.savepoint():
            self.sign("staff", "agree", "kasi")
        self.env.invalidate_all()
        self.assertEqual(self.plans["staff"].state, "proposed")
        self.plan("staff", "kasi").action_return("Target dinaikkan")
        self.sign("staff", "propose")
        self.sign("staff", "agree", "kasi")
        signed = self.plans["staff"].revision_ids.content["signatures"]
        self.assertEqual(set(signed), {"employee", "evaluator"})

    def test_an_expectation_is_a_change(self):
        """Also what the leader expects in particular is what the employee signs."""
        self.bring_signed("staff")
        self.plan("staff", "kasi").behaviour_ids[0].expectation = "Tertib"
        with self.assertRaises(UserError):
            self.sign("staff", "agree", "kasi")

    def test_changed_back_is_not_changed(self):
        self.bring_signed("staff")
        indicator = self.plans["staff"].result_ids.indicator_ids.with_user(self.users["kasi"])
        indicator.target = "1"
        indicator.target = "10 – 12"
        self.sign("staff", "agree", "kasi")
        self.assertEqual(self.plans["staff"].state, "agreed")

    def test_order_of_writing_does_not_count(self):
        """Lines added in another order than they are printed in are no change."""
        self.add_result("staff", kind="additional")
        self.add_result("staff", sequence=1)
        for kind in ("resource", "accountability", "consequence"):
            self.env["hr.skp.commitment"].with_user(self.users["staff"]).create(
                {"skp_id": self.plans["staff"].id, "kind": kind, "name": kind}
            )
        self.sign("staff", "propose")
        self.env.flush_all()
        self.env.invalidate_all()
        self.sign("staff", "agree", "kasi")
        self.assertEqual(self.plans["staff"].state, "agreed")

    def test_anothers_edit_leaves_the_signature(self):
        """The leader rewords his result, the agency its letterhead: nobody has to sign again."""
        above = self.add_result("kasi", "Layanan terselenggara")
        self.add_result("staff", parent_id=above.id)
        self.sign("staff", "propose")
        above.name = "Layanan terselenggara dengan baik"
        self.agency.skp_letterhead = "Jalan Baru 1"
        self.sign("staff", "agree", "kasi")
        self.assertEqual(self.plans["staff"].state, "agreed")

    def test_withdrawn_signature_is_worth_nothing(self):
        """Who withdrew did not sign; set in his stead, the document says so."""
        self.bring_signed("staff")
        self.plan("staff", "staff").action_withdraw()
        self.sign("staff", "set", "kasi", "Tidak mengajukan")
        signed = self.plans["staff"].revision_ids.content["signatures"]
        self.assertEqual(signed["employee"], {"refused": True})
        self.assertEqual(signed["evaluator"]["name"], "Kepala Seksi Uji")

    def test_set_over_a_changed_proposal(self):
        """The employee did not sign what is set."""
        self.bring_signed("staff")
        self.plans["staff"].result_ids.with_user(self.users["kasi"]).name = "Lain"
        self.sign("staff", "set", "kasi", "Berhalangan")
        signed = self.plans["staff"].revision_ids.content["signatures"]
        self.assertEqual(signed["employee"], {"refused": True})

    def test_next_revision_is_signed_anew(self):
        """A signature is for one revision."""
        plan = self.agree_electronically("staff")
        self.plan("staff", "kasi").action_revise("Penugasan baru")
        self.sign("staff", "propose")
        self.sign("staff", "agree", "kasi")
        self.assertEqual(sorted(plan.signature_ids.mapped("revision")), [1, 1, 2, 2])
        first, second = plan.revision_ids.sorted("number")
        self.assertNotEqual(content_hash(first.content), content_hash(second.content))

    def test_clock_of_the_agency(self):
        """Documents show the time of the agency, wherever the signer and the server are."""
        for zone, offset in (("Asia/Jakarta", "+07:00"), ("Asia/Makassar", "+08:00")):
            self.agency.skp_tz = zone
            self.users["staff"].tz = "Europe/Brussels"
            time = self.plan("staff", "staff")._get_agency_time(fields.Datetime.now())
            self.assertTrue(time.isoformat().endswith(offset))

    def test_setting_turned_on_meanwhile(self):
        """What was proposed by hand is agreed electronically; nobody is stuck."""
        self.agency.skp_signature = "none"
        self.bring_to("staff", "proposed")
        self.agency.skp_signature = "account"
        self.sign("staff", "agree", "kasi")
        self.assertEqual(set(self.plans["staff"].revision_ids.content["signatures"]), {"evaluator"})

    def test_setting_turned_off_meanwhile(self):
        """What was signed stays signed; the rest is signed on paper."""
        self.bring_signed("staff")
        self.agency.skp_signature = "none"
        self.assertIs(self.plan("staff", "kasi").action_agree(), True)
        self.assertEqual(set(self.plans["staff"].revision_ids.content["signatures"]), {"employee"})

    def test_by_hand(self):
        """By default nothing is asked and nothing is said of electronic signatures."""
        self.assertEqual(self.env["res.company"].create({"name": "Baru"}).skp_signature, "none")
        self.agency.skp_signature = "none"
        plan = self.bring_to("staff", "agreed")
        self.assertFalse(plan.signature_ids)
        self.assertEqual(plan.revision_ids.content["signatures"], {})


@tagged("post_install", "-at_install", "hr_skp")
class TestSigningBatch(SigningCommon):
    """A reviewed batch is signed by showing once who one is."""

    def propose_all(self, *keys):
        for key in keys:
            self.add_result(key)
            self.sign(key, "propose")
        return self.env["hr.skp"].union(*(self.plans[key] for key in keys))

    def test_one_password_for_many(self):
        plans = self.propose_all("staff", "teman", "warga").with_user(self.users["kasi"])
        users = type(self.env["res.users"])
        with patch.object(
            users, "_check_credentials", autospec=True, side_effect=users._check_credentials
        ) as check:
            plans.action_sign("agree", password=self.users["kasi"].login)
        self.assertEqual(check.call_count, 1)
        self.assertEqual(set(plans.mapped("state")), {"agreed"})
        self.assertEqual(len(plans.signature_ids.filtered(lambda s: s.party == "evaluator")), 3)

    def test_one_changed_plan_stops_the_batch(self):
        """All or nothing, and the sentence names the one that is in the way."""
        plans = self.propose_all("staff", "teman")
        self.plans["teman"].result_ids.with_user(self.users["kasi"]).name = "Lain"
        with self.assertRaisesRegex(UserError, "Teman Uji"), self.env.cr.savepoint():
            plans.with_user(self.users["kasi"]).action_sign(
                "agree", password=self.users["kasi"].login
            )
        plans.invalidate_recordset()
        self.assertEqual(set(plans.mapped("state")), {"proposed"})

    def test_one_foreign_plan_stops_the_batch(self):
        plans = self.propose_all("staff", "kabid").with_user(self.users["kasi"])
        with self.assertRaises(AccessError):
            plans.action_sign("agree", password=self.users["kasi"].login)

    def test_wizard(self):
        """The dialog names the plans, takes the password from the button and keeps it nowhere."""
        plans = self.propose_all("staff", "teman")
        kasi = self.users["kasi"]
        answer = plans.with_user(kasi).action_agree()
        wizard = self.env["hr.skp.sign"].with_user(kasi).browse(answer["res_id"])
        self.assertRecordValues(
            wizard, [{"skp_count": 2, "needs_password": True, "needs_drawing": False}]
        )
        wizard.password = kasi.login
        with self.assertRaises(UserError):
            wizard.with_context(skp_password="salah").action_confirm()
        wizard.with_context(skp_password=kasi.login).action_confirm()
        self.assertEqual(set(plans.mapped("state")), {"agreed"})
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM hr_skp_sign WHERE id = %s", [wizard.id])
        self.assertNotIn("password", self.env.cr.dictfetchone())

    def test_wizard_of_another(self):
        """The dialog is one's own; with another's one signs nothing."""
        plans = self.propose_all("staff")
        answer = plans.with_user(self.users["kasi"]).action_agree()
        wizard = self.env["hr.skp.sign"].browse(answer["res_id"])
        for role in ("staff", "officer", "teman"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                wizard.with_user(self.users[role]).with_context(
                    skp_password=self.users[role].login
                ).action_confirm()

    def test_reason_leads_to_the_signature(self):
        """Setting in his stead: first why, then the signature, and the reason is kept."""
        self.add_result("staff")
        kasi = self.users["kasi"]
        reason = (
            self.env["hr.skp.reason"]
            .with_user(kasi)
            .create(
                {"move": "set", "skp_ids": self.plans["staff"].ids, "reason": "Tidak mengajukan"}
            )
        )
        answer = reason.action_confirm()
        self.assertEqual(self.plans["staff"].state, "draft")
        wizard = self.env["hr.skp.sign"].with_user(kasi).browse(answer["res_id"])
        wizard.with_context(skp_password=kasi.login).action_confirm()
        self.assertRecordValues(
            self.plans["staff"], [{"state": "agreed", "state_reason": "Tidak mengajukan"}]
        )

    def test_queries(self):
        """Signing as such costs the same number of queries for two plans as for six."""
        counts = []
        for keys in (
            ("ketua",),
            ("staff", "teman"),
            ("kadis", "kabid", "ketua", "anggota", "kasi", "warga"),
        ):
            plans = self.env["hr.skp"].union(*(self.plans[key] for key in keys))
            hashes = dict.fromkeys(plans.ids, "0" * 64)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plans._create_signatures("evaluator", Signing(), hashes, "2026-01-05 02:00:00")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # The first one only warms the caches.
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install", "hr_skp")
class TestSigningTour(HttpCase, SigningCommon):
    """In a browser, where the password goes from the field to the check."""

    def test_backend(self):
        """The list, the plans waiting, Agree, one password."""
        for key in ("staff", "teman"):
            self.add_result(key)
            self.sign(key, "propose")
        self.start_tour(
            "/odoo/action-hr_skp.hr_skp_action_team", "hr_skp_sign", login=self.users["kasi"].login
        )
        signed = self.plans["staff"] | self.plans["teman"]
        self.assertEqual(set(signed.mapped("state")), {"agreed"})

    def test_portal(self):
        """Propose with a wrong password first, which is said, then with the right one."""
        self.add_result("warga")
        path = f"/my/skp/{self.plans['warga'].id}"
        self.start_tour(path, "hr_skp_portal_sign", login=self.users["warga"].login)
        self.assertEqual(self.plans["warga"].state, "proposed")
        self.assertEqual(self.plans["warga"].signature_ids.party, "employee")

    def test_portal_drawn(self):
        """Draw and agree."""
        self.agency.skp_signature = "drawn"
        self.add_result("warga")
        self.sign("warga", "propose", image=self.drawing())
        path = f"/my/skp/{self.plans['warga'].id}"
        self.start_tour(path, "hr_skp_portal_sign_drawn", login=self.users["kasi"].login)
        self.assertEqual(self.plans["warga"].state, "agreed")


@tagged("post_install", "-at_install", "hr_skp")
class TestSigningSecrets(SigningCommon):
    """Nothing of a password stays anywhere, and nobody makes or changes a signature."""

    def test_password_is_not_logged(self):
        self.add_result("staff")
        secret = "Rahasia-Sekali-77"
        self.users["staff"].password = secret
        records = []
        handler = logging.Handler(logging.DEBUG)
        handler.emit = lambda record: records.append(record.getMessage())
        root = logging.getLogger()
        level = root.level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            with self.assertRaises(UserError):
                self.sign("staff", "propose", password=f"{secret}-salah")
            self.sign("staff", "propose", password=secret)
        finally:
            root.setLevel(level)
            root.removeHandler(handler)
        self.assertEqual(self.plans["staff"].state, "proposed")
        self.assertFalse([line for line in records if secret in line])

    def test_a_signature_is_made_by_signing_only(self):
        """No create, write, copy or unlink for anybody, nor of the drawing's attachment."""
        self.agency.skp_signature = "drawn"
        self.add_result("staff")
        self.sign("staff", "propose", image=self.drawing())
        signature = self.plans["staff"].signature_ids
        for role in ("staff", "kasi", "officer", "manager", "auditor"):
            own = signature.with_user(self.users[role])
            self.assertEqual(own.name, "Staf Uji")
            for step in (
                lambda own=own: own.write({"name": "Lain"}),
                lambda own=own: own.copy(),
                lambda own=own: own.unlink(),
                lambda own=own: own.create({"skp_id": own.skp_id.id}),
            ):
                with self.subTest(role=role), self.assertRaises(UserError):
                    step()
            attachment = (
                self.env["ir.attachment"]
                .sudo()
                .search([("res_model", "=", "hr.skp.signature"), ("res_field", "=", "image")])
                .with_user(self.users[role])
            )
            self.assertTrue(attachment)
            with self.assertRaises(AccessError):
                attachment.write({"raw": b"x"})
        with self.assertRaises(UserError):
            signature.sudo().write({"name": "Lain"})

    def test_drawn(self):
        """Kept small, on white; a blank, broken or huge one is none."""
        self.agency.skp_signature = "drawn"
        self.add_result("staff")
        broken = base64.b64encode(b"<svg/>").decode()
        huge = base64.b64encode(b"x" * 2_100_000).decode()
        for image in (None, "", "?", self.drawing(blank=True), broken, huge):
            with self.assertRaises(UserError):
                self.sign("staff", "propose", image=image)
        self.sign("staff", "propose", image=self.drawing())
        self.sign("staff", "agree", "kasi", image=self.drawing())
        plan = self.plans["staff"]
        for signature in plan.signature_ids.with_context(bin_size=False):
            content = base64.b64decode(signature.image)
            self.assertTrue(content.startswith(b"\x89PNG"))
            self.assertLess(len(content), 20_000)
        kept = plan.revision_ids.content["signatures"]["employee"]
        self.assertNotIn("image", kept, "the drawing is kept once, not in the snapshot")
        printed = plan.revision_ids._get_printable_content()["signatures"]
        self.assertTrue(printed["employee"]["image"].startswith(b"\x89PNG"))
