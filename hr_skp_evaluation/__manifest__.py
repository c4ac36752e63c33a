{
    "name": "SKP – Evaluation",
    "summary": "Unit performance, ratings, quadrant, distribution, objections, documents",
    "version": "19.0.1.0.0",
    "category": "Human Resources/SKP",
    "author": "hr_skp contributors",
    "website": "https://github.com/hr-skp/hr-skp",
    "license": "LGPL-3",
    "depends": ["hr_skp_feedback"],
    "data": [
        "security/ir.model.access.csv",
    ],
}
