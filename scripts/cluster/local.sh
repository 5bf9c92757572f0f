# Sourced by the scripts for the local cluster, after steps.sh: its name, and its kubeconfig, which is this checkout's own.
# shellcheck shell=bash
cluster=storewright
KUBECONFIG=$PWD/.data/kind.kubeconfig
export KUBECONFIG
mkdir -p .data

needs_docker() {
  needs docker 'https://docs.docker.com/engine/install' kind 'https://kind.sigs.k8s.io/docs/user/quick-start'
  docker info >/dev/null 2>&1 || fail 'Docker does not answer: start it, and see that you may use it (docker info), then run this again.'
}

has_cluster() { if kind get clusters 2>/dev/null | grep -qx "$cluster"; then echo yes; fi; }

# Takes the administrator's access to the cluster into the file, which nobody else can read. No other kubeconfig is changed.
keep_kubeconfig() {
  (umask 077 && kind export kubeconfig --name "$cluster" --kubeconfig "$KUBECONFIG" >/dev/null 2>&1)
  chmod 600 "$KUBECONFIG"
}
