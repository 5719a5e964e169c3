#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test; the last line is the sum over all test projects.
#
#   ./test.sh                                   all tests
#   ./test.sh --filter FullyQualifiedName~Idx   some of them: arguments go to `dotnet test`
#   ./test.sh --format                          checks the formatting too, as continuous integration does
set -uo pipefail

self=${BASH_SOURCE[0]}
[[ ! -L $self ]] || self=$(readlink -f -- "$self")
CDPATH='' cd -P -- "$(dirname -- "$self")" || exit

format=false
[[ ${CI-} != true ]] || format=true
arguments=()
for argument in "$@"; do
    if [[ $argument == --format ]]; then format=true; else arguments+=("$argument"); fi
done

eng/setup.sh --tests || exit
eng/build.sh GanLab.sln src tests samples bench GanLab.sln || exit

status=0
if [[ $format == true ]]; then
    dotnet format GanLab.sln --verify-no-changes --no-restore || {
        echo "The formatting differs from .editorconfig (above); run: dotnet format GanLab.sln"
        status=1
    }
fi

# MSBuild chooses the engine, by eng/TorchEngine.props.
engine=$(dotnet msbuild eng/TorchEngine.props -nologo -getProperty:TorchEngine) || exit

results=$(mktemp -d) || exit
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM

passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
    name=${project##*/}
    name=${name%.csproj}
    # The other engine has no shim to test.
    [[ $name != GanLab.LibTorch.Tests || $engine != torchsharp ]] || continue

    started=$SECONDS
    dotnet test "$project" -c Release --no-build --nologo --results-directory "$results/$name" \
        --logger "trx;LogFileName=results.trx" --blame-hang-timeout 10m --blame-hang-dump-type none \
        ${arguments[@]+"${arguments[@]}"} >"$results/$name.log" 2>&1 </dev/null
    code=$?

    p=0 f=0 s=0 crashed=1
    if [[ -s $results/$name/results.trx ]]; then
        read -r p f s crashed < <(awk -v report="$results/$name.txt" -f eng/test-report.awk "$results/$name/results.trx")
    fi
    # A host that died, a project that would not start and a project without a test are failures: silence is not success.
    [[ $code -eq 0 || $f -gt 0 ]] || crashed=1
    [[ $((p + f + s)) -gt 0 || ${#arguments[@]} -gt 0 ]] || crashed=1
    [[ $crashed -eq 0 ]] || f=$((f + 1))

    echo "$name: $p passed, $f failed, $s skipped ($((SECONDS - started)) s)"
    [[ ! -s $results/$name.txt ]] || cat "$results/$name.txt"
    if [[ $crashed -ne 0 ]]; then
        echo "  FAILED $name as a whole (dotnet test ended with $code, $p tests passed before); the end of its output:"
        cut -c1-200 "$results/$name.log" | tail -n 30 | sed 's/^/    /'
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

[[ $failed -eq 0 ]] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
