// The forward convolution by Winograd's algorithm.
#include "winograd.h"

#ifdef GANLAB_AVX512

#include "winograd_filters.h"
#include "winograd_products.h"

namespace ganlab {

namespace {

// Channels of the image, phase by phase, are summed over.
template <typename Taps, typename Number>
struct ForwardProduct {
  static constexpr int points = Tiles<Taps>::points;
  static constexpr int64_t rows_above = 0;  // of tiles, that a chunk needs

  Tiles<Taps> tiles;
  const Number* image;
  const float* weight;
  Number* output;
  const Number* zeros;  // a pixel outside of the image

  const Convolution& shape() const { return tiles.shape; }

  int64_t phase_words() const { return shape().channels / word_size<Number>; }

  PointProducts<Taps> product() const { return {Tiles<Taps>::phases * phase_words(), shape().out_channels}; }

  void pack_left(const Tile& tile, int64_t row, const LeftFactors<Taps>& left) const {
    const Pixels<Taps, Number> pixels(shape(), image, tile, zeros);
    for (int phase = 0; phase < Tiles<Taps>::phases; phase++) {
      const PhasePixels<Taps, Number> of_phase(pixels, phase);
      for (int64_t word = 0; word < phase_words(); word += lanes) {
        input_points(
            of_phase, [&](const Number* pixel) { return load_words(pixel + word * word_size<Number>); },
            [&](int point, const Words<Number>& value) { store_words(value, left.at(point, row, phase * phase_words() + word)); });
      }
    }
  }

  // Words [word, word + lanes) of a panel, for each point at a distance.
  void pack_right(int64_t column, int64_t word, Word* right, int64_t point_size) const {
    alignas(64) Word rows[points][lanes][lanes];
    const auto& s = shape();
    const int phase = static_cast<int>(word / phase_words());
    const int64_t channel = word % phase_words() * word_size<Number>;
    for (int64_t c = column; c < std::min(column + WideMicroTile::columns, s.out_channels); c += lanes) {
      for (int64_t i = 0; i < lanes; i++) {
        const float* from = weight + (c + i) * s.kernel_height * s.kernel_width * s.channels + channel;
        if constexpr (word_size<Number> == 1) {
          weight_points<Taps>(s, from, phase, [&](int point, __m512 value) { store_words(value, rows[point][i]); });
        } else {
          __m512 lower[points];
          weight_points<Taps>(s, from, phase, [&](int point, __m512 value) { lower[point] = value; });
          weight_points<Taps>(s, from + lanes, phase, [&](int point, __m512 value) {
            _mm512_storeu_si512(rows[point][i], (__m512i)_mm512_cvtne2ps_pbh(value, lower[point]));
          });
        }
      }
      for (int point = 0; point < points; point++) {
        transpose(rows[point][0], lanes, right + point * point_size + (c - column), WideMicroTile::columns);
      }
    }
  }

  // Results [column, column + columns) of a chunk, whose tiles are `found`, from sums that begin with them.
  void finish(const Chunk&, const std::vector<Tile>& found, int64_t rows, const PointSums& sums, int64_t column, int64_t columns) const {
    const auto& s = shape();
    for (int64_t row = 0; row < rows; row++) {
      Number* first = tiles.output_at(output, found[row]) + column;
      for (int64_t i = 0; i < columns; i += lanes) {
        __m512 from[Taps::points][Taps::points], to[tile_side][tile_side];
        take(from, [&](int64_t y, int64_t x) { return _mm512_loadu_ps(sums.at(y * Taps::points + x, row) + i); });
        both_ways(from, to, [](const __m512* m, __m512* y) { Taps::output(m, y); });
        for (int y = 0; y < tile_side; y++) {
          for (int x = 0; x < tile_side; x++) {
            store_floats(to[y][x], first + (y * s.out_width + x) * s.out_channels + i);
          }
        }
      }
    }
  }
};

}  // namespace

template <typename Number>
void winograd_forward(const Convolution& shape, const Number* image, const float* weight, Number* output) {
  const std::vector<Number> zeros(shape.channels);
  with_taps(shape, [&](auto taps) {
    using Taps = decltype(taps);
    multiply<Taps, Number>(ForwardProduct<Taps, Number>{Tiles<Taps>(shape), image, weight, output, zeros.data()});
  });
}

template void winograd_forward(const Convolution&, const float*, const float*, float*);
template void winograd_forward(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
