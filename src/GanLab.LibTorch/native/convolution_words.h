// Factors of a matrix product in words of 32 bits along the summed dimension: one float, or a pair of bfloat16.
#pragma once

#include "convolution_kernels.h"
#include "convolution_target.h"

namespace ganlab {

using Word = uint32_t;

constexpr int64_t lanes = 16;  // words in a register

template <typename Number>
constexpr int64_t word_size = sizeof(Word) / sizeof(Number);  // numbers in a word

constexpr __mmask16 all = 0xFFFF;

inline __mmask16 first_lanes(int64_t count) {
  return static_cast<__mmask16>(count >= lanes ? all : count <= 0 ? 0 : (1 << count) - 1);
}

// Calls a function for stretches of `lanes` with a mask of those that there are.
template <typename Function>
inline void for_lanes(int64_t count, const Function& function) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    function(i, all);
  }
  if (i < count) {
    function(i, first_lanes(count - i));
  }
}

inline __m256i load(const Bfloat16* numbers, __mmask16 mask) { return _mm256_maskz_loadu_epi16(mask, numbers); }

inline __m512 load(const float* numbers, __mmask16 mask) { return _mm512_maskz_loadu_ps(mask, numbers); }

inline __m256i rounded(__m512 numbers) { return (__m256i)_mm512_cvtneps_pbh(numbers); }

// Results, which are sums in fp32, as they are stored.
inline void store(const float* sums, int64_t count, Bfloat16* numbers) {
  for_lanes(count, [&](int64_t i, __mmask16 mask) {
    _mm256_mask_storeu_epi16(numbers + i, mask, rounded(_mm512_maskz_loadu_ps(mask, sums + i)));
  });
}

inline void store(const float* sums, int64_t count, float* numbers) { std::memcpy(numbers, sums, count * sizeof(float)); }

// --- Numbers that follow one another as words, with a zero after an odd last one.

inline void pack_words(const float* numbers, int64_t count, Word* words) { std::memcpy(words, numbers, count * sizeof(float)); }

inline void pack_words(const Bfloat16* numbers, int64_t count, Word* words) {
  std::memcpy(words, numbers, count / 2 * sizeof(Word));
  if (count % 2 != 0) {
    words[count / 2] = numbers[count - 1].bits;
  }
}

// Weights, which are kept in fp32, as words of numbers of a type.
inline void pack_weight_words(const float* weights, int64_t count, Word* words, float) { pack_words(weights, count, words); }

inline void pack_weight_words(const float* weights, int64_t count, Word* words, Bfloat16) {
  int64_t i = 0;
  for (; i + 2 * lanes <= count; i += 2 * lanes) {
    const auto pairs = _mm512_cvtne2ps_pbh(_mm512_loadu_ps(weights + i + lanes), _mm512_loadu_ps(weights + i));
    _mm512_storeu_si512(words + i / 2, (__m512i)pairs);
  }
  if (i < count) {
    Bfloat16 last[2 * lanes];
    store(weights + i, count - i, last);
    pack_words(last, count - i, words + i / 2);
  }
}

// --- Two rows of numbers, of which each pair one above the other becomes a word; a row that is missing counts as zeros.

// With fp32 there is one row to a word.
inline void pack_rows(const float* row, const float*, int64_t count, Word* words, float) { pack_words(row, count, words); }

inline __m512i interleave(__m256i above, __m256i below) {
  return _mm512_or_si512(_mm512_cvtepu16_epi32(above), _mm512_slli_epi32(_mm512_cvtepu16_epi32(below), 16));
}

inline void pack_rows(const Bfloat16* above, const Bfloat16* below, int64_t count, Word* words, Bfloat16) {
  for_lanes(count, [&](int64_t i, __mmask16 mask) {
    const __m256i second = below == nullptr ? _mm256_setzero_si256() : load(below + i, mask);
    _mm512_mask_storeu_epi32(words + i, mask, interleave(load(above + i, mask), second));
  });
}

inline void pack_rows(const float* above, const float* below, int64_t count, Word* words, Bfloat16) {
  for_lanes(count, [&](int64_t i, __mmask16 mask) {
    const __m256i second = below == nullptr ? _mm256_setzero_si256() : rounded(load(below + i, mask));
    _mm512_mask_storeu_epi32(words + i, mask, interleave(rounded(load(above + i, mask)), second));
  });
}

// --- Words in registers, as the numbers they hold, for arithmetic.

// Sixteen words of bfloat16, widened.
struct Pairs {
  __m512 even, odd;
};

inline Pairs operator+(const Pairs& a, const Pairs& b) { return {a.even + b.even, a.odd + b.odd}; }

inline Pairs operator-(const Pairs& a, const Pairs& b) { return {a.even - b.even, a.odd - b.odd}; }

inline __m512 load_words(const float* numbers) { return _mm512_loadu_ps(numbers); }

inline Pairs load_words(const Bfloat16* numbers) {
  const __m512i pairs = _mm512_loadu_si512(numbers);
  const __m512i upper = _mm512_set1_epi32(static_cast<int32_t>(0xFFFF0000));
  return {_mm512_castsi512_ps(_mm512_slli_epi32(pairs, 16)), _mm512_castsi512_ps(_mm512_and_si512(pairs, upper))};
}

inline void store_words(__m512 numbers, Word* words) { _mm512_storeu_ps(words, numbers); }

inline void store_words(const Pairs& numbers, Word* words) {
  _mm512_storeu_si512(words, interleave(rounded(numbers.even), rounded(numbers.odd)));
}

template <typename Number>
using Words = decltype(load_words(static_cast<const Number*>(nullptr)));

inline __m512 load_floats(const float* numbers) { return _mm512_loadu_ps(numbers); }

inline __m512 load_floats(const Bfloat16* numbers) {
  const __m256i halves = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(numbers));
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
}

inline void store_floats(__m512 values, float* numbers) { _mm512_storeu_ps(numbers, values); }

inline void store_floats(__m512 values, Bfloat16* numbers) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(numbers), rounded(values));
}

// A square of `lanes` rows of words, at `from_stride` from each other, as columns.
inline void transpose(const Word* from, int64_t from_stride, Word* to, int64_t to_stride) {
  __m512i rows[lanes], next[lanes];
#pragma GCC unroll 16
  for (int i = 0; i < lanes; i++) {
    rows[i] = _mm512_loadu_si512(from + i * from_stride);
  }
#pragma GCC unroll 8
  for (int i = 0; i < lanes; i += 2) {
    next[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
    next[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < lanes; i += 4) {
    rows[i] = _mm512_unpacklo_epi64(next[i], next[i + 2]);
    rows[i + 1] = _mm512_unpackhi_epi64(next[i], next[i + 2]);
    rows[i + 2] = _mm512_unpacklo_epi64(next[i + 1], next[i + 3]);
    rows[i + 3] = _mm512_unpackhi_epi64(next[i + 1], next[i + 3]);
  }
  // rows[4 i + j] holds, in each quarter q, the words 4 q + j of the rows 4 i .. 4 i + 3.
  constexpr int even = 0x88;
  constexpr int odd = 0xDD;
#pragma GCC unroll 4
  for (int j = 0; j < 4; j++) {
    const __m512i low_even = _mm512_shuffle_i32x4(rows[j], rows[4 + j], even);
    const __m512i high_even = _mm512_shuffle_i32x4(rows[8 + j], rows[12 + j], even);
    const __m512i low_odd = _mm512_shuffle_i32x4(rows[j], rows[4 + j], odd);
    const __m512i high_odd = _mm512_shuffle_i32x4(rows[8 + j], rows[12 + j], odd);
    _mm512_storeu_si512(to + j * to_stride, _mm512_shuffle_i32x4(low_even, high_even, even));
    _mm512_storeu_si512(to + (4 + j) * to_stride, _mm512_shuffle_i32x4(low_odd, high_odd, even));
    _mm512_storeu_si512(to + (8 + j) * to_stride, _mm512_shuffle_i32x4(low_even, high_even, odd));
    _mm512_storeu_si512(to + (12 + j) * to_stride, _mm512_shuffle_i32x4(low_odd, high_odd, odd));
  }
}

}  // namespace ganlab
