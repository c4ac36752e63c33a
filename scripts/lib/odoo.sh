# shellcheck shell=bash
# Odoo as a command, and the databases made with it. Sourced, never run.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=scripts/lib/install.sh
. "$ROOT/scripts/lib/install.sh"
# shellcheck source=scripts/lib/postgres.sh
. "$ROOT/scripts/lib/postgres.sh"

# Everything that is needed, from a bare machine or in an instant: afterwards "odoo" works.
prepare() { # run | test
    lock
    install_packages "$1"
    install_odoo
    install_venv "$1"
    start_postgres
    unlock
    export_odoo
}

# Odoo's settings travel in its own environment variables; nobody's ~/.odoorc interferes.
export_odoo() {
    export PYTHONPATH=$ODOO_TREE ODOO_RC=$CACHE/odoo.conf ODOO_DATA_DIR=$CACHE/data
    export ODOO_HTTP_INTERFACE=127.0.0.1
    ODOO_ADDONS_PATH=$ROOT${SKP_ADDONS_PATH:+,$SKP_ADDONS_PATH}
    [ ! -d "$ODOO_TREE/addons" ] || ODOO_ADDONS_PATH=$ODOO_TREE/addons,$ODOO_ADDONS_PATH # a git clone
    export ODOO_ADDONS_PATH
    [ -e "$ODOO_RC" ] || echo '[options]' >"$ODOO_RC"
    mkdir -p "$ODOO_DATA_DIR/filestore"
}

odoo() { "$VENV/bin/python" -m odoo "$@"; }

# Run Odoo with its log in a file; any warning in the log is shown and fails, for the server is otherwise silent about
# much that does not work.
odoo_clean() { # LOGNAME "what failed" arguments…
    local log=$LOGS/$1.log what=$2 found
    shift 2
    mkdir -p "$LOGS"
    if ! "$VENV/bin/python" -m odoo "$@" >"$log" 2>&1; then
        grep -E ' (WARNING|ERROR|CRITICAL) |^[A-Za-z.]*(Error|Exception)' "$log" | tail -n 15 >&2 || true
        die "$what: $(last_reason "$log") (log: $log)"
    fi
    found=$(grep -E ' (WARNING|ERROR|CRITICAL) ' "$log") || return 0
    printf '%s\n' "$found" | head -n 40 >&2
    die "$what: Odoo's log has the warnings above (log: $log)"
}

# The base: a database with all that our addons depend on, Indonesian loaded; made once per Odoo and list, copied for
# every demo and test. Its name is printed into BASE.
base_database() {
    local need
    need=$(dependencies)
    BASE=skp_base_$(printf %s "$ODOO_TREE $need" | sha256sum | cut -c1-12)
    lock
    if database_exists "$BASE"; then
        step "base database with Odoo's own apps: already there"
    else
        step "base database: installing Odoo's own apps ($need) with Indonesian"
        drop_database "${BASE}_new"
        odoo_clean "$BASE" "Odoo's own apps cannot be installed" \
            -d "${BASE}_new" -i "$need" --load-language=id_ID --stop-after-init
        rename_database "${BASE}_new" "$BASE"
    fi
    unlock
}

# Make or update a database that holds our addons.
build_database() { # NAME
    copy_database "$BASE" "$1"
    # shellcheck disable=SC2046
    odoo_clean "install-$1" "the addons cannot be installed" -d "$1" -i "$(commas $(addons))" --stop-after-init
    note_database "$1" built
}
update_database() { # NAME
    # An addon that is new since the database was made is not in it yet: -u alone would leave it out.
    # shellcheck disable=SC2046
    odoo_clean "update-$1" "the addons cannot be updated" -d "$1" -i "$(commas $(addons))" -u "$(commas $(addons))" --stop-after-init
}

# All terms of an addon as a fresh template in the cache; its path is in POT.
export_terms() { # DATABASE ADDON
    POT=$CACHE/$1-$2.pot
    logged "export-$2" "the terms of $2 cannot be exported" odoo i18n export -d "$1" -o "$POT" "$2"
    [ -s "$POT" ] || die "no terms of $2 were exported (log: $LOGS/export-$2.log)"
}

# A Python file in odoo shell, which by itself goes on after an exception and reports success.
run_in_shell() { # DATABASE SCRIPT OUTPUT
    odoo shell -d "$1" --no-http --log-level=warn >"$3" <<PY
import os, sys, traceback
try:
    exec(compile(open('$2').read(), '$2', 'exec'))
except BaseException:
    traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)
PY
}
