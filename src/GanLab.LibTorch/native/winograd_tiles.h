// Where the tiles of a convolution by Winograd's algorithm are, and their numbers in registers.
#pragma once

#include "convolution_tasks.h"
#include "convolution_words.h"
#include "winograd_algebra.h"

namespace ganlab {

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

// A tile of the output and the samples, rows and columns that it stands in.
struct Tile {
  int64_t sample, y, x;
};

// Rows of tiles that are worked on together: some of one sample, or all of some samples.
struct Chunk {
  int64_t sample, samples, row, rows;
};

template <typename Taps>
struct Tiles {
  static constexpr int points = Taps::points * Taps::points;
  static constexpr int phases = Taps::stride * Taps::stride;  // kinds of pixels
  static constexpr int64_t padding = 1;

  explicit Tiles(const Convolution& convolution)
      : shape(convolution), down(convolution.out_height / tile_side), across(convolution.out_width / tile_side) {}

  Convolution shape;
  int64_t down, across;  // tiles of a sample

  int64_t count() const { return shape.batch * down * across; }

  // `number` tiles from the `first` on.
  void locate(int64_t first, int64_t number, Tile* found) const {
    Tile tile{first / (down * across), first / across % down, first % across};
    for (int64_t i = 0; i < number; i++) {
      found[i] = tile;
      if (++tile.x == across) {
        tile.x = 0;
        if (++tile.y == down) {
          tile.y = 0;
          tile.sample++;
        }
      }
    }
  }

  // In units of tiles; at most `most`, if a row has no more, and as many chunks for each thread.
  std::vector<Chunk> chunks(int64_t most, int64_t threads) const {
    std::vector<Chunk> found;
    if (down * across <= most) {
      const int64_t parts = round_up(divide_up(count(), most), threads);
      const int64_t samples = divide_up(shape.batch, parts);
      for (int64_t sample = 0; sample < shape.batch; sample += samples) {
        found.push_back({sample, std::min(samples, shape.batch - sample), 0, down});
      }
      return found;
    }
    const int64_t rows = std::max<int64_t>(1, most / across);
    for (int64_t sample = 0; sample < shape.batch; sample++) {
      for (int64_t row = 0; row < down; row += rows) {
        found.push_back({sample, 1, row, std::min(rows, down - row)});
      }
    }
    return found;
  }

  // The first of the outputs of a tile; the others are right of it and below.
  template <typename Number>
  Number* output_at(Number* output, const Tile& tile) const {
    return output +
           ((tile.sample * shape.out_height + tile.y * tile_side) * shape.out_width + tile.x * tile_side) * shape.out_channels;
  }
};

// The pixels that a tile sees, each as the place of its first channel; `zeros` for those outside of the image.
template <typename Taps, typename Number>
class Pixels {
 public:
  Pixels(const Convolution& shape, const Number* image, const Tile& tile, const Number* zeros)
      : shape_(shape), top_(tile.y * tile_side * Taps::stride - Tiles<Taps>::padding),
        left_(tile.x * tile_side * Taps::stride - Tiles<Taps>::padding),
        first_(image + ((tile.sample * shape.height + top_) * shape.width + left_) * shape.channels), zeros_(zeros) {}

  const Number* at(int64_t y, int64_t x) const {
    const bool inside = static_cast<uint64_t>(top_ + y) < static_cast<uint64_t>(shape_.height) &&
                        static_cast<uint64_t>(left_ + x) < static_cast<uint64_t>(shape_.width);
    return inside ? first_ + (y * shape_.width + x) * shape_.channels : zeros_;
  }

 private:
  const Convolution& shape_;
  int64_t top_, left_;
  const Number* first_;
  const Number* zeros_;
};

// The pixels of one kind, Taps::stride apart.
template <typename Taps, typename Number>
struct PixelsOfKind {
  const Number* at[Taps::points][Taps::points];

  [[gnu::always_inline]] PixelsOfKind(const Pixels<Taps, Number>& pixels, int phase) {
#pragma GCC unroll 4
    for (int y = 0; y < Taps::points; y++) {
#pragma GCC unroll 4
      for (int x = 0; x < Taps::points; x++) {
        at[y][x] = pixels.at(y * Taps::stride + phase / Taps::stride, x * Taps::stride + phase % Taps::stride);
      }
    }
  }
};

// The points of the numbers that `load` reads at each pixel; `store` takes point and value.
template <typename Taps, typename Number, typename Load, typename Store>
[[gnu::always_inline]] inline void input_points(const PixelsOfKind<Taps, Number>& pixels, const Load& load, const Store& store) {
  using T = decltype(load(pixels.at[0][0]));
  T from[Taps::points][Taps::points], to[Taps::points][Taps::points];
#pragma GCC unroll 4
  for (int y = 0; y < Taps::points; y++) {
#pragma GCC unroll 4
    for (int x = 0; x < Taps::points; x++) {
      from[y][x] = load(pixels.at[y][x]);
    }
  }
  both_ways(from, to, [](const T* d, T* v) { Taps::input(d, v); });
#pragma GCC unroll 16
  for (int point = 0; point < Tiles<Taps>::points; point++) {
    store(point, to[point / Taps::points][point % Taps::points]);
  }
}

// The points of a tile's gradient, whose first output is at `corner`.
template <typename Taps, typename Number, typename Load, typename Store>
[[gnu::always_inline]] inline void output_points(const Convolution& shape, const Number* corner, const Load& load, const Store& store) {
  using T = decltype(load(corner));
  T from[tile_side][tile_side], to[Taps::points][Taps::points];
#pragma GCC unroll 2
  for (int y = 0; y < tile_side; y++) {
#pragma GCC unroll 2
    for (int x = 0; x < tile_side; x++) {
      from[y][x] = load(corner + (y * shape.out_width + x) * shape.out_channels);
    }
  }
  both_ways(from, to, [](const T* y, T* m) { Taps::output_adjoint(y, m); });
#pragma GCC unroll 16
  for (int point = 0; point < Tiles<Taps>::points; point++) {
    store(point, to[point / Taps::points][point % Taps::points]);
  }
}

// Where the weights of a tap are that a pixel of a kind meets, from the first of an output channel.
template <typename Taps>
inline int64_t tap_at(const Convolution& shape, int phase, int y, int x) {
  const int64_t ky = y * Taps::stride + phase / Taps::stride;
  const int64_t kx = x * Taps::stride + phase % Taps::stride;
  return (ky * shape.kernel_width + kx) * shape.channels;
}

// Calls a function with the taps of a kernel; only where `winograd_fits`.
template <typename Function>
void with_taps(const Convolution& shape, const Function& function) {
  if (shape.stride_y == TwoTaps::stride) {
    function(TwoTaps());
  } else {
    function(ThreeTaps());
  }
}

}  // namespace ganlab
