# Sourced by scripts/setup-prod.sh, after steps.sh.
# shellcheck shell=bash
: "${namespace:?}"

# Makes the file the administrator's access to the cluster, and nobody else's to read.
use_kubeconfig() {
  [ -f "$1" ] || fail "There is no kubeconfig $1: name the one of your cluster."
  KUBECONFIG=$(readlink -f "$1")
  export KUBECONFIG
  [ "$(stat -c %a "$KUBECONFIG")" = 600 ] || { step "$1 becomes readable by its owner alone"; chmod 600 "$KUBECONFIG"; }
  quietly "The cluster of $1 does not answer: see that it runs and that this machine reaches it, then run this again." kubectl version
}

# The manifest for a cluster of many nodes: reached by a load balancer, whose address Ingresses then tell. Whoever comes by http is led
# to https, where shops and the platform have certificates; so is who looks for the proof that such a certificate asks for.
traefik_behind_load_balancer() {
  sed -e 's/type: NodePort/type: LoadBalancer/' -e 's/, nodePort: [0-9]*//' -e 's/; there is one node\././' \
    -e 's/^\( *- \)--entrypoints\.web\.address=.*/&\n\1--entrypoints.web.http.redirections.entrypoint.to=:443/' \
    -e 's#ingressendpoint.ip=127.0.0.1#ingressendpoint.publishedservice=traefik/traefik#' scripts/cluster/ingress-controller.yaml
}

# One that somebody else installed stays theirs.
ensure_traefik() {
  local there ours
  there=$(kubectl get ingressclass traefik --ignore-not-found --output name)
  ours=$(kubectl get deployment traefik --namespace traefik --ignore-not-found --output name)
  if [ -n "$there" ] && [ -z "$ours" ]; then step 'ingress class traefik is there'; return; fi
  traefik_behind_load_balancer | install_traefik -
}

# Where NetworkPolicies let people in from.
ingress_namespace() {
  local namespaces
  namespaces=$(kubectl get pods --all-namespaces --selector app.kubernetes.io/name=traefik \
    --output 'jsonpath={range .items[*]}{.metadata.namespace}{"\n"}{end}')
  [ -n "$namespaces" ] || fail 'The cluster has an ingress class traefik, but no pod labelled app.kubernetes.io/name=traefik: see that Traefik runs, then run this again.'
  printf '%s' "${namespaces%%$'\n'*}"
}

default_storage_class() {
  local classes
  classes=$(kubectl get storageclasses --output \
    'jsonpath={range .items[?(@.metadata.annotations.storageclass\.kubernetes\.io/is-default-class=="true")]}{.metadata.name}{"\n"}{end}')
  [ -n "$classes" ] || fail 'The cluster has no default storage class: annotate one with storageclass.kubernetes.io/is-default-class=true, then run this again.'
  printf '%s' "${classes%%$'\n'*}"
}

leads_to() { getent ahosts "$1" | awk '{ print $1 }'; }

# Where the API server answers people, one address a line.
server_addresses() {
  leads_to "$(kubectl config view --minify --output 'jsonpath={.clusters[0].cluster.server}' |
    sed -E 's#^[a-z]+://##; s#/.*$##; s#:[0-9]+$##; s#[][]##g')"
}

# The addresses at which the ingress controller answers people.
ingress_addresses() {
  quietly "The ingress controller has no address yet. See why: kubectl get services --all-namespaces" \
    kubectl wait '--for=jsonpath={.status.loadBalancer.ingress}' ingress/platform --namespace "$namespace" --timeout=300s
  kubectl get ingress platform --namespace "$namespace" \
    --output 'jsonpath={range .status.loadBalancer.ingress[*]}{.ip}{.hostname}{"\n"}{end}' | paste -sd' '
}

# Ends unless both names lead somewhere: `check_records PLATFORM-HOST STORES-DOMAIN`. A shop that nobody has asked for is found by a
# wildcard record alone.
check_records() {
  local missing=''
  [ -n "$(leads_to "$1" || true)" ] || missing+=" $1"
  [ -n "$(leads_to "check-$(random | cut -c -8).$2" || true)" ] || missing+=" *.$2"
  [ -z "$missing" ] || fail "Everything is installed, but these names lead nowhere yet:$missing
Make their records, wait until they are known here, then run this again. Certificates come by themselves then."
}

# Whoever types the name alone comes by http: `check_redirect HOST`. A controller of others is theirs to tell.
check_redirect() {
  local target
  target=$(curl --silent --max-time 20 --output /dev/null --write-out '%{redirect_url}' "http://$1/" || true)
  case $target in
    "https://$1/"* | "https://$1:443/"*) ;;
    *) step "http://$1 does not lead to https yet: docs/operations/install.md says what leads there" ;;
  esac
}

# DNS, the certificate and the app at once, as people meet them: `check_address ADDRESS`.
check_address() {
  step "waiting for $1, and so for its certificate"
  quietly "Everything is installed, but $1 does not answer. Its name must lead to the ingress controller, and port 80 must be
open to everybody, or Let's Encrypt gives no certificate. See how far it came: kubectl describe certificates,challenges --namespace $namespace" \
    curl --fail --silent --show-error --max-time 20 --retry 60 --retry-delay 5 --retry-max-time 300 --retry-all-errors \
    --output /dev/null "$1/api/readyz"
}
