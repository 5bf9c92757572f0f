#!/bin/bash
# Brings the images that this machine built into its k3s.
. "$(dirname "$0")/cluster/steps.sh"
. scripts/cluster/k3s.sh

usage='Usage: scripts/load-images-to-k3s.sh [IMAGE…]
Loads the images of the platform and of the store charts, as scripts/build-images.sh built them, or the images named, into the k3s of this
machine, as root. k3s keeps them although nobody uses them for a while, since it could not get them again. Safe to repeat.'

case ${1:-} in
  --help) echo "$usage"; exit ;;
  -*) fail "$1 is not understood. See scripts/load-images-to-k3s.sh --help" ;;
esac

needs_root
[ -n "$(has_k3s)" ] || fail 'k3s does not answer on this machine: scripts/setup-prod.sh installs it.'
builder=$(scripts/build-images.sh --find-builder)
images=("$@")
[ $# -gt 0 ] || mapfile -t images < <(scripts/build-images.sh --list)

# An archive of the image, under the name by which a chart finds it.
archive() {
  case $builder in
    docker) docker save --output "$2" "$1" ;;
    buildah) buildah push --quiet "$1" "docker-archive:$2:docker.io/$1" ;;
  esac
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for image in "${images[@]}"; do
  step "loading $image"
  quietly "$builder has no image $image: scripts/build-images.sh builds it." archive "$image" "$folder/image.tar"
  quietly "$image could not be loaded into k3s: it says above why." k3s_itself ctr images import "$folder/image.tar"
  quietly "$image is in k3s, but not kept there." k3s_itself ctr images label "docker.io/$image" io.cri-containerd.pinned=pinned
  rm "$folder/image.tar"
done
