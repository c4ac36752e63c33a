{
    "name": "SKP – Awards and Sanctions",
    "summary": "What the law attaches to a predicate: awards, sanctions, eligibility, allowance basis",
    "version": "19.0.1.0.0",
    "category": "Human Resources/SKP",
    "author": "hr_skp contributors",
    "website": "https://github.com/hr-skp/hr-skp",
    "license": "LGPL-3",
    "depends": ["hr_skp_evaluation"],
    "data": [
        "security/ir.model.access.csv",
    ],
}
