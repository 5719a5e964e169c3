#!/usr/bin/env bash
# Lets runs be killed, starved of disk, locked out, paused and run for 100,000 steps, and checks that nothing is lost.
#
#   eng/soak.sh                          everything, within about 15 minutes
#   eng/soak.sh --only kill --seed 7     one scenario, at other moments
#   eng/soak.sh --quick                  a little of everything, in about a minute
#   eng/soak.sh --results FILE           the table into a file too
#
# Prints a Markdown table; the exit code is 1 if a promise is broken.
set -euo pipefail
CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

eng/setup.sh --tests
eng/build.sh tests/GanLab.Soak/GanLab.Soak.csproj src tests/GanLab.Soak tests/Support

# Disks of a few hundred kilobytes and folders that nobody can write to are mounted where no one else sees them.
alone=(unshare --user --map-root-user --mount)
"${alone[@]}" true 2>/dev/null || alone=(unshare --mount) # where only root may
"${alone[@]}" true 2>/dev/null || alone=()

export DOTNET_GCgen0size=${DOTNET_GCgen0size-0x400000} # as ./gan does
exec ${alone[@]+"${alone[@]}"} timeout --signal=INT 20m dotnet artifacts/bin/GanLab.Soak/release/gan-soak.dll "$@"
