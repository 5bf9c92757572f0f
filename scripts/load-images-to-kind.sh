#!/bin/bash
# Brings the images that this machine built into the kind cluster.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/local.sh

usage='Usage: scripts/load-images-to-kind.sh [IMAGE…]
Loads the images of the platform and of the store charts, as scripts/build-images.sh built them with Docker, or the images named, into
the kind cluster of scripts/setup-local.sh. Safe to repeat: a node that has an image keeps it.'

case ${1:-} in
  --help) echo "$usage"; exit ;;
  -*) fail "$1 is not understood. See scripts/load-images-to-kind.sh --help" ;;
esac

needs_docker
[ -n "$(has_cluster)" ] || fail "There is no cluster $cluster: scripts/setup-local.sh makes it."
images=("$@")
[ $# -gt 0 ] || mapfile -t images < <(scripts/build-images.sh --list)

missing=''
for image in "${images[@]}"; do
  docker image inspect "$image" >/dev/null 2>&1 || missing+=" $image"
done
[ -z "$missing" ] || fail "Docker has no image$missing: scripts/build-images.sh --builder docker builds them."

for image in "${images[@]}"; do
  step "loading $image"
  quietly "$image could not be loaded into the cluster $cluster: kind says above why." kind load docker-image "$image" --name "$cluster"
done
