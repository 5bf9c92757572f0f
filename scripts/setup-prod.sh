#!/bin/bash
# The whole platform where people use it: on a server with k3s, or on a cluster that is there.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/certificates.sh
. scripts/cluster/k3s.sh
. scripts/cluster/production.sh

usage="Usage: scripts/setup-prod.sh --domain DOMAIN --stores-domain DOMAIN [--kubeconfig FILE] [-- HELM-ARGUMENT…]
Installs helm/platform as https://platform.<domain>, with shops as https://<name>.<stores-domain>, and what it stands on: Traefik, and
cert-manager, which gets certificates of Let's Encrypt. Says which DNS records it needs, and ends with 1 while one is missing. Safe to
repeat: what is there is kept, what changed is brought to it.

Without --kubeconfig: as root on a Linux server of its own, with k3s, which brings Traefik, and the images, built here.
  Needed: Docker or buildah, helm 4, curl, 8 GB of memory, 40 GB of disk, the ports 80 and 443 open to everybody.
With --kubeconfig: on that cluster, as its administrator. Traefik is installed where there is no ingress class traefik.
  Needed: kubectl, helm 4, curl, a default storage class, load balancers, NetworkPolicies that are enforced (scripts/doctor says so),
  and nodes that can get the images that the charts name (docs/operations/install.md says how).

At the first run an OAuth client of Google too: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET in the environment.
What follows -- goes to helm, at each run: -- --set \"auth.adminEmails={you@example.com}\""

domain='' stores_domain='' kubeconfig=''
while [ $# -gt 0 ]; do
  case $1 in
    --help) echo "$usage"; exit ;;
    --domain) domain=${2:?--domain wants the name of a domain}; shift ;;
    --stores-domain) stores_domain=${2:?--stores-domain wants the name of a domain}; shift ;;
    --kubeconfig) kubeconfig=${2:?--kubeconfig wants a file}; shift ;;
    --) shift; break ;;
    *) fail "$1 is not understood. See scripts/setup-prod.sh --help" ;;
  esac
  shift
done

# The values that only this installation knows, in JSON: `installation FURTHER-OF-STORES FURTHER`.
installation() {
  printf '{"domain":"%s","stores":{"domain":"%s"%s},"auth":{"googleClientId":"%s"}%s}' \
    "$domain" "$stores_domain" "$1" "$(google_client_id)" "$2"
}

check_domains "$domain" "$stores_domain"
needs curl 'https://curl.se/download.html' helm 'https://helm.sh/docs/intro/install' getent 'the package libc-bin'
needs_helm_4
if [ -n "$kubeconfig" ]; then
  needs kubectl 'https://kubernetes.io/docs/tasks/tools'
  use_kubeconfig "$kubeconfig"
  default_storage_class >/dev/null
  existing=yes
else
  needs_root
  scripts/build-images.sh --find-builder >/dev/null
  use_k3s
  existing=$(has_k3s)
  if [ -n "$existing" ]; then keep_k3s_kubeconfig; else check_ports; fi
fi
check_google_client "$existing"
check_values helm/platform/values-prod.yaml "$(installation '' '')" "$@"

if [ -n "$kubeconfig" ]; then
  ensure_traefik
else
  if [ -n "$existing" ]; then step 'k3s is there'; else install_k3s; keep_k3s_kubeconfig; fi
  await_k3s_traefik
  lead_to_https
  step 'images; the first time takes several minutes'
  scripts/build-images.sh
  scripts/load-images-to-k3s.sh
fi
install_cert_manager
install_issuer letsencrypt-prod letsencrypt.yaml "Let's Encrypt does not answer the cluster."

running=$(kubectl get deployment platform --namespace "$namespace" --ignore-not-found --output name)
blocked=$({ api_server_addresses; server_addresses; } | networks_of)
class=$(default_storage_class)
controller=$(ingress_namespace)
install_platform helm/platform/values-prod.yaml "$(
  installation ",\"blockedCidrs\":$blocked" ",\"storageClass\":\"$class\",\"network\":{\"ingressController\":{\"namespace\":\"$controller\"}}"
)" "$@"
await_platform "$running"
addresses=$(ingress_addresses)

cat <<EOF

DNS records:   platform.$domain and *.$stores_domain
               lead to $addresses (behind NAT: to the address that people reach)
In the Google Cloud console, allow the OAuth client this redirect address:
               https://platform.$domain/api/auth/callback/google
Look into it:  export KUBECONFIG=$KUBECONFIG
               scripts/doctor --kubeconfig $KUBECONFIG
EOF
check_records "platform.$domain" "$stores_domain"
check_address "https://platform.$domain"
check_redirect "platform.$domain"
cat <<EOF

Storewright:   https://platform.$domain
Shops:         https://<name>.$stores_domain
EOF
