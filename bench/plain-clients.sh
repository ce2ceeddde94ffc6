#!/bin/sh
# What a shell script would do instead of "publish" and "smoke": the plain clients, one after another, with no check but
# their exit codes. $1: dist/packages. $2 $3 $4: the versions of the npm, the Python and the Go SDK. Addresses and credentials
# are the pipeline's variables.
set -eu
packages=$1 npm_version=$2 pypi_version=$3 go_version=$4
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
umask 077
mkdir "$work/npm" "$work/pypi" "$work/go"

cd "$work/npm"
printf 'registry=%s\n//%s:_authToken=%s\n' "$PACKAGES_NPM_URL" "${PACKAGES_NPM_URL#*://}" "$PACKAGES_NPM_TOKEN" > .npmrc
echo '{"private":true,"type":"module"}' > package.json
export npm_config_cache="$work/npm/cache"
npm publish --silent --tag snapshot "$packages"/sdk-ts/*.tgz
npm install --silent --no-audit --no-fund "@ameideio/ameide-sdk-ts@$npm_version"
node --input-type=module -e 'await import("@ameideio/ameide-sdk-ts")'

cd "$work/pypi"
export UV_CACHE_DIR="$work/pypi/cache"
UV_PUBLISH_USERNAME=$PACKAGES_PYPI_USERNAME UV_PUBLISH_PASSWORD=$PACKAGES_PYPI_PASSWORD \
  uv publish --quiet --trusted-publishing never --publish-url "$PACKAGES_PYPI_UPLOAD_URL" \
  "$packages"/sdk-python/*.whl "$packages"/sdk-python/*.tar.gz
uv venv --quiet environment
uv pip install --quiet --python environment --index-url "$PACKAGES_PYPI_INDEX_URL" "ameide-sdk==$pypi_version"
environment/bin/python -c 'import ameide_sdk'

cd "$work/go"
module=github.com/ameideio/ameide-sdk-go
zip=$(echo "$packages"/sdk-go/*.zip)
url=$(echo "$PACKAGES_GO_UPLOAD_URL" | sed "s#{module}#$module#; s#{version}#$go_version#")
printf 'header = "Authorization: Bearer %s"\n' "$PACKAGES_GO_UPLOAD_TOKEN" > curl.conf
curl --silent --fail --config curl.conf --upload-file "$zip" "$url"
export GOPROXY="$PACKAGES_GO_PROXY_URL" GONOSUMDB="$module" GOMODCACHE="$work/go/modules" GOWORK=off GOTOOLCHAIN=local
printf 'module sandbox\n' > go.mod
printf 'package main\n\nimport _ "%s"\n\nfunc main() {}\n' "$module" > main.go
go get "$module@$go_version" 2> get.log || { cat get.log; exit 1; }
go build -o program .
./program
