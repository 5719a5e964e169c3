#!/usr/bin/env bash
# Builds a project or the solution in Release, unless nothing has changed since it was last built.
#
#   eng/build.sh src/GanLab.Cli/GanLab.Cli.csproj src      rebuild when a file under src changed
#   eng/build.sh GanLab.sln src tests samples bench
#
# "Nothing has changed" compares the list of source files, with their sizes and times, to the one the last good build
# wrote down: unlike "newer than", that also sees files that were deleted or brought back from the past.
set -euo pipefail

# No greeting in the log, and no HTTPS certificate made for a program that serves nothing.
export DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
target=$1
shift
folders=("$@")
name=${target##*/}
stamp=artifacts/stamps/${name%.*}
log=$stamp.log

describe_files() {
    if [[ $OSTYPE == linux* ]]; then
        find "$@" ! -type d -printf '%p %s %T@\n'
    else
        find "$@" ! -type d -exec stat -f '%N %z %Fm' {} +
    fi
}

signature() {
    local path inputs=()
    # An upgraded libtorch needs a new shim; its headers tell.
    local torch=${LIBTORCH:-/usr}/include/torch/csrc/api/include/torch/version.h
    for path in "${folders[@]}" eng Directory.* global.json nuget.config NuGet.config "$torch"; do
        [[ ! -e $path ]] || inputs+=("$path")
    done
    engine
    describe_files "${inputs[@]}" | LC_ALL=C sort
}

engine() {
    echo "engine=${TorchEngine-} backend=${TorchBackend-} libtorch=${LIBTORCH-}"
}

# All targets share artifacts/bin: what one builds with another engine takes the place of what the others built.
note_engine() {
    local note=artifacts/stamps/engine
    [[ ! -r $note || $(<"$note") != "$(engine)" ]] || return 0
    find artifacts/stamps -type f ! -name lock ! -name '*.log' -delete
    engine >"$note"
}

is_current() {
    [[ -x artifacts/bin/GanLab.Cli/release/gan && -r $stamp && $(<"$stamp") == "$1" ]]
}

has_sdk() {
    dotnet --list-sdks | grep -E '^[1-9][0-9]+\.' >/dev/null
}

build() {
    # Taken before the build: a file that is saved meanwhile must bring the next one about.
    local taken
    taken=$(signature)
    # Whoever held the lock before us may have built what we wanted.
    ! is_current "$taken" || return 0

    if ! has_sdk; then
        echo "GanLab needs the .NET 10 SDK; 'dotnet --list-sdks' offers: $(dotnet --list-sdks | tr '\n' ' ')" >&2
        echo "Install it from https://dotnet.microsoft.com/download and run this again." >&2
        return 1
    fi
    note_engine
    if [[ -d artifacts/bin ]]; then
        echo "Building GanLab..." >&2
    else
        echo "Building GanLab (first time, about a minute)..." >&2
    fi
    # Build servers would outlive us, keep the memory that training wants, and inherit the lock.
    if ! dotnet build "$target" -c Release -v quiet --nologo --disable-build-servers >"$log" 2>&1 </dev/null 9>&-; then
        cat "$log" >&2
        echo "GanLab could not be built: dotnet build $target failed (output above)." >&2
        return 1
    fi
    printf '%s\n' "$taken" >"$stamp.new"
    mv -f "$stamp.new" "$stamp"
}

! is_current "$(signature)" || exit 0

mkdir -p artifacts/stamps 2>/dev/null || true
if [[ ! -w artifacts/stamps ]]; then
    echo "GanLab must be built, but $PWD/artifacts/stamps cannot be written by $(id -un); run this as the owner once." >&2
    exit 1
fi
# macOS has no flock; two builds at once are then the user's affair.
exec 9>artifacts/stamps/lock
if type -P flock >/dev/null; then
    flock -n 9 || { echo "Waiting for another build of GanLab..." >&2; flock 9; }
fi
build
