// The innermost loop of a matrix product: a tile of rows times columns held in AVX-512 registers.
#pragma once

#include "convolution_words.h"

namespace ganlab {

constexpr int64_t depth = 128;       // words of the summed dimension that are packed at a time
constexpr int64_t row_stride = 144;  // words from row to row: 9 cache lines, so that rows do not share a set

// How the left factor of a tile lies: row after row, or word after word with the rows side by side.
enum class Left { RowMajor, WordMajor };

template <int Rows, int Registers>
struct MicroTileShape {
  static constexpr int rows = Rows;
  static constexpr int registers = Registers;
  static constexpr int64_t columns = Registers * lanes;
};

// 24 sums in registers whatever the width of the result, so that narrow ones waste less.
using WideMicroTile = MicroTileShape<6, 4>;
using MediumMicroTile = MicroTileShape<12, 2>;
using NarrowMicroTile = MicroTileShape<24, 1>;

inline __m512 multiply_add(__m512 sum, __m512i a, __m512i b, float) {
  return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
}

inline __m512 multiply_add(__m512 sum, __m512i a, __m512i b, Bfloat16) {
  return _mm512_dpbf16_ps(sum, (__m512bh)a, (__m512bh)b);
}

// results[row][0 .. columns) = left * right, or added to what is there. `right` holds `columns` words for each of `count`, and
// `left` the rows at row_stride from each other, or one word of all of them every `word_stride`.
template <typename Shape, typename Number, Left Layout>
void multiply_micro_tile(
    const Word* left, const Word* right, int64_t count, float* const* results, int64_t columns, bool add,
    int64_t word_stride = Shape::rows) {
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
      const Word word = Layout == Left::RowMajor ? left[row * row_stride + k] : left[k * word_stride + row];
      const __m512i everywhere = _mm512_set1_epi32(static_cast<int32_t>(word));
#pragma GCC unroll 4
      for (int i = 0; i < Shape::registers; i++) {
        sums[row][i] = multiply_add(sums[row][i], everywhere, columns_of_right[i], Number());
      }
    }
  }
#pragma GCC unroll 24
  for (int row = 0; row < Shape::rows; row++) {
#pragma GCC unroll 4
    for (int i = 0; i < Shape::registers; i++) {
      const __mmask16 mask = first_lanes(columns - i * lanes);
      float* place = results[row] + i * lanes;
      const __m512 before = add ? _mm512_maskz_loadu_ps(mask, place) : _mm512_setzero_ps();
      _mm512_mask_storeu_ps(place, mask, _mm512_add_ps(sums[row][i], before));
    }
  }
}

// Calls a function with the tile that wastes least on a number of columns.
template <typename Function>
void with_micro_tile(int64_t columns, const Function& function) {
  if (columns <= NarrowMicroTile::columns) {
    function(NarrowMicroTile());
  } else if (columns <= MediumMicroTile::columns) {
    function(MediumMicroTile());
  } else {
    function(WideMicroTile());
  }
}

}  // namespace ganlab
