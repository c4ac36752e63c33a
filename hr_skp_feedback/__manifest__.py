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
        "security/hr_skp_feedback_request_rules.xml",
        "data/hr_skp_feedback_request_data.xml",
        "views/hr_skp_progress_views.xml",
        "views/hr_skp_progress_result_views.xml",
        "views/hr_skp_feedback_request_views.xml",
        "views/portal_progress_templates.xml",
        "views/portal_request_templates.xml",
        "views/res_config_settings_views.xml",
        "views/hr_skp_feedback_menus.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "hr_skp_feedback/static/src/portal/*",
        ],
        "web.assets_backend": [
            "hr_skp_feedback/static/src/progress_form/*",
        ],
        "web.assets_unit_tests_setup": [
            "hr_skp_feedback/static/src/portal/*.js",
        ],
        "web.assets_unit_tests": [
            "hr_skp_feedback/static/tests/**/*",
            ("remove", "hr_skp_feedback/static/tests/tours/**/*"),
        ],
        "web.assets_tests": [
            "hr_skp_feedback/static/tests/tours/**/*",
        ],
    },
}
