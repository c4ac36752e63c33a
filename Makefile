# Everything this repository can do. Each line is one script; its head explains it.
#   ODOO_SOURCE=/path       an Odoo 19 of your own instead of Debian's package
#   PGHOST, PGUSER …        a PostgreSQL server of your own instead of a private one
#   SKP_PORT=8070           another port for the demo
#   SKP_DB=name             another database for the tests
#   SKP_PEOPLE=6000         another size of the agency that is measured
#   ARGS="…"                what to test, for example ARGS="hr_skp/tests/test_plan_states.py -k agree"

.PHONY: help demo stop clean test lint access fuzz doors faults lifecycle bench

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make demo    install, load the example agency and serve it on http://127.0.0.1:8069
demo:
	@scripts/demo start

## make stop    end the demo's server and its PostgreSQL
stop:
	@scripts/demo stop

## make clean   remove the demo, the test databases and the cache
clean:
	@scripts/demo clean

## make test    run all tests, or those in ARGS
test:
	@scripts/test $(ARGS)

## make lint    check the code, the translations and the views
lint:
	@scripts/lint

## make access    write docs/access.md, who may do what, from the tables of the tests
access:
	@python3 scripts/access_docs.py

## make fuzz    thousands of nonsense requests to every route and method (CASES=3600, SEED=0)
fuzz:
	@SKP_FUZZ_CASES=$(or $(CASES),3600) SKP_FUZZ_SEED=$(or $(SEED),0) scripts/test -n0 -s -q tests/test_fuzz.py

## make doors    every secret at every door as everybody
doors:
	@SKP_DOORS=all scripts/test -n0 -s -q tests/test_doors.py

## make faults    kill the server in the middle of its tasks, 20 times each (ARGS="--times 3 finalise")
faults:
	@scripts/faults $(ARGS)

## make lifecycle    install, upgrade with data, backup and restore, uninstall; documents verified at each step
lifecycle:
	@scripts/lifecycle

## make bench   measure the addons with 60 000 people against plain SQL and Odoo, or the benchmarks in ARGS
bench:
	@scripts/bench $(ARGS)
