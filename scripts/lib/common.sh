# shellcheck shell=bash
# Words, places and small helpers that every script of this folder shares. Sourced, never run.

set -euo pipefail
export LC_ALL=C.UTF-8

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/hr_skp
LOGS=$CACHE/log
ODOO_MAJOR=19

# --- Speaking -------------------------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
warn() { printf 'hr_skp: %s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }

STEP=0
STEPS=${STEPS:-0}
# A numbered line in a long run; silent where a script has not announced how many steps it takes.
step() {
    STEP=$((STEP + 1))
    [ "$STEPS" = 0 ] || printf '[%d/%d] %s\n' "$STEP" "$STEPS" "$*"
}

# Run a command with its output in a log; where it fails, $2 and the last line that says why are all the user sees.
logged() { # LOGNAME "what failed" command…
    local log=$LOGS/$1.log what=$2
    shift 2
    mkdir -p "$LOGS"
    "$@" >"$log" 2>&1 9>&- || die "$what: $(last_reason "$log") (log: $log)"
}

# The line of a log that tells a person most: the last error, else the last line.
last_reason() {
    local line
    line=$(grep -m 1 -E '^(W: Failed to fetch|E: )' "$1") || # apt says the cause first
        line=$(grep -E '^(ERROR|error|fatal)|Error: |CRITICAL' "$1" | tail -n 1) || true
    [ -n "$line" ] || line=$(grep -v '^[[:space:]]*$' "$1" | tail -n 1) || true
    printf '%.300s' "${line:-no message}"
}

# --- One at a time --------------------------------------------------------------------------------------------------

# Setting up is done by one process at a time; the others wait. Released by unlock or at exit.
lock() {
    mkdir -p "$CACHE" 2>/dev/null || die "cannot write to $CACHE; set XDG_CACHE_HOME to a folder that you own."
    exec 9>"$CACHE/setup.lock"
    flock -w 3 9 || { say "waiting for another set-up of hr_skp to end …"; flock 9; }
}
unlock() { exec 9>&-; }

# --- The addons of this repository ----------------------------------------------------------------------------------

addons() { # names, space separated
    local manifest names=()
    for manifest in "$ROOT"/*/__manifest__.py; do
        [ -e "$manifest" ] && names+=("$(basename "$(dirname "$manifest")")")
    done
    [ ${#names[@]} -gt 0 ] || die "no addon with a __manifest__.py found in $ROOT."
    echo "${names[*]}"
}
commas() { local IFS=,; echo "$*"; }

# What our addons need of Odoo's own, from their manifests.
dependencies() {
    # shellcheck disable=SC2046
    (cd "$ROOT" && "$PY" - $(addons) <<'PY'
import ast, pathlib, sys
ours = set(sys.argv[1:])
need = {d for a in ours for d in ast.literal_eval(pathlib.Path(a, '__manifest__.py').read_text()).get('depends', [])}
print(','.join(sorted(need - ours)) or 'base')
PY
    ) || die "a manifest cannot be read (see above)."
}

# A fingerprint of the files that a database is made from: of the addons without their tests,
# or of the example agency's data.
fingerprint() { # addons | data
    local from
    from=$(addons)
    [ "$1" = addons ] || from="data scripts/load_demo.py"
    # shellcheck disable=SC2086
    (cd "$ROOT" && { find $from -type f ! -path '*/tests/*' ! -name '*.pyc' -print0 2>/dev/null || true; } |
        sort -z | xargs -0r sha256sum | sha256sum | cut -c1-16)
}
