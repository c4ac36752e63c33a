# Everything this repository can do. Each line is one script; its head explains it.
#   ODOO_SOURCE=/path       an Odoo 19 of your own instead of Debian's package
#   PGHOST, PGUSER …        a PostgreSQL server of your own instead of a private one
#   SKP_PORT=8070           another port for the demo
#   SKP_DB=name             another database for the tests
#   ARGS="…"                what to test, for example ARGS="hr_skp/tests/test_plan_states.py -k agree"

.PHONY: help demo stop clean test lint

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
