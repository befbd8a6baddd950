# SPDX-License-Identifier: Apache-2.0
# ./kiosk models: puts optional models into a folder. Sourced by ./kiosk.
# shellcheck shell=bash disable=SC2154

readonly model_file_limit_kib=65536 # as the programs have it

models_usage() {
    cat <<'TEXT'
usage: ./kiosk models --from FOLDER|URL [--to FOLDER] [--yes]

Installs optional models: those that this program knows and that FOLDER's MANIFEST.tsv names, each checked by its
SHA-256 before any is put in place. URL is a folder over HTTP or HTTPS.
  --to   default: $XDG_DATA_HOME/verikiosk/models, or ~/.local/share/verikiosk/models
Without --from it says what each model adds, its licence and origin.
TEXT
}

# fetch NAME INTO: copies one file of $from.
fetch() {
    case $from in
        http://* | https://*) fetch_from_server "$from/$1" "$2" ;;
        *) [ -f "$from/$1" ] || could_not "$from/$1 is not there: is this the folder that is meant?"
            cp -- "$from/$1" "$2" || could_not "$from/$1 can't be copied: see above" ;;
    esac
}

# curl waits 1, 2, 4, ... seconds between its attempts.
fetch_from_server() {
    local code=0 status
    # The limit on a file's size holds also where a server does not say how much is coming.
    status=$(ulimit -f $model_file_limit_kib
        curl --silent --location --proto '=http,https' --proto-redir '=http,https' --max-redirs 5 \
            --connect-timeout 15 --speed-limit 1000 --speed-time 30 --max-time 900 \
            --retry "${VERIKIOSK_FETCH_RETRIES:-4}" --retry-connrefused --fail \
            --write-out '%{http_code}' --output "$2" "$1") || code=$?
    [ $code != 0 ] || return 0
    case $code in
        6) could_not "$1: there is no such server; check the address and the network" ;;
        7) could_not "$1: the server can't be reached; check the address, the network, and try again" ;;
        22) could_not "$1: the server says $status; check the address" ;;
        28) could_not "$1: the server is too slow, or silent; try again later" ;;
        35 | 60) could_not "$1: the server's certificate is not good" ;;
        63 | 153) could_not "$1: more than $((model_file_limit_kib / 1024)) MiB came: this is no model" ;;
        *) could_not "$1: fetching failed (curl $code); check the address and the room on the disk, and try again" ;;
    esac
}

# The known files, one a line.
known_models() {
    "$kioskctl" models list --json --folder "" | grep -o '"file":"[^"]*"' | cut -d'"' -f4
}

# The manifest's lines of the known files, with the line of column names.
known_lines() {
    awk -F'\t' 'NR == FNR { known[$0] = 1; next }
        !column { for (i = 1; i <= NF; i++) if ($i == "file") column = i; if (!column) exit 1; print; next }
        ($column in known)' <(known_models) "$1"
}

# What an interrupted run has left beside $to.
tidy() {
    rm -rf -- "$to".new.*
    if [ ! -e "$to" ] && [ -d "$to.old" ]; then mv -T -- "$to.old" "$to"; fi
    rm -rf -- "$to.old"
}

install_models() {
    local parent fresh file count=0
    parent=$(dirname "$to")
    if [ -e "$to" ] && [ ! -f "$to/MANIFEST.tsv" ] && [ -n "$(ls -A "$to" 2>&1)" ]; then
        could_not "$to is no folder of models (no MANIFEST.tsv in it): name another one with --to"
    fi
    mkdir -p "$parent" || could_not "$parent can't be made: see above"
    exec 9<"$parent"
    # A run that was killed may take a moment to be gone.
    flock --wait 3 9 || could_not "another ./kiosk models is at work in $parent: wait for it"
    trap tidy EXIT
    trap 'exit 3' INT TERM HUP
    tidy
    fresh=$(mktemp -d "$to.new.XXXXXX") || could_not "$parent can't be written to"
    fetch MANIFEST.tsv "$fresh/all.tsv"
    known_lines "$fresh/all.tsv" >"$fresh/MANIFEST.tsv" ||
        could_not "$from/MANIFEST.tsv is no list of models: its first line has no column 'file'"
    rm "$fresh/all.tsv"
    while IFS= read -r file; do
        grep -qF -- "$file" "$fresh/MANIFEST.tsv" || continue
        say "  $file"
        fetch "$file" "$fresh/$file"
        count=$((count + 1))
    done < <(known_models)
    [ $count -gt 0 ] || could_not "$from has none of the models that this program knows: see ./kiosk models"
    "$kioskctl" models check --folder "$fresh" >/dev/null 2>"$fresh/said" || {
        "$kioskctl" models check --folder "$fresh" >&2 || true
        could_not "nothing was installed: what stands above is not what this program knows; get the models again"
    }
    rm "$fresh/said"
    chmod -R u=rwX,go=rX "$fresh"
    sync -f "$fresh"
    if [ -e "$to" ]; then mv -T -- "$to" "$to.old"; fi
    mv -T -- "$fresh" "$to"
}

models_command() {
    from='' to=${XDG_DATA_HOME:-${HOME:-}/.local/share}/verikiosk/models
    local stood=$OLDPWD named
    while [ $# -gt 0 ]; do
        case "$1" in
            --help) models_usage; return ;;
            --from | --to)
                named=${2:-}
                [ -n "$named" ] || wrong_use "$1 needs a name; see ./kiosk models --help"
                # Folders are named from where one stands.
                case $named in /* | http://* | https://*) ;; *) named=$stood/$named ;; esac
                if [ "$1" = --from ]; then from=${named%/}; else to=${named%/}; fi
                shift ;;
            --yes) assume_yes=yes ;;
            *) wrong_use "models does not know '$1'; see ./kiosk models --help" ;;
        esac
        shift
    done
    case $to in http://* | https://*) wrong_use "--to is a folder of this machine" ;; esac
    kioskctl=${KIOSKCTL:-}
    if [ -z "$kioskctl" ]; then
        setup
        build dev kioskctl
        kioskctl=$PWD/$build_dir/bin/kioskctl
    fi
    if [ -z "$from" ]; then exec "$kioskctl" models list; fi
    [ "$from" != "$to" ] || wrong_use "--from and --to are the same folder"
    case $from in
        http://* | https://*) ;;
        *) [ -d "$from" ] || could_not "$from is not there: name a folder or a URL with MANIFEST.tsv in it" ;;
    esac
    say "From $from:"
    install_models
    "$kioskctl" models list --folder "$to"
    say ""
    say "Installed. To use them: export VERIKIOSK_MODELS=$to, or, in a kiosk's settings, [models] folder = \"$to\"."
}
