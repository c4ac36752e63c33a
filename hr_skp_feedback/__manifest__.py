{
    "name": "SKP – Achievements and Feedback",
    "summary": "Achievements with evidence, ongoing and 360 feedback, development",
    "version": "19.0.1.0.0",
    "category": "Human Resources/SKP",
    "author": "hr_skp contributors",
    "website": "https://github.com/hr-skp/hr-skp",
    "license": "LGPL-3",
    "depends": ["hr_skp", "hr_skills"],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_skp_feedback_rules.xml",
        "security/hr_skp_feedback_given_rules.xml",
    ],
    "assets": {
        "web.assets_unit_tests": [
            "hr_skp_feedback/static/tests/**/*",
            ("remove", "hr_skp_feedback/static/tests/tours/**/*"),
        ],
        "web.assets_tests": [
            "hr_skp_feedback/static/tests/tours/**/*",
        ],
    },
}
