// The innermost loop of a matrix product: a tile of rows times columns held in AVX-512 registers.
//
// Factors come in words of 32 bits along the summed dimension: one float, or a pair of bfloat16.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace ganlab {

constexpr int64_t lanes = 16;         // words in a register
constexpr int64_t depth = 256;        // words of the summed dimension that are packed at a time
constexpr int64_t row_stride = 272;   // words from row to row: 17 cache lines, so that rows do not share a set

using Word = uint32_t;

// How the left factor of a tile lies: row after row, or word after word with the rows side by side.
enum class Left { RowMajor, WordMajor };

template <int Rows, int Registers>
struct TileShape {
  static constexpr int rows = Rows;
  static constexpr int registers = Registers;
  static constexpr int64_t columns = Registers * lanes;
};

// 24 sums in registers whatever the width of the result, so that narrow ones waste less.
using WideTile = TileShape<6, 4>;
using MediumTile = TileShape<12, 2>;
using NarrowTile = TileShape<24, 1>;

inline __m512 multiply_add(__m512 sum, __m512i a, __m512i b, std::false_type) {
  return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
}

inline __m512 multiply_add(__m512 sum, __m512i a, __m512i b, std::true_type) {
  return _mm512_dpbf16_ps(sum, (__m512bh)a, (__m512bh)b);
}

// results[row][0 .. columns) = left * right, or added to what is there. `right` holds `columns` words for each of `count`.
template <typename Shape, bool Bf16, Left Layout>
void multiply_tile(
    const Word* left, const Word* right, int64_t count, float* const* results, int64_t columns, bool add) {
  __m512 sums[Shape::rows][Shape::registers];
#pragma GCC unroll 24
  for (int row = 0; row < Shape::rows; row++) {
#pragma GCC unroll 4
    for (int i = 0; i < Shape::registers; i++) {
      sums[row][i] = _mm512_setzero_ps();
    }
  }
  for (int64_t k = 0; k < count; k++) {
    __m512i columns_of_right[Shape::registers];
#pragma GCC unroll 4
    for (int i = 0; i < Shape::registers; i++) {
      columns_of_right[i] = _mm512_loadu_si512(right + i * lanes);
    }
    right += Shape::columns;
#pragma GCC unroll 24
    for (int row = 0; row < Shape::rows; row++) {
      const Word word = Layout == Left::RowMajor ? left[row * row_stride + k] : left[k * Shape::rows + row];
      const __m512i everywhere = _mm512_set1_epi32(static_cast<int32_t>(word));
#pragma GCC unroll 4
      for (int i = 0; i < Shape::registers; i++) {
        sums[row][i] = multiply_add(sums[row][i], everywhere, columns_of_right[i], std::bool_constant<Bf16>());
      }
    }
  }
#pragma GCC unroll 24
  for (int row = 0; row < Shape::rows; row++) {
#pragma GCC unroll 4
    for (int i = 0; i < Shape::registers; i++) {
      const int64_t left_over = columns - i * lanes;
      const auto mask = static_cast<__mmask16>(left_over >= lanes ? 0xFFFF : left_over <= 0 ? 0 : (1 << left_over) - 1);
      float* place = results[row] + i * lanes;
      const __m512 before = add ? _mm512_maskz_loadu_ps(mask, place) : _mm512_setzero_ps();
      _mm512_mask_storeu_ps(place, mask, _mm512_add_ps(sums[row][i], before));
    }
  }
}

// Floats as words: themselves, or pairs rounded to bfloat16 with a zero after an odd last one.
inline void pack_words(const float* values, int64_t count, Word* words, std::false_type) {
  std::memcpy(words, values, count * sizeof(float));
}

inline void pack_words(const float* values, int64_t count, Word* words, std::true_type) {
  for (int64_t i = 0; i < count; i += 2 * lanes) {
    const int64_t left_over = count - i;
    const auto low = static_cast<__mmask16>(left_over >= lanes ? 0xFFFF : (1 << left_over) - 1);
    const auto high = static_cast<__mmask16>(left_over >= 2 * lanes ? 0xFFFF : left_over <= lanes ? 0 : (1 << (left_over - lanes)) - 1);
    const __m512 first = _mm512_maskz_loadu_ps(low, values + i);
    const __m512 second = _mm512_maskz_loadu_ps(high, values + i + lanes);
    const int64_t pairs = (left_over + 1) / 2;
    const auto stored = static_cast<__mmask16>(pairs >= lanes ? 0xFFFF : (1 << pairs) - 1);
    _mm512_mask_storeu_epi32(words + i / 2, stored, (__m512i)_mm512_cvtne2ps_pbh(second, first));
  }
}

// Two rows of floats, of which each pair one above the other becomes a word; the lower may be missing, and is then zero.
inline void pack_pairs(const float* upper, const float* lower, int64_t count, Word* words) {
  for (int64_t i = 0; i < count; i += lanes) {
    const auto mask = static_cast<__mmask16>(count - i >= lanes ? 0xFFFF : (1 << (count - i)) - 1);
    const auto above = (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, upper + i));
    const auto below = (__m256i)_mm512_cvtneps_pbh(lower == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, lower + i));
    const __m512i word = _mm512_or_si512(_mm512_cvtepu16_epi32(above), _mm512_slli_epi32(_mm512_cvtepu16_epi32(below), 16));
    _mm512_mask_storeu_epi32(words + i, mask, word);
  }
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
