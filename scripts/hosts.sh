#!/bin/bash
# Lets the names of shops lead to this machine, where no DNS does: lines of our own in /etc/hosts.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)

usage='Usage: scripts/hosts.sh add HOST… | remove HOST… | sync | clean  [--file FILE]
Keeps names that lead to 127.0.0.1 in a marked block of /etc/hosts (as root), or of FILE, and touches nothing else there.
  add, remove  these hosts
  sync         exactly the hosts of the shops in the cluster that KUBECONFIG names, else in that of scripts/setup-local.sh
  clean        none: the block goes
Names below localhost need no entry. Safe to repeat.'

begin='# storewright: begin (scripts/hosts.sh writes these lines)'
end='# storewright: end'

fail() { printf '%s\n' "$1" >&2; exit 1; }

needs_entry() { case $1 in localhost | *.localhost) return 1 ;; esac; }

check_host() {
  local pattern='^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
  [[ ${#1} -le 253 && $1 =~ $pattern && ! $1 =~ ^[0-9.]+$ ]] ||
    fail "$1 is no name of a host: write it as first.shops.test, in small letters and without a port."
}

# The hosts in the block, one a line.
kept() { sed -n "/^# storewright: begin/,/^# storewright: end/s/^127\.0\.0\.1 //p" "$file"; }

# The file without the block, with an end to its last line. A block whose end was cut off would swallow what follows, so nothing is done then.
others() {
  [ "$(grep -c '^# storewright: begin' "$file")" = "$(grep -c '^# storewright: end' "$file")" ] ||
    fail "The marked lines in $file are damaged: remove the line \"$begin\" and what belongs to it by hand, then run this again."
  sed '/^# storewright: begin/,/^# storewright: end/d' "$file" | awk 1
}

# Replaces the file in one go by itself with these hosts (standard input, one a line) in the block: a reader sees the old one or the new.
write() {
  local hosts draft
  mapfile -t hosts < <(sort -u)
  draft=$(mktemp "$file.XXXXXX") || fail "No permission to write beside $file: run this as root."
  trap 'rm -f "$draft"' EXIT
  {
    others
    [ ${#hosts[@]} -eq 0 ] || { echo "$begin"; printf '127.0.0.1 %s\n' "${hosts[@]}"; echo "$end"; }
  } >"$draft"
  if cmp -s "$draft" "$file"; then echo "$file is as it should be."; return; fi
  chmod --reference="$file" "$draft"
  chown --reference="$file" "$draft"
  mv -f "$draft" "$file" || fail "$file cannot be replaced (is it mounted into a container?): it is unchanged."
  echo "$file: ${#hosts[@]} names lead to 127.0.0.1."
}

in_cluster() {
  command -v kubectl >/dev/null || fail 'kubectl is missing: install it (https://kubernetes.io/docs/tasks/tools), then run this again.'
  KUBECONFIG=${KUBECONFIG:-$here/.data/kind.kubeconfig} kubectl get ingresses --all-namespaces --selector app.kubernetes.io/instance=store \
    --output 'jsonpath={range .items[*]}{range .spec.rules[*]}{.host}{"\n"}{end}{end}' ||
    fail 'The cluster does not say which hosts it has: kubectl says above why. Nothing was changed.'
}

file=/etc/hosts words=()
while [ $# -gt 0 ]; do
  case $1 in
    --help) echo "$usage"; exit ;;
    --file) file=${2:?--file wants a file}; shift ;;
    -*) fail "$1 is not understood. See scripts/hosts.sh --help" ;;
    *) words+=("$1") ;;
  esac
  shift
done
command=${words[0]:-} hosts=("${words[@]:1}")
[ -f "$file" ] || fail "There is no $file."
file=$(readlink -f "$file")

case $command in
  add | remove) [ ${#hosts[@]} -gt 0 ] || fail "Say which hosts to $command. See scripts/hosts.sh --help" ;;
  sync | clean) [ ${#hosts[@]} -eq 0 ] || fail "$command takes no hosts. See scripts/hosts.sh --help" ;;
  *) fail "$usage" ;;
esac

# One at a time, from the look to the write; the folder, because the file is another one afterwards.
exec 9<"$(dirname "$file")"
flock 9
wanted=$(
  case $command in
    add) kept; printf '%s\n' "${hosts[@]}" ;;
    remove) kept | grep -vxF "$(printf '%s\n' "${hosts[@]}")" || true ;;
    sync) in_cluster ;;
    clean) ;;
  esac
) || exit 1
for host in "${hosts[@]}" $wanted; do check_host "$host"; done
for host in $wanted; do if needs_entry "$host"; then echo "$host"; fi; done | write
