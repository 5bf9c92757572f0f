# Sourced by the scripts for k3s on this machine, after steps.sh.
# shellcheck shell=bash
k3s_version=v1.36.4+k3s1

use_k3s() {
  KUBECONFIG=$PWD/.data/k3s.kubeconfig
  export KUBECONFIG
  mkdir -p .data
}

needs_root() { [ "$(id -u)" = 0 ] || fail 'k3s and its images are a matter of root: run this again as root.'; }

# k3s finds its own kubeconfig, unless another is named.
k3s_itself() { env -u KUBECONFIG k3s "$@"; }

has_k3s() { if k3s_itself kubectl get --raw /readyz >/dev/null 2>&1; then echo yes; fi; }

# The installer proves what it downloads by checksums; it starts k3s, now and whenever this machine starts.
install_k3s() {
  local installer
  installer=$(mktemp)
  step "k3s $k3s_version"
  quietly 'The installer of k3s could not be had from https://get.k3s.io: see that this machine reaches it, then run this again.' \
    curl --fail --silent --show-error --location --max-time 120 --output "$installer" https://get.k3s.io
  quietly 'k3s could not be installed: its installer says above why. journalctl --unit k3s may tell more.' \
    env INSTALL_K3S_VERSION="$k3s_version" sh "$installer" server --write-kubeconfig-mode=600 --secrets-encryption
  rm -f "$installer"
}

# k3s gives its Traefik what stands there when it sees it. What somebody has written there already stays.
lead_to_https() {
  local there
  there=$(kubectl get helmchartconfig traefik --namespace kube-system --ignore-not-found --output name)
  if [ -n "$there" ]; then step 'the Traefik of k3s keeps the values that it has'; return; fi
  step 'the Traefik of k3s leads from http to https'
  kubectl create --filename scripts/cluster/k3s-traefik.yaml >/dev/null
}

# Takes the administrator's access to k3s into the file, which nobody else can read.
keep_k3s_kubeconfig() {
  (umask 077 && k3s_itself kubectl config view --raw >"$KUBECONFIG")
  chmod 600 "$KUBECONFIG"
}

# k3s installs its Traefik itself, some moments after it started.
await_k3s_traefik() {
  step 'waiting for the Traefik of k3s'
  quietly 'k3s has not made its Traefik yet: kubectl get pods --namespace kube-system says why.' \
    kubectl wait --for=create deployment/traefik --namespace kube-system --timeout=300s
  quietly 'Traefik does not run: kubectl describe pods --namespace kube-system says why.' \
    kubectl rollout status deployment/traefik --namespace kube-system --timeout=300s
}
