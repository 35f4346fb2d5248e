# A private PostgreSQL for the tests, in a directory of its own, gone afterwards. Sourced by ./run.
# shellcheck shell=sh

cluster_bin() {
    if command -v initdb >/dev/null 2>&1; then
        dirname "$(readlink -f "$(command -v initdb)")"
        return
    fi
    # Debian keeps the server's programs out of PATH; the newest version wins.
    for found in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin; do
        [ -x "$found/initdb" ] && { echo "$found"; return; }
    done
    return 1
}

cluster_possible() { cluster_bin >/dev/null 2>&1; }

# PostgreSQL refuses to run as root.
cluster_user() {
    for name in postgres nobody; do
        id "$name" >/dev/null 2>&1 && { echo "$name"; return; }
    done
}

cluster_as() {
    if [ "$(id -u)" = 0 ]; then su -s /bin/sh "$(cluster_user)" -c "cd / && $*"; else sh -c "$*"; fi
}

cluster_start() {
    cluster_home=$(mktemp -d)
    bin=$(cluster_bin)
    [ "$(id -u)" != 0 ] || chown "$(cluster_user)" "$cluster_home"
    cluster_as "$bin/initdb -D $cluster_home/data -U postgres -A trust -E UTF8 --locale=C.UTF-8 >$cluster_home/initdb.log"
    cluster_as "$bin/pg_ctl -D $cluster_home/data -w -l $cluster_home/server.log \
        -o '-p $1 -k $cluster_home -c listen_addresses=127.0.0.1 -c max_connections=200' start >/dev/null"
    cluster_url="postgresql://postgres@127.0.0.1:$1/postgres"
}

cluster_stop() {
    trap - INT TERM EXIT
    [ -n "${cluster_home:-}" ] || return 0
    cluster_as "$(cluster_bin)/pg_ctl -D $cluster_home/data -m fast stop >/dev/null" || true
    rm -rf "$cluster_home"
}
