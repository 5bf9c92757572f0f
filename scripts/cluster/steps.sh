# Sourced by the set-up scripts, which run in bash: goes to the checkout, and defines what they have in common.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "$0")/.."

# Where things lie and what they are called; helm/README.md and the values files of the charts count on them.
namespace=storewright-system
release=storewright
secret=platform-secrets

# Secrets stay in variables of this shell: no program that it starts finds them in its environment, none in its arguments.
google_client_secret=${GOOGLE_CLIENT_SECRET:-}
unset GOOGLE_CLIENT_SECRET

fail() { printf '%s\n' "$1" >&2; exit 1; }

step() { printf '• %s\n' "$1"; }

# Names every program that is missing at once, with where to get it: `needs PROGRAM WHERE…`.
needs() {
  local missing=''
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+="
  $1: $2"
    shift 2
  done
  [ -z "$missing" ] || fail "Missing on this machine:$missing
Install what is missing, then run this again."
}

needs_helm_4() {
  local version
  version=$(helm version --template '{{.Version}}')
  case $version in v4.*) ;; *) fail "helm $version is too old: install helm 4 (https://helm.sh/docs/intro/install), then run this again." ;; esac
}

# What a command says is shown only when it fails, and then with what to do about it: `quietly ADVICE COMMAND…`.
quietly() {
  local advice=$1 words
  shift
  words=$("$@" 2>&1) || fail "$words
$advice"
}

# The id of the Google client: given, or of the platform that is installed already.
google_client_id() {
  if [ -n "${GOOGLE_CLIENT_ID:-}" ]; then printf '%s' "$GOOGLE_CLIENT_ID"; return; fi
  kubectl get configmap platform --namespace "$namespace" --ignore-not-found --output 'jsonpath={.data.GOOGLE_CLIENT_ID}'
}

no_google='People sign in with Google, and this platform has no OAuth client yet: make one in the Google Cloud console
(https://console.cloud.google.com/apis/credentials, type "Web application"), export its id as GOOGLE_CLIENT_ID and its secret
as GOOGLE_CLIENT_SECRET, then run this again. Its redirect address is printed at the end.'

# A look before anything is changed. Where there is no cluster yet, nothing can be there.
check_google_client() {
  local has_cluster=$1
  [ -n "$has_cluster" ] || { [ -n "${GOOGLE_CLIENT_ID:-}" ] && [ -n "$google_client_secret" ]; } || fail "$no_google"
  [ -n "$has_cluster" ] || return 0
  [ -n "$(google_client_id)" ] || fail "$no_google"
  [ -n "$google_client_secret" ] || [ -n "$(find_secret)" ] || fail "$no_google"
}

find_secret() { kubectl get secret "$secret" --namespace "$namespace" --ignore-not-found --output name; }

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# Every secret of a platform whose database and Inngest server are the chart's own; helm/README.md names them.
new_secrets() {
  local key
  for key in session-secret inngest-event-key inngest-signing-key database-admin-password database-owner-password \
    database-app-password queue-password inngest-database-password; do
    printf '%s=%s\n' "$key" "$(random)"
  done
  printf 'google-client-secret=%s\n' "$google_client_secret"
}

# Made once: whoever changes the passwords of a database that exists locks the platform out.
ensure_secret() {
  if [ -n "$(find_secret)" ]; then step "Secret $secret is there and stays as it is"; return; fi
  step "Secret $secret, with new random values"
  new_secrets | kubectl create secret generic "$secret" --namespace "$namespace" --from-env-file=/dev/stdin >/dev/null
}

# Where the API server is inside the cluster, one address a line. Shops must not reach it.
api_server_addresses() {
  kubectl get endpointslices --namespace default --selector kubernetes.io/service-name=kubernetes \
    --output 'jsonpath={range .items[*].endpoints[*]}{range .addresses[*]}{@}{"\n"}{end}{end}'
}

# Addresses, one a line on standard input, as a JSON list of networks.
networks_of() { printf '[%s]' "$(sort -u | sed -E '/^$/d; /:/s#$#/128#; /:/!s#$#/32#; s#.*#"&"#' | paste -sd,)"; }

# Who listens already would get the requests of people.
check_ports() {
  local taken
  taken=$(ss -ltnH '( sport = :80 or sport = :443 )' 2>/dev/null || true)
  [ -z "$taken" ] || fail "Another program listens on port 80 or 443:
$taken
Stop it (as root, ss -ltnp says which it is), then run this again."
}

# Each is the name of a domain, so that it can stand in JSON, and not one below localhost, for which there are no certificates.
check_domains() {
  local pattern='^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$' name
  for name in "$@"; do
    [[ $name =~ $pattern && $name != *.localhost ]] || fail "\"$name\" is no name of a domain: write --domain example.com --stores-domain shops.example, in small letters."
  done
}

# What the chart would refuse is not begun: `check_values VALUES-FILE JSON HELM-ARGUMENT…`.
check_values() {
  local file=$1 json=$2
  shift 2
  printf '%s' "$json" | quietly 'Nothing was changed.' helm template "$release" helm/platform --namespace "$namespace" \
    --values "$file" --values - --set "existingSecret=$secret" "$@"
}

# Traefik as a manifest has it, a file or - for standard input.
install_traefik() {
  step 'Traefik'
  kubectl apply --server-side --force-conflicts --filename "$1" >/dev/null
  quietly 'Traefik does not run: kubectl describe pods --namespace traefik says why.' \
    kubectl rollout status deployment/traefik --namespace traefik --timeout=300s
}

# A namespace for the platform, its Secret, and the platform: `install_platform VALUES-FILE JSON HELM-ARGUMENT…`. The values that only
# this installation knows go to helm on standard input.
install_platform() {
  local file=$1 json=$2
  shift 2
  step "namespace $namespace"
  kubectl apply --server-side --force-conflicts --filename scripts/cluster/platform-namespace.yaml >/dev/null
  ensure_secret
  step "helm/platform as release $release"
  printf '%s' "$json" | helm upgrade --install "$release" helm/platform --namespace "$namespace" \
    --values "$file" --values - --set "existingSecret=$secret" "$@" >/dev/null
}

# Pods of the same tag don't notice a new image by themselves.
await_platform() {
  [ -z "$1" ] || kubectl rollout restart deployment/platform --namespace "$namespace" >/dev/null
  step 'waiting for the platform to serve'
  quietly "The platform does not serve yet. See why: kubectl get pods --namespace $namespace, kubectl describe pods --namespace $namespace" \
    kubectl rollout status deployment/platform --namespace "$namespace" --timeout=600s
}
