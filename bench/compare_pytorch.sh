#!/usr/bin/env bash
# Times the DCGAN training step of GanLab and of plain PyTorch side by side and prints a Markdown table.
#
#   bench/compare_pytorch.sh                     64x64 and 32x32, batch 64
#   ROUNDS=9 STEPS=20 bench/compare_pytorch.sh   more rounds, more steps a round (default 5 and 10)
#   THREADS=1 PYTHON=/opt/venv/bin/python ...    other than all threads and the first Python that has torch
#
# Both programs are up at once and idle until they are asked for steps, and they are asked in turn: what else the machine
# does, and how warm it is, then falls on both alike. The figures are medians over the rounds of each round's median step.
set -euo pipefail

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
rounds=${ROUNDS:-5}
steps=${STEPS:-10}
threads=${THREADS:-$(getconf _NPROCESSORS_ONLN)}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    local python
    for python in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python; do
        if "$python" -c 'import torch' 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    fail "compare_pytorch.sh needs a Python with torch: sudo apt-get install python3-torch, or set PYTHON to one."
}

median() {
    printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print NR % 2 ? v[m] : (v[m] + v[m + 1]) / 2 }'
}

# Reads a line from descriptor $1 into `reply`; a program that ended is named by $2.
hear() {
    IFS= read -r reply <&"$1" || fail "$2 ended before it answered."
}

hear_ready() {
    hear "$1" "$2"
    [[ $reply == "ready "* ]] || fail "$2 said '$reply' where 'ready' and a description were expected."
    reply=${reply#ready }
}

ask() {
    echo "run $steps" >&"$1" || fail "$3 ended before it was asked."
    hear "$2" "$3"
    [[ $reply =~ ^[0-9]+(\.[0-9]+)?$ ]] || fail "$3 answered '$reply' where milliseconds per step were expected."
}

describe_cpu() {
    local model=''
    if [[ -r /proc/cpuinfo ]]; then
        model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
    else
        model=$(sysctl -n machdep.cpu.brand_string 2>/dev/null || true)
    fi
    printf '%s, %s logical processors\n' "${model:-$(uname -m)}" "$(getconf _NPROCESSORS_ONLN)"
}

compare() {
    local size=$1 batch=$2 round theirs=() ours=()
    mkfifo "$pipes/"{python,gan}{In,Out}
    # PyTorch has no variable of its own for its threads; OpenMP's reaches every library below either side.
    OMP_NUM_THREADS=$threads "$python" "$root/bench/dcgan_pytorch.py" --size "$size" --batch "$batch" --threads "$threads" \
        <"$pipes/pythonIn" >"$pipes/pythonOut" &
    children+=($!)
    exec 3>"$pipes/pythonIn" 4<"$pipes/pythonOut"
    hear_ready 4 "dcgan_pytorch.py"
    their_description=$reply
    OMP_NUM_THREADS=$threads "$root/gan" bench --serve --model dcgan --size "$size" --batch "$batch" \
        <"$pipes/ganIn" >"$pipes/ganOut" 3>&- 4<&- &
    children+=($!)
    exec 5>"$pipes/ganIn" 6<"$pipes/ganOut"
    hear_ready 6 "gan bench"
    our_description=$reply

    for ((round = 1; round <= rounds; round++)); do
        ask 3 4 "dcgan_pytorch.py"
        theirs+=("$reply")
        ask 5 6 "gan bench"
        ours+=("$reply")
        echo "${size}x$size batch $batch, round $round of $rounds: PyTorch ${theirs[round - 1]} ms, GanLab $reply ms" >&2
    done
    exec 3>&- 4<&- 5>&- 6<&-
    wait
    children=()
    rm -f "$pipes/"{python,gan}{In,Out}

    local slow fast
    slow=$(median "${theirs[@]}")
    fast=$(median "${ours[@]}")
    awk -v size="$size" -v batch="$batch" -v slow="$slow" -v fast="$fast" 'BEGIN {
        printf "| %dx%d | %d | %.0f | %.0f | %.2f | %.0f |\n", size, size, batch, slow, fast, slow / fast, batch * 1000 / fast
    }'
}

python=$(find_python)
"$root/gan" --version >/dev/null || fail "gan does not start; see above."
pipes=$(mktemp -d)
children=()
stop() {
    [[ ${#children[@]} -eq 0 ]] || kill "${children[@]}" 2>/dev/null || true
    rm -rf "$pipes"
}
trap stop EXIT
# Writing to a program that has ended must end in a message, not in silence.
trap : PIPE

rows=()
their_description='' our_description=''
for size in 64 32; do
    compare "$size" 64 >"$pipes/row"
    rows+=("$(<"$pipes/row")")
done

cat <<TABLE
| pixels | batch | PyTorch, ms a step | GanLab, ms a step | ratio | GanLab, images/s |
| --- | --- | --- | --- | --- | --- |
$(printf '%s\n' "${rows[@]}")

Medians of $rounds alternating rounds of $steps steps. $(describe_cpu); both on $threads threads.
PyTorch: $their_description. GanLab: $our_description.
TABLE
