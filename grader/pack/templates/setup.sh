#!/bin/sh
# Gradescope runs this once, as root, when it builds the image. It makes a virtual
# environment with what the grader needs; where everything is there, it installs nothing.
set -eu
umask 022

# Options for pip, if there is need of any: see README.md.
pip_options=""

here=$(cd "$(dirname "$0")" && pwd)
case $here in
*/source) root=${here%/source} ;;
*) root=$here ;;
esac

usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null && usable "$python"; then
            return
        fi
    done
    return 1
}

install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

if ! find_python || ! command -v bwrap >/dev/null; then
    apt-get update -qq || true
fi
for version in 3.12 3.11 3.13 3.14; do
    find_python || install "python$version" "python$version-venv" || true
done
if ! find_python; then
    echo "setup.sh: there is no Python 3.11 or later, with venv, to be had in this base image." >&2
    echo "Choose another one, such as Ubuntu 22.04, and build the autograder again." >&2
    exit 1
fi
# It makes namespaces where they are allowed. The grader does without it.
command -v bwrap >/dev/null || install bubblewrap || true

cd /
"$python" -m venv "$root/venv"
# shellcheck disable=SC2086
"$root/venv/bin/python" -I -m pip install --disable-pip-version-check --no-cache-dir \
    $pip_options -r "$root/source/requirements.txt"

# Student code runs as another user, who has to read the libraries and nothing else.
chmod a+x "$root"
chmod -R a+rX "$root/venv"
chmod 700 "$root/source"
