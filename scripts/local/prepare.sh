# Sourced by the entry points in scripts/: answers --help, goes to the checkout, makes sure of Node, npm and the packages, and defines
# `run_node FILE ARGUMENT…`, which becomes the Node of devDependencies.
# shellcheck shell=sh
set -eu
# shellcheck source=scripts/local/help.sh
. "$(dirname "$0")/local/help.sh"
cd "$(dirname "$0")/.."

fail() {
  echo "$1" >&2
  exit 1
}

{ command -v node && command -v npm; } >/dev/null ||
  fail 'Node.js 20 or newer with npm is missing: install it from https://nodejs.org, then run this again.'
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
  fail "Node.js $(node -p process.versions.node) is too old: install version 20 or newer from https://nodejs.org, then run this again."

# The stamp is written last, so that an installation that was cut off is done again.
stamp=node_modules/.storewright-installed
# Every sh has -nt, and POSIX since 2024.
# shellcheck disable=SC3013
if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  echo '  … installing the packages (npm ci), a minute or two' >&2
  log=$(mktemp)
  if ! npm ci --no-audit --no-fund --loglevel=error >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail 'The packages could not be installed: npm says above why.'
  fi
  rm -f "$log"
  touch "$stamp"
fi

run_node() {
  exec node_modules/.bin/node "$@"
}
