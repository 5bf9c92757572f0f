#!/bin/bash
# The whole platform with real shops on this machine: a kind cluster, Traefik, the images, the platform.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/local.sh
. scripts/cluster/certificates.sh

usage='Usage: scripts/setup-local.sh [--domain DOMAIN --stores-domain DOMAIN] [-- HELM-ARGUMENT…]
Makes a kind cluster with the ports 80 and 443 of 127.0.0.1, Traefik in it, the images, and installs helm/platform; prints where it
answers. Safe to repeat: what is there is kept, what changed is brought to it. scripts/teardown-local.sh removes it all.

Needed: Docker, kind, kubectl, helm 4, about 6 GB of memory and 15 GB of disk, and an OAuth client of Google: GOOGLE_CLIENT_ID and
GOOGLE_CLIENT_SECRET in the environment, at the first run only.
With --domain and --stores-domain: https, as https://platform.<domain> and https://<name>.<stores-domain>, by certificates of an authority that
cert-manager makes in the cluster once; scripts/hosts.sh lets the names lead here. Without: http below localhost, which needs neither.
What follows -- goes to helm, at each run: -- --set "auth.adminEmails={you@example.com}"'

domain='' stores_domain=''
while [ $# -gt 0 ]; do
  case $1 in
    --help) echo "$usage"; exit ;;
    --domain) domain=${2:?--domain wants the name of a domain}; shift ;;
    --stores-domain) stores_domain=${2:?--stores-domain wants the name of a domain}; shift ;;
    --) shift; break ;;
    *) fail "$1 is not understood. See scripts/setup-local.sh --help" ;;
  esac
  shift
done

# The values that only this installation knows, in JSON: `installation NETWORKS`.
installation() {
  local own='' stores=''
  if [ -n "$domain" ]; then
    own=",\"domain\":\"$domain\",\"publicUrl\":\"$platform\",\"ingress\":{\"annotations\":{\"cert-manager.io/cluster-issuer\":\"$authority\"}}"
    stores=",\"domain\":\"$stores_domain\",\"clusterIssuer\":\"$authority\""
  fi
  printf '{"auth":{"googleClientId":"%s"},"stores":{"blockedCidrs":%s%s}%s}' "$(google_client_id)" "$1" "$stores" "$own"
}

# Who trusts it trusts every certificate of this cluster.
keep_authority() {
  kubectl get secret "$authority" --namespace cert-manager --output 'jsonpath={.data.tls\.crt}' | base64 -d >.data/authority.crt
}

authority=storewright-ca platform=http://platform.localhost shops='http://<name>.localhost'
if [ -n "$domain$stores_domain" ]; then
  check_domains "$domain" "$stores_domain"
  platform=https://platform.$domain shops="https://<name>.$stores_domain"
fi

needs_docker
needs kubectl 'https://kubernetes.io/docs/tasks/tools' helm 'https://helm.sh/docs/intro/install'
needs_helm_4
existing=$(has_cluster)
if [ -n "$existing" ]; then keep_kubeconfig; else check_ports; fi
check_google_client "$existing"
check_values helm/platform/values-local.yaml "$(installation '[]')" "$@"

if [ -n "$existing" ]; then
  step "cluster $cluster is there"
else
  step "cluster $cluster, a minute or two"
  quietly 'kind could not make the cluster: it says above why. https://kind.sigs.k8s.io/docs/user/known-issues may help.' \
    kind create cluster --config scripts/cluster/kind.yaml --kubeconfig "$KUBECONFIG" --wait 180s
  keep_kubeconfig
fi

install_traefik scripts/cluster/ingress-controller.yaml
if [ -n "$domain" ]; then
  install_cert_manager
  install_issuer "$authority" local-ca.yaml 'The authority cannot sign yet.'
  keep_authority
fi

step 'images; the first time takes several minutes'
scripts/build-images.sh --builder docker
scripts/load-images-to-kind.sh

running=$(kubectl get deployment platform --namespace "$namespace" --ignore-not-found --output name)
install_platform helm/platform/values-local.yaml "$(installation "$(api_server_addresses | networks_of)")" "$@"
await_platform "$running"

cat <<EOF

Storewright:   $platform
Shops:         $shops
In the Google Cloud console, allow the OAuth client this redirect address:
               $platform/api/auth/callback/google
Look into it:  export KUBECONFIG=$KUBECONFIG
EOF
[ -z "$domain" ] || cat <<EOF
Names:         sudo scripts/hosts.sh add ${platform#https://}; for shops, sudo scripts/hosts.sh sync
Certificates:  let your browser trust .data/authority.crt
EOF
