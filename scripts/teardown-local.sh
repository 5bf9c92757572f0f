#!/bin/bash
# Removes what scripts/setup-local.sh made.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/local.sh

usage='Usage: scripts/teardown-local.sh
Deletes the kind cluster of scripts/setup-local.sh with everything in it: the platform, its database, every shop. Images stay.
Safe to repeat.'

case ${1:-} in
  --help) echo "$usage"; exit ;;
  '') ;;
  *) fail "$1 is not understood. See scripts/teardown-local.sh --help" ;;
esac

needs_docker
if [ -n "$(has_cluster)" ]; then
  step "deleting the cluster $cluster"
  quietly 'kind could not delete the cluster: it says above why.' kind delete cluster --name "$cluster" --kubeconfig "$KUBECONFIG"
else
  step "there is no cluster $cluster"
fi
rm -f "$KUBECONFIG"
if grep -qs '^# storewright: begin' /etc/hosts; then
  echo 'Names of shops are left in /etc/hosts: sudo scripts/hosts.sh clean'
fi
