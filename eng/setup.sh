#!/usr/bin/env bash
# Makes sure that what GanLab needs is on this machine, and installs it where the system has apt.
#
#   eng/setup.sh            what building and running needs
#   eng/setup.sh --tests    and what the tests need besides
#
# Every `gan` passes through here, so the check looks at files only; apt and dpkg are asked when something is missing.
# LIBTORCH=DIR stands in for the system's libtorch and BLAS; TorchEngine=torchsharp needs neither.
set -euo pipefail

tests=false
[[ ${1-} != --tests ]] || tests=true

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

library_folders=("/usr/lib/$HOSTTYPE-linux-gnu" /usr/lib64 /usr/lib /usr/local/lib64 /usr/local/lib)

has_library() {
    local folder
    for folder in "${library_folders[@]}"; do
        [[ ! -e $folder/$1 ]] || return 0
    done
    # Not in the usual places; `ldconfig` itself is often outside an ordinary user's PATH.
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -F "$1 " >/dev/null
}

# The path of the alternative that Debian's $1 (libblas.so.3, liblapack.so.3) leads to when it is the slow reference one.
reference_library() {
    local active=${library_folders[0]}/$1 name=${1#lib}
    local reference=${library_folders[0]}/${name%.so.3}/$1
    [[ -e $reference && $active -ef $reference ]] && printf '%s\n' "$reference"
}

missing_packages() {
    if [[ -z ${LIBTORCH-} ]]; then
        [[ -e /usr/include/torch/csrc/api/include/torch/torch.h ]] || echo libtorch-dev
        [[ -e ${library_folders[0]}/openblas-pthread/libblas.so.3 ]] || echo libopenblas0-pthread
    fi
    has_library libvips.so.42 || echo libvips42
    has_library libturbojpeg.so.0 || echo libturbojpeg0
    type -P g++ >/dev/null || echo g++
    type -P cmake >/dev/null || echo cmake
    type -P make >/dev/null || type -P ninja >/dev/null || echo make
    if [[ $tests == true ]]; then
        [[ -e /usr/lib/python3/dist-packages/torch/__init__.py ]] || echo python3-torch
    fi
}

# Debian and Ubuntu renamed libvips42 when time_t became 64 bits wide.
distribution_name() {
    local name
    for name in "$1" "$1"t64; do
        if apt-cache policy "$name" 2>/dev/null | grep -E 'Candidate: [0-9]' >/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    printf '%s\n' "$1"
}

install() {
    local sudo=() log package names=()
    local apt=(apt-get -o DPkg::Lock::Timeout=300)
    if [[ $EUID -ne 0 ]]; then
        # With a terminal sudo may ask for the password, once; without one it must not need it.
        if ! type -P sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]] && sudo -v; }; }; then
            for package in "$@"; do names+=("$(distribution_name "$package")"); done
            fail "GanLab needs packages that only root can install; run: sudo apt-get install -y --no-install-recommends ${names[*]}"
        fi
        # `env` because sudo drops the environment.
        sudo=(sudo env DEBIAN_FRONTEND=noninteractive)
    fi

    echo "Installing $* (once, a few minutes)..." >&2
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    # A broken third-party source fails the update; what we need may be there all the same.
    ${sudo[@]+"${sudo[@]}"} "${apt[@]}" update >"$log" 2>&1 </dev/null || true
    for package in "$@"; do names+=("$(distribution_name "$package")"); done
    if ! ${sudo[@]+"${sudo[@]}"} "${apt[@]}" install -y --no-install-recommends "${names[@]}" >>"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm -f "$log"
        fail "" "apt-get could not install ${names[*]}; its output is above." \
            "Mend that, or set LIBTORCH to a libtorch folder if libtorch-dev is what is missing."
    fi
    rm -f "$log"
}

if ! type -P dotnet >/dev/null; then
    fail "GanLab needs the .NET 10 SDK, and there is no 'dotnet' on the PATH. Install it with" \
        "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH=\"\$HOME/.dotnet:\$PATH\"" \
        "or from https://dotnet.microsoft.com/download, and run this again."
fi

if [[ $OSTYPE != linux* || ${TorchEngine-} == torchsharp ]]; then
    exit 0
fi

if [[ -n ${LIBTORCH-} && $LIBTORCH != /* ]]; then
    fail "LIBTORCH is '$LIBTORCH'; give the whole path, from the leading slash on."
fi
if [[ -n ${LIBTORCH-} && ! -e $LIBTORCH/include/torch/csrc/api/include/torch/torch.h ]]; then
    fail "LIBTORCH is '$LIBTORCH', which has no include/torch/csrc/api/include/torch/torch.h." \
        "Set it to a libtorch folder (with include/ and lib/), or unset it to use the system's libtorch."
fi

missing=$(missing_packages)
if [[ -n $missing ]]; then
    if ! type -P apt-get >/dev/null; then
        fail "GanLab needs, by their Debian names: ${missing//$'\n'/ }" \
            "There is no apt here, so install them your system's way (Fedora: vips turbojpeg gcc-c++ cmake; Arch: libvips libjpeg-turbo gcc cmake)," \
            "and for libtorch set LIBTORCH to an unpacked libtorch or to the torch folder of a PyTorch wheel."
    fi
    # shellcheck disable=SC2086 # one word a package
    install $missing
    missing=$(missing_packages)
    [[ -z $missing ]] || fail "apt-get installed its packages, yet these are not where GanLab looks: ${missing//$'\n'/ }"
fi

if [[ -z ${LIBTORCH-} ]]; then
    for library in libblas.so.3 liblapack.so.3; do
        if slow=$(reference_library "$library"); then
            echo "warning: $library is the reference implementation ($slow), many times slower than OpenBLAS; run:" \
                "sudo update-alternatives --auto $library-$HOSTTYPE-linux-gnu" >&2
        fi
    done
fi
