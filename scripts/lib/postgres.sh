# shellcheck shell=bash
# PostgreSQL: a private cluster in the cache, or the server that PGHOST and friends name. Sourced, never run.

PG_ROLE=skp # Odoo refuses the role "postgres"

own_server_wanted() { [ -z "${PGHOST:-}${PGPORT:-}" ] || [ "${SKP_OWN_SERVER:-}" = 1 ]; }

# PostgreSQL does not run as root: for root the cluster belongs to the system user "postgres", and lies outside the
# cache where that user may not enter it (as is usual below /root).
as_pg() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
find_cluster() { # sets PG_HOME
    PG_HOME=$CACHE/postgresql
    if [ "$(id -u)" = 0 ] && id postgres >/dev/null 2>&1 && ! as_pg test -x "$CACHE"; then
        PG_HOME=/var/lib/postgresql/hr_skp-$(printf %s "$CACHE" | cksum | cut -d' ' -f1)
    fi
    [ ${#PG_HOME} -le 85 ] || die "the path $PG_HOME is too long for a socket; set XDG_CACHE_HOME to a shorter one."
}

start_postgres() {
    if ! own_server_wanted; then
        step "PostgreSQL: your server (PGHOST=${PGHOST:-} PGPORT=${PGPORT:-5432})"
        use_server_of_user
        return
    fi
    local bin
    bin=$(pg_bin)
    find_cluster
    # A newer PostgreSQL after a system upgrade: start anew, all databases here can be rebuilt.
    if [ -e "$PG_HOME/data/PG_VERSION" ]; then
        local made
        made=$(cat "$PG_HOME/data/PG_VERSION")
        if [ -x "/usr/lib/postgresql/$made/bin/postgres" ]; then bin=/usr/lib/postgresql/$made/bin; else remove_cluster; fi
    fi
    export PGHOST=$PG_HOME/run PGUSER=$PG_ROLE SKP_OWN_SERVER=1 PATH=$bin:$PATH
    unset PGPORT PGPASSWORD
    if "$bin/pg_isready" -q; then
        step "PostgreSQL: already running"
        return
    fi
    step "PostgreSQL: starting a private server"
    [ -e "$PG_HOME/.complete" ] || make_cluster "$bin"
    # 9>&-: the server must not keep the set-up's lock. Its own session, so that Ctrl-C does not reach it.
    (cd / && logged postgresql "PostgreSQL does not start" \
        as_pg setsid "$bin/pg_ctl" -w -D "$PG_HOME/data" -l "$PG_HOME/server.log" start)
}

make_cluster() { # bindir
    rm -rf "$PG_HOME"
    mkdir -p "$PG_HOME"
    chmod 700 "$PG_HOME" # the folder guards the socket: whoever reaches it is trusted
    [ "$(id -u)" != 0 ] || chown postgres: "$PG_HOME"
    as_pg mkdir "$PG_HOME/run"
    logged postgresql "a PostgreSQL cluster cannot be made" \
        as_pg "$1/initdb" -D "$PG_HOME/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8
    # For databases that can be rebuilt in a minute: no waiting for the disk, no network, small enough for any machine.
    as_pg tee -a "$PG_HOME/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$PG_HOME/run'
max_connections = 300
shared_buffers = 256MB
work_mem = 16MB
max_wal_size = 2GB
fsync = off
synchronous_commit = off
full_page_writes = off
dynamic_shared_memory_type = mmap
max_parallel_workers_per_gather = 0
log_min_messages = error
CONF
    (cd / && logged postgresql "PostgreSQL does not start" \
        as_pg setsid "$1/pg_ctl" -w -D "$PG_HOME/data" -l "$PG_HOME/server.log" start)
    logged postgresql "the role $PG_ROLE cannot be made" createuser -U postgres --createdb $PG_ROLE
    as_pg "$1/pg_ctl" -w -D "$PG_HOME/data" stop >/dev/null
    touch "$PG_HOME/.complete"
}

use_server_of_user() {
    export PGUSER=${PGUSER:-$(id -un)}
    [ "$PGUSER" != postgres ] || die "Odoo refuses the database role \"postgres\"; set PGUSER to another role that may create databases."
    local answer
    answer=$(psql -d "${PGDATABASE:-postgres}" -Atc "select rolcreatedb or rolsuper from pg_roles where rolname = current_user" 2>&1) ||
        die "no PostgreSQL answers at PGHOST=${PGHOST:-} PGPORT=${PGPORT:-5432} for the role $PGUSER: $(head -n 1 <<<"${answer##*: }")"
    [ "$answer" = t ] || die "the PostgreSQL role $PGUSER may not create databases (ALTER ROLE $PGUSER CREATEDB)."
    unset PGDATABASE # Odoo would take it for its database
}

stop_postgres() {
    own_server_wanted || return 0
    local bin
    bin=$(pg_bin) || return 0
    find_cluster
    [ -e "$PG_HOME/data/PG_VERSION" ] || return 0
    bin=/usr/lib/postgresql/$(cat "$PG_HOME/data/PG_VERSION")/bin
    if as_pg "$bin/pg_ctl" -D "$PG_HOME/data" status >/dev/null 2>&1; then
        as_pg "$bin/pg_ctl" -w -m fast -D "$PG_HOME/data" stop >/dev/null
        say "stopped the private PostgreSQL server"
    fi
}
remove_cluster() {
    stop_postgres
    rm -rf "$PG_HOME"
}

# --- Databases -------------------------------------------------------------------------------------------------------

sql() { psql -d postgres -v ON_ERROR_STOP=1 -qAt "$@"; }
database_exists() { [ "$(sql -c "select 1 from pg_database where datname = '$1'")" = 1 ]; }
filestore() { echo "$ODOO_DATA_DIR/filestore/$1"; }
drop_database() {
    own_server_wanted || is_ours "$1" ||
        die "the database $1 on your PostgreSQL server was not made by hr_skp; drop it yourself or choose another name."
    logged drop "the database $1 cannot be dropped" dropdb --if-exists --force "$1"
    rm -rf "$(filestore "$1")"
}
copy_database() { # from to
    drop_database "$2"
    logged copy "the database $1 cannot be copied" createdb -T "$1" "$2"
    note_database "$2" unfinished
    if [ -d "$(filestore "$1")" ]; then cp -a --reflink=auto "$(filestore "$1")" "$(filestore "$2")"; fi
}
rename_database() { # from to
    drop_database "$2"
    sql -c "alter database \"$1\" rename to \"$2\""
    if [ -d "$(filestore "$1")" ]; then mv "$(filestore "$1")" "$(filestore "$2")"; fi
}
# Each database of ours carries a note: that it is ours, and what it was made from.
database_note() {
    sql -c "select substring(shobj_description(oid, 'pg_database') from '^hr_skp: (.*)') from pg_database where datname = '$1'"
}
note_database() { sql -c "comment on database \"$1\" is 'hr_skp: $2'"; }
database_usable() { database_exists "$1" && [ "$(database_note "$1")" != unfinished ]; }
our_databases() { # with the bases, which Odoo itself makes, and the copies of pytest's workers
    sql -c "select datname from pg_database d where shobj_description(oid, 'pg_database') like 'hr_skp: %'
        or datname ~ '^skp_base_[0-9a-f]{12}(_new)?\$'
        or exists (select from pg_database o where shobj_description(o.oid, 'pg_database') like 'hr_skp: %'
            and d.datname ~ ('^' || o.datname || '-gw[0-9]+\$'))"
}
is_ours() { ! database_exists "$1" || our_databases | grep -x -- "$1" >/dev/null; }
