from .evaluation_common import EvaluationCommon


class CalibrationCommon(EvaluationCommon):
    """kasi has rated staff, teman and warga; kabid is his superior and rates kasi himself.

    The Dinas is good, for all units below it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.performance("dinas")
        cls.evaluate_to("staff", "rated", ratings=("above", "above"))
        cls.evaluate_to("teman", "rated", ratings=("as", "as"))
        cls.evaluate_to("warga", "rated", ratings=("below", "as"))

    def team(self, role="kasi"):
        evaluations = self.evaluation("staff") | self.evaluation("teman") | self.evaluation("warga")
        return evaluations.with_user(self.users[role])

    def share(self):
        self.team().action_share()

    def board(self, role, **options):
        return (
            self.env["hr.skp.evaluation"]
            .with_user(self.users[role])
            .get_calibration_board(**options)
        )

    def seen(self, role, **options):
        """Return name -> (results, behaviour) of the cards that this role sees."""
        cards = self.board(role, **options)["cards"]
        return {card["name"].split()[0]: (card["result"], card["behaviour"]) for card in cards}

    def propose(self, key="warga", role="kabid", ratings=("as", "as"), reason="Data terlambat"):
        return self.evaluation(key, role).action_propose_rating(*ratings, reason)
