#!/usr/bin/env bash
# Does on a machine with a CUDA GPU, in one command, all that needs one: builds the shim against that machine's torch,
# runs the tests of the engine and those that want CUDA, the comparison with PyTorch and a short training, and writes one
# file of results, results.md, with a picture of samples beside it.
#
#   bench/gpu.sh                          on a machine that has the .NET SDK too
#   bench/gpu.sh --pack FOLDER            on one that has it: puts program, tests and the .NET runtime into FOLDER
#   bench/gpu.sh --bundle FOLDER          then this on a machine without it; FOLDER lies in a checkout
#
#   --device cpu          everything on the CPU, to try the script (default: cuda)
#   --python PYTHON       a Python with torch (default: the first there is); the shim is built against its torch
#   --out FOLDER          where the results go (default: gpu-results)
#   --parts "PART..."     some of: tests, compare-32, compare-64, compare-128 (or compare for these three), train
#   --filter FILTER       which tests of the library run, as for dotnet test
#   --compare "ARGS"      arguments for bench/compare.py instead of the usual ones: it then runs once, whatever the sizes
#   --steps N             steps of the training (default: 1500; on the CPU 50)
#
# Where a command may run for a few minutes only, give each part a call with an --out of its own. The usual comparison of one
# size has up to four models, three batches and three precisions, and of each PyTorch's compiler takes minutes: --compare
# "--models dcgan --sizes 64 --batches 64" measures one batch, with "--captures eager graph" added without the compiler.
#
# Needs python3 with torch, g++, cmake and, for CUDA, the toolkit's headers (nvcc brings them). A part that fails does not keep
# the others from running; the exit code is 1 then.
set -uo pipefail
CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." || exit
root=$(pwd -P)

fail() {
    printf 'gpu.sh: %s\n' "$1" >&2
    exit 1
}

bundle='' pack='' device=cuda python='' out=gpu-results parts='tests compare train' compare='' steps=''
filter='FullyQualifiedName~Cuda|FullyQualifiedName~Acceleration|FullyQualifiedName~GanLab.Tests.Training|FullyQualifiedName~Losses|FullyQualifiedName~Sampling|FullyQualifiedName~PixelTensors|FullyQualifiedName~CheckpointWriter'
while [[ $# -gt 0 ]]; do
    if [[ $1 == --help || $1 == -h ]]; then
        awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' bench/gpu.sh
        exit
    fi
    [[ $1 == --@(pack|bundle|device|python|out|parts|filter|compare|steps) ]] || fail "'$1' is no option; see --help."
    [[ $# -ge 2 ]] || fail "$1 needs a value; see --help."
    case $1 in
        --pack) pack=$2 ;;
        --bundle) bundle=$2 ;;
        --device) device=$2 ;;
        --python) python=$2 ;;
        --out) out=$2 ;;
        --parts) parts=$2 ;;
        --filter) filter=$2 ;;
        --compare) compare=$2 ;;
        --steps) steps=$2 ;;
    esac
    shift 2
done
[[ $device == cpu || $device =~ ^cuda(:[0-9]+)?$ ]] || fail "--device '$device': write cuda, cuda:1 or cpu."
[[ -z $steps || $steps =~ ^[1-9][0-9]*$ ]] || fail "--steps '$steps': write a whole number from 1 on."
[[ -n ${parts// } ]] || fail "--parts '': write at least one; see --help."
for part in $parts; do
    [[ $part =~ ^(tests|compare|compare-32|compare-64|compare-128|train)$ ]] \
        || fail "--parts '$part': there are tests, compare, compare-32, compare-64, compare-128 and train."
done
parts=" $parts "
if [[ -z $compare && $device != cpu ]]; then parts=${parts// compare / compare-32 compare-64 compare-128 }; fi

# What the other machine lacks: the program, the tests, and of .NET the runtime and the console that runs tests.
pack_into() {
    local to=$1 name dotnet sdk version
    eng/setup.sh && eng/build.sh GanLab.sln src tests samples bench GanLab.sln || fail "what should be packed could not be built (above)."
    dotnet=$(dirname -- "$(readlink -f -- "$(type -P dotnet)")")
    sdk=$dotnet/sdk/$(dotnet --version) || fail "dotnet --version failed."
    version=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" { v = $2 } END { print v }')
    mkdir -p "$to"/{gan,tests,dotnet/host/fxr,dotnet/shared/Microsoft.NETCore.App,vstest/Extensions} || fail "'$to' cannot be written."
    cp -R artifacts/bin/GanLab.Cli/release/. "$to/gan/"
    for name in GanLab.LibTorch.Tests GanLab.Tests; do
        mkdir -p "$to/tests/$name"
        cp -R "artifacts/bin/$name/release/." "$to/tests/$name/"
    done
    rm -f "$to"/gan/libganlab_torch.so "$to"/tests/*/libganlab_torch.so # built for this machine's torch
    cp "$dotnet/dotnet" "$to/dotnet/"
    cp -R "$dotnet/host/fxr/$version" "$to/dotnet/host/fxr/"
    cp -R "$dotnet/shared/Microsoft.NETCore.App/$version" "$to/dotnet/shared/Microsoft.NETCore.App/"
    cp "$sdk"/vstest.console.* "$sdk"/Microsoft.TestPlatform.*.dll "$sdk"/Microsoft.VisualStudio.TestPlatform.*.dll "$sdk"/testhost* \
        "$sdk"/Microsoft.Extensions.DependencyModel.dll "$sdk"/Microsoft.Extensions.FileSystemGlobbing.dll "$sdk"/Newtonsoft.Json.dll "$to/vstest/"
    cp "$sdk"/Extensions/*.dll "$to/vstest/Extensions/"
    echo "Packed into $to: $(du -sh "$to" | cut -f1)." >&2
}

if [[ -n $pack ]]; then
    pack_into "$pack"
    exit
fi

# A python3 of any kind looks for one with torch.
if [[ -z $python ]]; then
    python=$(PYTHONPATH=bench python3 -c 'import sys, machine, timed
try:
    print(machine.find_python(None))
except timed.ProgramFailed as failure:
    sys.exit(f"gpu.sh: {failure}")') || exit 1
fi
torch=$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))' 2>/dev/null) || fail "--python $python cannot import torch; give a Python that can."
if [[ $device != cpu ]]; then
    "$python" -W ignore -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' \
        || fail "the torch of $python finds no CUDA device; to try the script without one, add --device cpu."
fi
if [[ -n $bundle ]]; then
    [[ -e $bundle/gan/gan.dll && -x $bundle/dotnet/dotnet ]] || fail "'$bundle' is no bundle; 'bench/gpu.sh --pack FOLDER' makes one."
    bundle=$(CDPATH='' cd -P -- "$bundle" && pwd -P)
    [[ $bundle == "$root"/* ]] || fail "the bundle '$bundle' must lie in the checkout, $root: tests read files that are there."
else
    type -P dotnet >/dev/null || fail "there is no dotnet here: pack a bundle elsewhere with --pack FOLDER, and give it with --bundle FOLDER."
fi
mkdir -p "$out" || fail "'$out' cannot be written."
out=$(CDPATH='' cd -P -- "$out" && pwd -P)
results=$out/results.md
if [[ -z $bundle ]]; then
    bundle=$root/artifacts/gpu-bundle
    pack_into "$bundle"
fi
dotnet=$bundle/dotnet/dotnet
export DOTNET_ROOT=$bundle/dotnet DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export DOTNET_GCgen0size=${DOTNET_GCgen0size-0x400000} # as ./gan does

status=0
say() {
    printf '%s\n' "$@" | tee -a "$results"
}

# Runs a part and says how it went; what it printed is in a log of its own.
try() {
    local what=$1 log=$out/$2.log started=$SECONDS
    shift 2
    if "$@" >"$log" 2>&1 </dev/null; then
        say "$what: done in $((SECONDS - started)) s." ""
        return 0
    fi
    status=1
    say "$what: FAILED after $((SECONDS - started)) s; see ${log##*/}." ''
    [[ $log == *-tests.log ]] || say '```' "$(tail -n 15 "$log" | cut -c1-300)" '```' '' # tests have told already
    return 1
}

build_shim() {
    # Debian's torch keeps its headers with the system's; a wheel and an unpacked libtorch have them beside the libraries.
    local libtorch='' build=$out/shim folder
    [[ ! -e $torch/include/torch/csrc/api/include/torch/torch.h || $torch == /usr/lib/python3/* ]] || libtorch=$torch
    cmake -S src/GanLab.LibTorch/native -B "$build" -DCMAKE_BUILD_TYPE=Release "-DLIBTORCH=$libtorch" || return
    cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)" || return
    for folder in "$bundle"/gan "$bundle"/tests/*/; do
        cp "$build/libganlab_torch.so" "$folder/" || return
    done
    "$dotnet" "$bundle/gan/gan.dll" doctor # says what else is missing, such as libvips, which nothing here needs
    "$dotnet" "$bundle/gan/gan.dll" bench --model mlp --steps 1 --device "$device"
}

run_tests() {
    local name=$1 wanted=$2 code passed failed skipped crashed
    "$dotnet" exec "$bundle/vstest/vstest.console.dll" "$bundle/tests/$name/$name.dll" ${wanted:+"--TestCaseFilter:$wanted"} \
        "--logger:trx;LogFileName=$name.trx" "--ResultsDirectory:$out"
    code=$?
    [[ -s $out/$name.trx ]] || return 1
    read -r passed failed skipped crashed < <(awk -v report="$out/$name.txt" -f eng/test-report.awk "$out/$name.trx")
    say "$name${wanted:+ ($wanted)}: $passed passed, $failed failed, $skipped skipped." '' >&2
    [[ ! -s $out/$name.txt ]] || say '```' "$(cut -c1-300 "$out/$name.txt" | head -n 60)" '```' '' >&2
    [[ $code -eq 0 && $failed -eq 0 && $crashed -eq 0 && $passed -gt 0 ]]
}

# The size, or "" for the arguments that were given.
compare_steps() {
    local models=(dcgan wgan-gp) usual
    [[ $1 != 32 ]] || models+=(mlp sngan) # whose sizes are their own
    usual=(--models "${models[@]}" --sizes "$1" --batches 64 128 1024 --precisions fp32 tf32 bf16)
    [[ $device != cpu ]] || usual=(--models dcgan --sizes "${1:-32}" --batches 16 --rounds 2 --steps 2)
    # shellcheck disable=SC2206 # one word an argument
    [[ -z $compare ]] || usual=($compare)
    "$python" bench/compare.py --device "$device" --python "$python" --gan "$dotnet $bundle/gan/gan.dll" "${usual[@]}" \
        --markdown "$results" --json "$out/compare${1:+-$1}.json"
}

train() {
    local runs=$out/runs picture
    "$dotnet" "$bundle/gan/gan.dll" train --dataset glyphs --device "$device" --steps "$steps" --out "$runs" || return
    picture=$(find "$runs" -path '*/samples/*.png' | sort | tail -n 1)
    cp "$picture" "$out/samples.png"
}

[[ -n $steps ]] || { [[ $device == cpu ]] && steps=50 || steps=1500; }
: >"$results"
say "# Results on $device, $(date -u +%Y-%m-%d)" ''
say "Commit $(git describe --always --dirty 2>/dev/null || echo unknown); torch $("$python" -c 'import torch; print(torch.__version__, "with CUDA", torch.version.cuda)'); $(uname -m)." ''
[[ $device == cpu ]] || say "$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null)" ''

try "The shim against that torch" shim build_shim || exit 1
for part in $parts; do
    case $part in
        tests)
            say "## Tests" ''
            try "Tests of the engine" engine-tests run_tests GanLab.LibTorch.Tests ''
            try "Tests of the library" library-tests run_tests GanLab.Tests "$filter"
            ;;
        compare*)
            size=${part#compare} size=${size#-}
            say "## Against PyTorch${size:+, $size pixels}" ''
            try "The comparison" "$part" compare_steps "$size"
            ;;
        train)
            say "## A short training" ''
            try "$steps steps on glyphs" train train \
                && say "$(grep -E '^step ' "$out/train.log" | tail -n 1)" '' '![samples](samples.png)' ''
            ;;
    esac
done
echo "Results: $results" >&2
exit $status
