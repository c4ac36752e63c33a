from ..facts import get_large_evaluator, get_terms
from ..harness import Benchmark
from ..replay import Replay

COUNT = 1000
#: What letting an outcome out writes on the evaluation.
COLUMNS = """
    state state_reason revision result_rating behaviour_rating predicate recommendation
    unit_performance_id unit_predicate finalised_on receipt_deadline is_final write_uid write_date
""".split()


class Finalise(Benchmark):
    """A thousand in one batch by their evaluator: checks, outcome, frozen revision, log."""

    name = "finalise"
    title = "finalise 1 000 evaluations"
    limit = 8.0
    query_limit = 60
    scales = "each"

    def prepare(self):
        evaluator = get_large_evaluator(self.env)
        evaluations = self.env["hr.skp.evaluation"].search(
            [("evaluator_id", "=", evaluator.id), ("term_id", "=", get_terms(self.env)[0].id)],
            limit=COUNT,
        )
        self._take_back(evaluations)
        # As the evaluator himself, who has a user of the backend.
        self.evaluations = evaluations.with_user(evaluator.user_id)
        self.replay = Replay(
            self.env,
            self.ours,
            ("hr_skp_evaluation_revision", "hr_skp_log"),
            {"hr_skp_evaluation": (evaluations.ids, COLUMNS)},
        )

    def _take_back(self, evaluations):
        """Make them rated again, as if nobody had finalised them."""
        ids = tuple(evaluations.ids)
        self.env.cr.execute(
            """
            UPDATE hr_skp_evaluation
               SET state = 'rated', revision = 0, result_rating = NULL, behaviour_rating = NULL,
                   predicate = NULL, unit_predicate = NULL, unit_performance_id = NULL,
                   finalised_on = NULL, received_on = NULL, receipt = NULL, final_on = NULL,
                   final_by = NULL, is_final = FALSE, receipt_deadline = NULL,
                   objection_deadline = NULL
             WHERE id IN %s
            """,
            [ids],
        )
        self.env.cr.execute(
            """
            DELETE FROM hr_skp_document d USING hr_skp_evaluation_revision r
             WHERE r.id = d.evaluation_revision_id AND r.evaluation_id IN %s
            """,
            [ids],
        )
        self.env.cr.execute(
            "DELETE FROM hr_skp_evaluation_revision WHERE evaluation_id IN %s", [ids]
        )
        self.env.invalidate_all()

    def get_unit(self):
        return len(self.evaluations), "each"

    def ours(self):
        self.evaluations.action_finalise()
        self.env.flush_all()

    def reference(self):
        self.replay.write()
