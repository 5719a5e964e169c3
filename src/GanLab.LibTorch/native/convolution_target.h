// What follows an inclusion of this is compiled for processors with AVX-512, and must be called on them only.
//
// By a pragma and not by the compiler's options, so that functions of the headers below, of which the linker keeps one copy
// for the whole library, stay fit for every processor.
#pragma once

#include <ATen/Parallel.h>
#include <immintrin.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#pragma GCC target("fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")
