// The image gradient by Winograd's algorithm, which is the transposed convolution too.
#include "winograd.h"

#ifdef GANLAB_AVX512

#include "winograd_filters.h"
#include "winograd_products.h"

namespace ganlab {

namespace {

// The four tiles that share pixels: one, the one above it, the one left of it, and the one above that.
struct Neighbours {
  const float* sums[2][2];  // of the first point
  int64_t point_size[2][2];
};

// The pixels of one phase that belong to the tile itself: each tile reaches `points` - `tile_side` pixels beyond its own.
template <typename Taps>
[[gnu::always_inline]] inline void gather(const Neighbours& near, int64_t column, __m512 (&pixels)[tile_side][tile_side]) {
  __m512 halfway[2][tile_side][Taps::points];
#pragma GCC unroll 2
  for (int left = 0; left < 2; left++) {
#pragma GCC unroll 4
    for (int x = 0; x < Taps::points; x++) {
      __m512 sums[2][Taps::points], rows[2][Taps::points];
#pragma GCC unroll 2
      for (int up = 0; up < 2; up++) {
#pragma GCC unroll 4
        for (int y = 0; y < Taps::points; y++) {
          sums[up][y] =
              _mm512_loadu_ps(near.sums[up][left] + (y * Taps::points + x) * near.point_size[up][left] + column);
        }
        Taps::input_adjoint(sums[up], rows[up]);
      }
#pragma GCC unroll 2
      for (int y = 0; y < tile_side; y++) {
        halfway[left][y][x] = y + tile_side < Taps::points ? rows[0][y] + rows[1][y + tile_side] : rows[0][y];
      }
    }
  }
#pragma GCC unroll 2
  for (int y = 0; y < tile_side; y++) {
    __m512 here[Taps::points], left[Taps::points];
    Taps::input_adjoint(halfway[0][y], here);
    Taps::input_adjoint(halfway[1][y], left);
#pragma GCC unroll 2
    for (int x = 0; x < tile_side; x++) {
      pixels[y][x] = x + tile_side < Taps::points ? here[x] + left[x + tile_side] : here[x];
    }
  }
}

// Output channels are summed over.
template <typename Taps, typename Number>
struct ImageGradientProduct {
  static constexpr int points = Tiles<Taps>::points;
  static constexpr int64_t rows_above = 1;  // whose tiles reach into those of a chunk

  Tiles<Taps> tiles;
  const Number* output;
  const float* weight;
  Number* image;
  const float* zeros;  // the sums of a tile outside of the image

  const Convolution& shape() const { return tiles.shape; }

  PointProducts<Taps> product() const {
    return {shape().out_channels / word_size<Number>, Tiles<Taps>::phases * shape().channels};
  }

  void pack_left(const Tile& tile, int64_t row, const LeftFactors<Taps>& left) const {
    const Number* first = tiles.output_at(output, tile);
    for (int64_t word = 0; word < product().words; word += lanes) {
      output_points<Taps>(
          shape(), first, [&](const Number* pixel) { return load_words(pixel + word * word_size<Number>); },
          [&](int point, const Words<Number>& value) { store_words(value, left.at(point, row, word)); });
    }
  }

  void pack_right(int64_t first_column, int64_t first_word, Word* right, int64_t point_size) const {
    const auto& s = shape();
    const int64_t out_channel_size = s.kernel_height * s.kernel_width * s.channels;
    for (int64_t word = first_word; word < first_word + lanes; word++, right += WideMicroTile::columns) {
      for (int64_t column = first_column; column < std::min(first_column + WideMicroTile::columns, product().columns); column += lanes) {
        const int phase = static_cast<int>(column / s.channels);
        const float* from = weight + word * word_size<Number> * out_channel_size + column % s.channels;
        Word* to = right + (column - first_column);
        if constexpr (word_size<Number> == 1) {
          weight_points<Taps>(s, from, phase, [&](int point, __m512 value) { store_words(value, to + point * point_size); });
        } else {
          __m512 even[points];
          weight_points<Taps>(s, from, phase, [&](int point, __m512 value) { even[point] = value; });
          weight_points<Taps>(s, from + out_channel_size, phase, [&](int point, __m512 value) {
            store_words(Pairs{even[point], value}, to + point * point_size);
          });
        }
      }
    }
  }

  void finish(
      const Chunk& chunk, const std::vector<Tile>& found, int64_t rows, const PointSums& sums, int64_t column, int64_t columns) const {
    const int64_t of_sample = rows / chunk.samples;
    for (int64_t sample = 0; sample < chunk.samples; sample++) {
      gather_sample(chunk, found[sample * of_sample], sample * of_sample, sums, column, columns);
    }
  }

 private:
  // `first` is the tile in the row `first_row` of the sums.
  void gather_sample(
      const Chunk& chunk, const Tile& first, int64_t first_row, const PointSums& sums, int64_t first_column, int64_t columns) const {
    const auto& s = shape();
    const int64_t end = chunk.row + chunk.rows;
    const auto look = [&](Neighbours& near, int up, int left, int64_t y, int64_t x) {
      const bool there = y >= 0 && y < tiles.down && x >= 0 && x < tiles.across;
      near.sums[up][left] = there ? sums.at(0, first_row + (y - first.y) * tiles.across + x) : zeros;
      near.point_size[up][left] = there ? sums.rows * sums.columns : 0;
    };
    // The last tiles reach over into one more row and column.
    for (int64_t y = chunk.row; y < end + (end == tiles.down ? 1 : 0); y++) {
      for (int64_t x = 0; x <= tiles.across; x++) {
        Neighbours near;
        look(near, 0, 0, y, x);
        look(near, 0, 1, y, x - 1);
        look(near, 1, 0, y - 1, x);
        look(near, 1, 1, y - 1, x - 1);
        for (int64_t column = first_column; column < first_column + columns;) {
          const int phase = static_cast<int>(column / s.channels);
          const int64_t phase_end = std::min(first_column + columns, (phase + 1) * s.channels);
          Number* places[tile_side][tile_side];
          const bool any = find_places(first.sample, y, x, phase, places);
          for (; any && column < phase_end; column += lanes) {
            __m512 pixels[tile_side][tile_side];
            gather<Taps>(near, column - first_column, pixels);
            for (int i = 0; i < tile_side; i++) {
              for (int j = 0; j < tile_side; j++) {
                if (places[i][j] != nullptr) {
                  store_floats(pixels[i][j], places[i][j] + column - phase * s.channels);
                }
              }
            }
          }
          column = phase_end;
        }
      }
    }
  }

  // The pixels of one phase that belong to a tile, null for those outside; false if there are none.
  bool find_places(int64_t sample, int64_t y, int64_t x, int phase, Number* (&places)[tile_side][tile_side]) const {
    const auto& s = shape();
    bool any = false;
    for (int i = 0; i < tile_side; i++) {
      for (int j = 0; j < tile_side; j++) {
        const int64_t row = (y * tile_side + i) * Taps::stride + phase / Taps::stride - tiles.padding;
        const int64_t column = (x * tile_side + j) * Taps::stride + phase % Taps::stride - tiles.padding;
        const bool inside = row >= 0 && row < s.height && column >= 0 && column < s.width;
        places[i][j] = inside ? image + ((sample * s.height + row) * s.width + column) * s.channels : nullptr;
        any = any || inside;
      }
    }
    return any;
  }
};

}  // namespace

template <typename Number>
void winograd_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image) {
  with_taps(shape, [&](auto taps) {
    using Taps = decltype(taps);
    const std::vector<float> zeros(Tiles<Taps>::phases * shape.channels);
    multiply<Taps, Number>(ImageGradientProduct<Taps, Number>{Tiles<Taps>(shape), output, weight, image, zeros.data()});
  });
}

template void winograd_image_gradient(const Convolution&, const float*, const float*, float*);
template void winograd_image_gradient(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
