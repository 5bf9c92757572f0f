# Sourced by the set-up scripts, after steps.sh: cert-manager, and who signs.
# shellcheck shell=bash
cert_manager=v1.21.2

has_cert_manager() { helm status cert-manager --namespace cert-manager >/dev/null 2>&1; }

# One that somebody else installed stays theirs.
install_cert_manager() {
  if ! has_cert_manager && [ -n "$(kubectl get crd clusterissuers.cert-manager.io --ignore-not-found --output name)" ]; then
    step 'cert-manager is there and stays as it is'
    return
  fi
  step "cert-manager $cert_manager"
  quietly 'cert-manager could not be installed: helm says above why. kubectl get pods --namespace cert-manager may tell more.' \
    helm upgrade --install cert-manager oci://quay.io/jetstack/charts/cert-manager --version "$cert_manager" \
    --namespace cert-manager --create-namespace --set crds.enabled=true --wait --timeout 300s
}

# Makes the issuer that a file of scripts/cluster describes, and waits until it can sign: `install_issuer NAME FILE ADVICE`.
install_issuer() {
  step "ClusterIssuer $1"
  quietly "The issuer $1 could not be made: kubectl says above why." \
    kubectl apply --server-side --force-conflicts --filename "scripts/cluster/$2"
  quietly "$3 See why: kubectl describe clusterissuer $1" \
    kubectl wait --for=condition=Ready "clusterissuer/$1" --timeout=180s
}
