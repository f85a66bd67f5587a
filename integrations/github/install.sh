#!/usr/bin/env bash
# Installs the grader into an environment of its own, away from what is to be marked: nothing
# in a student's folder can take the place of a module, or tell pip what to do.
#
# From the environment: INPUT_PYTHON, INPUT_REQUIREMENTS, GITHUB_ACTION_PATH, RUNNER_TEMP.
set -euo pipefail

unset PYTHONPATH PYTHONHOME PYTHONSTARTUP
export PIP_DISABLE_PIP_VERSION_CHECK=1
environment=$RUNNER_TEMP/backprop-grader
wanted=$RUNNER_TEMP/backprop-grader.txt

cd "$RUNNER_TEMP"
"${INPUT_PYTHON:-python3}" -I -m venv --clear "$environment"
printf '%s\n' "$INPUT_REQUIREMENTS" >"$wanted"
"$environment/bin/python" -I -m pip install --quiet "$GITHUB_ACTION_PATH" -r "$wanted"

# It makes namespaces where they are allowed. The grader does without it.
if ! command -v bwrap >/dev/null; then
    sudo -n apt-get install -y -qq bubblewrap >/dev/null 2>&1 ||
        echo "bubblewrap could not be installed; the isolation will be confined at best."
fi
