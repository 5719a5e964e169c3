#!/usr/bin/env bash
# Feeds damaged and hostile files to every reader of the program; the last line tells how many and what was found.
#
#   eng/fuzz.sh                                  100,000 files for each reader
#   eng/fuzz.sh --inputs 1000000 --family torch  a million for one
#   eng/fuzz.sh --seconds 60 --seed 7            a minute for each, other files
#   eng/fuzz.sh --family png --first 4711 --inputs 1   one file again
#
# Files that a reader did not stand are kept in artifacts/fuzzing, made as small as they can be; exit code 1 then. Put them
# under tests/GanLab.Fuzzing/Corpus/FAMILY with a name that says what they are, and they are tried first ever after.
set -euo pipefail

CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
eng/setup.sh
eng/build.sh GanLab.sln src tests samples bench GanLab.sln
exec dotnet artifacts/bin/GanLab.Fuzzing/release/GanLab.Fuzzing.dll "$@"
