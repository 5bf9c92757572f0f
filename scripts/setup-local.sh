#!/bin/bash
# The whole platform with real shops on this machine: a kind cluster, Traefik, the images, the platform.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/local.sh

usage='Usage: scripts/setup-local.sh [-- HELM-ARGUMENT…]
Makes a kind cluster with the ports 80 and 443 of 127.0.0.1, Traefik in it, the images, and installs helm/platform; prints where it
answers. Safe to repeat: what is there is kept, what changed is brought to it. scripts/teardown-local.sh removes it all.

Needed: Docker, kind, kubectl, helm 4, about 6 GB of memory and 15 GB of disk, and an OAuth client of Google: GOOGLE_CLIENT_ID and
GOOGLE_CLIENT_SECRET in the environment, at the first run only.
What follows -- goes to helm, at each run: -- --set "auth.adminEmails={you@example.com}"'

case ${1:-} in
  --help) echo "$usage"; exit ;;
  '') ;;
  --) shift ;;
  *) fail "$1 is not understood. See scripts/setup-local.sh --help" ;;
esac

needs_docker
needs kubectl 'https://kubernetes.io/docs/tasks/tools' helm 'https://helm.sh/docs/intro/install'
needs_helm_4
existing=$(has_cluster)
if [ -n "$existing" ]; then keep_kubeconfig; else check_ports; fi
check_google_client "$existing"

if [ -n "$existing" ]; then
  step "cluster $cluster is there"
else
  step "cluster $cluster, a minute or two"
  quietly 'kind could not make the cluster: it says above why. https://kind.sigs.k8s.io/docs/user/known-issues may help.' \
    kind create cluster --config scripts/cluster/kind.yaml --kubeconfig "$KUBECONFIG" --wait 180s
  keep_kubeconfig
fi

install_traefik scripts/cluster/ingress-controller.yaml

step 'images; the first time takes several minutes'
scripts/build-images.sh --builder docker
scripts/load-images-to-kind.sh

running=$(kubectl get deployment platform --namespace "$namespace" --ignore-not-found --output name)
install_platform helm/platform/values-local.yaml "$(
  printf '{"auth":{"googleClientId":"%s"},"stores":{"blockedCidrs":%s}}' "$(google_client_id)" "$(api_server_addresses | networks_of)"
)" "$@"
await_platform "$running"

cat <<EOF

Storewright:   http://platform.localhost
Shops:         http://<name>.localhost
In the Google Cloud console, allow the OAuth client this redirect address:
               http://platform.localhost/api/auth/callback/google
Look into it:  export KUBECONFIG=$KUBECONFIG
EOF
