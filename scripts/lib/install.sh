# shellcheck shell=bash
# What the machine must have: some Debian packages, Odoo's tree, a Python environment. Sourced, never run.

# --- Debian packages -------------------------------------------------------------------------------------------------

SUDO=()
[ "$(id -u)" = 0 ] || SUDO=(sudo)

have() { command -v "$1" >/dev/null; }
pg_bin() { # the newest PostgreSQL on the machine
    local dirs
    dirs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1) || true
    [ -x "$dirs/initdb" ] && echo "$dirs"
}

# Adds to MISSING each package whose work nothing on the machine does yet.
missing_packages() { # run | test
    MISSING=()
    if own_server_wanted; then
        [ -n "$(pg_bin)" ] || MISSING+=(postgresql)
    else
        have createdb || MISSING+=(postgresql-client)
    fi
    # Newer Debian has it no more; only Odoo's own printed lists need it, our documents do not.
    have wkhtmltopdf || ! apt-cache policy wkhtmltopdf 2>/dev/null | grep 'Candidate: [0-9]' >/dev/null || MISSING+=(wkhtmltopdf)
    ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf >/dev/null 2>&1 || MISSING+=(fonts-dejavu-core)
    ls /usr/lib/*/libmagic.so.1 >/dev/null 2>&1 || MISSING+=(file)
    "$PY" -c 'import ensurepip, venv' 2>/dev/null || MISSING+=(python3-venv)
    if [ "$1" = test ]; then
        have chromium || have google-chrome || have chromium-browser || MISSING+=(chromium)
        have pdftotext || MISSING+=(poppler-utils)
        have msgmerge || MISSING+=(gettext)
    fi
}

install_packages() { # run | test
    find_python
    missing_packages "$1"
    if [ ${#MISSING[@]} = 0 ]; then
        step "Debian packages: all there"
        return
    fi
    local list="${MISSING[*]}"
    step "Debian packages: installing $list"
    have apt-get || die "these programs are missing and this system has no apt to install them: $list."
    if [ "$(id -u)" != 0 ]; then
        have sudo || die "these packages are missing; as root, run: apt-get install $list"
        sudo -n true 2>/dev/null || [ -t 0 ] ||
            die "these packages are missing and sudo asks for a password; run: sudo apt-get install $list"
    fi
    logged apt "the package lists cannot be fetched (no network?)" \
        "${SUDO[@]}" apt-get -o APT::Update::Error-Mode=any update
    missing_packages "$1" # again, now that the lists are fresh
    list="${MISSING[*]}"
    logged apt "these packages cannot be installed: $list" \
        "${SUDO[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${MISSING[@]}"
    missing_packages "$1"
    [ ${#MISSING[@]} = 0 ] || die "still missing after installation: ${MISSING[*]}."
}

# --- Odoo ------------------------------------------------------------------------------------------------------------

# Fonts and libraries that Odoo's Debian package only links to. Font Awesome comes from the machine's own suite, since
# sid has a later major version with other file names.
LINKED_PACKAGES=(fonts-montserrat fonts-roboto-unhinted fonts-inconsolata fonts-ocr-b
    libjs-jquery libjs-jquery-form libjs-underscore)

find_odoo() { # sets ODOO_TREE (the folder that holds the Python package "odoo") and ODOO_VERSION; false if there is none
    local release
    if [ -n "${ODOO_SOURCE:-}" ]; then
        local try
        ODOO_TREE=
        for try in "$ODOO_SOURCE" "$ODOO_SOURCE/usr/lib/python3/dist-packages"; do
            [ -f "$try/odoo/release.py" ] && ODOO_TREE=$(cd "$try" && pwd) && break
        done
        [ -n "$ODOO_TREE" ] ||
            die "ODOO_SOURCE=$ODOO_SOURCE holds no Odoo: expected a folder with odoo/release.py in it."
    else
        ODOO_TREE=$(ls -d "$CACHE/odoo/$ODOO_MAJOR."*/usr/lib/python3/dist-packages 2>/dev/null | sort -V | tail -n 1) || true
        [ -n "$ODOO_TREE" ] || return 1
    fi
    release=$("$PY" -c 'import runpy, sys; print(runpy.run_path(sys.argv[1])["version_info"][0])' \
        "$ODOO_TREE/odoo/release.py" 2>/dev/null) || release=unreadable
    [ "$release" = $ODOO_MAJOR ] || die "$ODOO_TREE is Odoo $release; hr_skp needs Odoo $ODOO_MAJOR (set ODOO_SOURCE)."
    ODOO_VERSION=$(basename "${ODOO_TREE%/usr/lib/python3/dist-packages}")
}

need_disk() { # megabytes
    local free
    free=$(df -Pm "$CACHE" | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$1" ] || die "too little disk for $CACHE: $free MB free, about $1 MB needed (XDG_CACHE_HOME moves it)."
}

# Odoo is not on PyPI; Debian carries it in its unstable suite only. It is plain Python, so it is unpacked into the cache
# and never installed: apt works on a state of its own and the system's sources stay as they are.
install_odoo() {
    if find_odoo; then
        step "Odoo $ODOO_MAJOR: ${ODOO_SOURCE:-$ODOO_VERSION, already there}"
        return
    fi
    step "Odoo $ODOO_MAJOR: downloading and unpacking the Debian package (135 MB, 1.3 GB unpacked)"
    have apt-get && have dpkg-deb || die "no apt on this system; set ODOO_SOURCE to a tree of Odoo $ODOO_MAJOR."
    need_disk 3000
    local work=$CACHE/odoo/.new version
    rm -rf "$work"
    mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,tree}
    write_sources >"$work/odoo.sources"
    local apt=(apt-get -q -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
        -o "Dir::Etc::sourcelist=$work/odoo.sources" -o Dir::Etc::sourceparts=-
        -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any)
    logged odoo "Debian's package lists cannot be fetched (no network?)" "${apt[@]}" update
    (cd "$work/debs" && logged odoo "the package odoo-$ODOO_MAJOR is not to be had here; set ODOO_SOURCE to a tree of Odoo $ODOO_MAJOR" \
        "${apt[@]}" download "odoo-$ODOO_MAJOR" "fonts-font-awesome/$OWN_SUITE" "${LINKED_PACKAGES[@]}")
    version=$(dpkg-deb -f "$work"/debs/odoo-*.deb Version)
    case $version in
    $ODOO_MAJOR.*) ;;
    *) die "the package odoo-$ODOO_MAJOR now holds Odoo $version; set ODOO_SOURCE to a tree of Odoo $ODOO_MAJOR." ;;
    esac
    local deb
    for deb in "$work"/debs/*.deb; do
        logged odoo "a package cannot be unpacked" dpkg-deb -x "$deb" "$work/tree"
    done
    mend_odoo "$work/tree/usr/lib/python3/dist-packages/odoo"
    rm -rf "$CACHE/odoo/$version"
    mv "$work/tree" "$CACHE/odoo/$version"
    rm -rf "$work"
    find_odoo
}

# One private apt source: the machine's own mirror, with the suite that has Odoo and the machine's own suite.
write_sources() {
    local codename mirror suite=sid components=main keyring
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk -v suite="$codename" '$1 !~ /-security\/$/ && $3 == "main" {if ($2 == suite) best = best ? best : $1; any = any ? any : $1}
            END {print best ? best : any}')
    [ -n "$mirror" ] || die "apt knows no package mirror here; set ODOO_SOURCE to a tree of Odoo $ODOO_MAJOR."
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    if grep -q '^ID=ubuntu' /etc/os-release; then
        # Ubuntu copies Debian's unstable into its development suite.
        suite=devel components="main universe" keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
    elif [ "$codename" = sid ] || ! [ -s /etc/debian_version ] || grep -q / /etc/debian_version; then
        codename=stable # testing and unstable have the later Font Awesome
    fi
    OWN_SUITE=$codename
    cat <<SOURCES
Types: deb
URIs: $mirror
Suites: $suite $codename
Components: $components
SOURCES
    [ ! -f "$keyring" ] || echo "Signed-By: $keyring"
}

# Debian left out one non-free script that every page asks for (blurred backgrounds in video calls); without it each page
# logs an error and every browser test fails. An empty one will do: the calls' code asks for it only on use.
mend_odoo() { # path of the Python package "odoo"
    local blur=$1/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js
    if [ ! -e "$blur" ]; then
        mkdir -p "$(dirname "$blur")"
        echo '/* Left out by Debian; background blur in calls is not available. */' >"$blur"
    fi
    local dangling
    # The cash register's Inconsolata has another file name in Debian; we have no cash register.
    dangling=$(find "$1/addons" -xtype l ! -path '*/point_of_sale/*' -print -quit)
    [ -z "$dangling" ] || warn "a font or library of Odoo was not found in Debian's packages: $dangling"
}

# --- Python ----------------------------------------------------------------------------------------------------------

# Sets PY to a Python that Odoo supports: $PYTHON, else the first one found.
find_python() {
    local try
    for try in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3}; do
        if "$try" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null; then
            PY=$(command -v "$try")
            return
        fi
    done
    die "Odoo $ODOO_MAJOR needs Python 3.10 to 3.13; none found${PYTHON:+ at PYTHON=$PYTHON} (set PYTHON=/path/to/python3)."
}

VENV=
# One environment per Python version and lock file. What tests and lint need is added to it when first asked for.
find_venv() {
    local key
    key=$("$PY" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-$(sha256sum <"$ROOT/requirements.txt" | cut -c1-12)
    VENV=$CACHE/venv/$key
}
venv_mark() { # run | test
    [ "$1" = run ] && echo "$VENV/.run" || echo "$VENV/.test-$(sha256sum <"$ROOT/requirements-dev.txt" | cut -c1-12)"
}

install_venv() { # run | test
    local lockfile=requirements.txt
    [ "$1" = run ] || lockfile=requirements-dev.txt
    find_venv
    if [ -e "$(venv_mark "$1")" ] && "$VENV/bin/python" -c '' 2>/dev/null; then
        step "Python packages: already there"
        return
    fi
    step "Python packages: installing those of $lockfile"
    if [ ! -e "$VENV/.run" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
        rm -rf "$VENV"
        logged venv "a Python environment cannot be made" "$PY" -m venv "$VENV"
    fi
    logged pip "Python packages cannot be installed (no network?)" \
        "$VENV/bin/python" -m pip --disable-pip-version-check install -q -r "$ROOT/$lockfile"
    touch "$VENV/.run" "$(venv_mark "$1")"
}
