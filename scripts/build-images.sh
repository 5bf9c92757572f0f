#!/bin/bash
# Builds the image of the platform from the repository and those that the store charts run, each from its own folder under images/,
# under the tag that its chart names.
set -euo pipefail
cd "$(dirname "$0")/.."

usage='Usage: scripts/build-images.sh [--builder docker|buildah|COMMAND] [--plugin-optional] [--next]
                               [platform|medusa|medusa-storefront|woocommerce]…
Builds the images of the platform and of the store charts, or only those named, and prints what each took and weighs. The builder is
docker where it runs, else buildah. Another COMMAND is called as: COMMAND TAG FOLDER --build-arg NAME=VALUE…

       scripts/build-images.sh --list | --find-builder
Prints the tag of each image, or docker or buildah, and builds nothing.

       scripts/build-images.sh --pin
Asks the registry for the digests of the base images and keeps them in images/bases; docker and buildah then build on exactly those.

WOOCOMMERCE_ZIP names the zip of the plugin, a file or an address, in place of the official one. Its content is checked either way.
With --plugin-optional the image is built without WooCommerce where the zip cannot be had: a WordPress that sells nothing, for tests.
With --next what scripts/test-stores needs besides is made too: a next build of each image, under its tag with "-next", and with that of
the platform the image of what stands in for Google and for the official Inngest server.'

fail() { echo "$1" >&2; exit 1; }

images() { echo platform; for folder in images/*/; do basename "$folder"; done; }

# The folder that an image is built from.
context_of() { if [ "$1" = platform ]; then echo .; else echo "images/$1"; fi; }

find_builder() {
  if docker info >/dev/null 2>&1; then echo docker
  elif command -v buildah >/dev/null; then echo buildah
  else fail 'Nothing here can build images: start Docker, or install buildah (apt-get install buildah), then run this again.'; fi
}

# The digest of a public image, as its registry has it now.
digest_of() {
  local name=$1
  if docker buildx version >/dev/null 2>&1; then docker buildx imagetools inspect "$name" --format '{{.Manifest.Digest}}'; return; fi
  case $name in */*) ;; *) name=library/$name ;; esac
  skopeo inspect --format '{{.Digest}}' "docker://docker.io/$name"
}

pin() {
  local name reference digest lines=()
  while read -r name reference _; do
    digest=$(digest_of "$reference") || fail "No digest of $reference could be had (it takes docker or skopeo, and the registry): images/bases stays as it is."
    lines+=("$name $reference $digest")
  done <images/bases
  printf '%s\n' "${lines[@]}" | tee images/bases
}

# The tag under which a chart looks for the image: its `repository` and `tag` in values.yaml.
tag_of() {
  local tag
  tag=$(sed -nE "s#.*repository: (storewright/$1), tag: ([^,]+),.*#\1:\2#p" helm/*/values.yaml)
  echo "${tag:?no chart names an image storewright/$1}"
}

# What the platform says of itself in its health, as build arguments: the version of its TAG, and the commit.
version_arguments() {
  printf '%s\n' "--build-arg=BUILD_VERSION=${1##*:}" "--build-arg=BUILD_COMMIT=$(git rev-parse --short HEAD || true)"
}

# What a Dockerfile is built on, as build arguments. A builder of one's own may have stand-ins of them, which no digest fits.
base_arguments() {
  local name reference digest
  while read -r name reference digest; do
    case $builder in docker | buildah) reference+=${digest:+@$digest} ;; esac
    grep -q "^ARG $name=" "$1" && echo "--build-arg=$name=$reference"
  done <images/bases
  return 0
}

size_of() {
  case $builder in
    docker) docker image inspect --format '{{.Size}}' "$1" ;;
    buildah) buildah images --json "$1" | sed -nE 's/.*"size": "(.*)",?/\1/p' | head -n 1 ;;
  esac | { read -r size || exit 0; case $size in *[!0-9]*) echo ", $size" ;; *) echo ", $((size / 1000000)) MB" ;; esac; }
}

# Puts the zip of the plugin into the build context; one that is there already is kept, since the build proves what is in it.
bring_plugin() {
  local zip=images/woocommerce/plugin/woocommerce.zip version source
  version=$(sed -n 's/^ARG WOOCOMMERCE_VERSION=//p' images/woocommerce/Dockerfile)
  source=${WOOCOMMERCE_ZIP:-https://downloads.wordpress.org/plugin/woocommerce.$version.zip}
  if [ -z "${WOOCOMMERCE_ZIP:-}" ] && [ -f "$zip" ]; then return; fi
  mkdir -p "${zip%/*}"
  case $source in
    http://* | https://*) curl --fail --silent --show-error --location --max-time 300 --output "$zip" "$source" ;;
    *) cp "$source" "$zip" ;;
  esac && return
  rm -f "$zip"
  [ -n "$plugin_optional" ] || fail "WooCommerce $version could not be had from $source: name its zip by WOOCOMMERCE_ZIP, then run this again."
  echo "WooCommerce $version could not be had from $source: its image is built without it, for tests only." >&2
}

# WP-CLI is for the owner's comfort, so an image without it is as good.
add_wp_cli() {
  local file=images/woocommerce/cli.Dockerfile arguments
  case $builder in docker | buildah) ;; *) return 0 ;; esac
  mapfile -t arguments < <(base_arguments "$file")
  "$builder" build --quiet --tag "$1" --build-arg "SHOP_IMAGE=$1" "${arguments[@]}" --file "$file" images/woocommerce >/dev/null ||
    echo "$1 is without WP-CLI: its image could not be had." >&2
}

# Builds the folder under the tag, with further arguments.
build() {
  local tag=$1 folder=$2 start=$SECONDS arguments log
  shift 2
  log=$(mktemp)
  mapfile -t arguments < <(base_arguments "$folder/Dockerfile")
  echo "$tag …"
  case $builder in
    docker | buildah) "$builder" build --tag "$tag" "${arguments[@]}" "$@" "$folder" ;;
    *) "$builder" "$tag" "$folder" "${arguments[@]}" "$@" ;;
  esac >"$log" 2>&1 || { tail -n 60 "$log"; fail "$tag could not be built: its builder says above why."; }
  rm -f "$log"
  echo "$tag: $((SECONDS - start)) s$(size_of "$tag")"
}

build_image() {
  local tag own=()
  tag=$(tag_of "$1")
  [ "$1" != platform ] || mapfile -t own < <(version_arguments "$tag")
  [ "$1" != woocommerce ] || bring_plugin
  build "$tag" "$(context_of "$1")" "${own[@]}"
  [ "$1" != woocommerce ] || add_wp_cli "$tag"
  if [ -n "$next" ] && [ -d "tests/stores/next/$1" ]; then build "$tag-next" "tests/stores/next/$1"; fi
  if [ -n "$next" ] && [ "$1" = platform ]; then build_stand_ins; fi
}

# From a context of its own: that of the platform's image has nothing of the tests.
build_stand_ins() {
  local folder
  folder=$(mktemp -d)
  tar -cf - package.json package-lock.json scripts/local/door.ts scripts/local/inngest tests/stores/stand-ins | tar -xf - -C "$folder"
  cp tests/stores/stand-ins/Dockerfile "$folder"
  build storewright/stand-ins:0.1.0 "$folder"
  rm -rf "$folder"
}

builder='' plugin_optional='' next='' names=()
while [ $# -gt 0 ]; do
  case $1 in
    --help) echo "$usage"; exit ;;
    --list) for name in $(images); do tag_of "$name"; done; exit ;;
    --find-builder) find_builder; exit ;;
    --pin) pin; exit ;;
    --builder) builder=${2:?--builder wants docker, buildah or a command}; shift ;;
    --plugin-optional) plugin_optional=yes ;;
    --next) next=yes ;;
    *) [ -f "$(context_of "$1")/Dockerfile" ] || fail "There is no image $1. There are: $(images | xargs). See scripts/build-images.sh --help"
       names+=("$1") ;;
  esac
  shift
done
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(images)
builder=${builder:-$(find_builder)}
for name in "${names[@]}"; do build_image "$name"; done
