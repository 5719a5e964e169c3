// Where the tiles of a convolution by Winograd's algorithm are, and the transforms of what is there.
#pragma once

#include "convolution_tasks.h"
#include "convolution_words.h"
#include "winograd_algebra.h"

namespace ganlab {

// Two by two outputs of a sample; `y` and `x` count tiles.
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
  static constexpr int phases = Taps::stride * Taps::stride;  // places of a pixel in the stride
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

  // All rows of tiles in chunks of about `most` tiles, at least one row; as many chunks for each thread where samples stay whole.
  std::vector<Chunk> chunks(int64_t most, int64_t threads) const {
    std::vector<Chunk> found;
    if (down * across <= most) {
      const int64_t parts = round_up(divide_up(shape.batch, divide_up(most, down * across)), threads);
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
        first_((tile.sample * shape.height + top_) * shape.width + left_), image_(image), zeros_(zeros) {}

  const Number* at(int64_t y, int64_t x) const {
    const bool inside = static_cast<uint64_t>(top_ + y) < static_cast<uint64_t>(shape_.height) &&
                        static_cast<uint64_t>(left_ + x) < static_cast<uint64_t>(shape_.width);
    return inside ? image_ + (first_ + y * shape_.width + x) * shape_.channels : zeros_;
  }

 private:
  const Convolution& shape_;
  int64_t top_, left_;
  int64_t first_;  // number of the first pixel, which may lie outside
  const Number* image_;
  const Number* zeros_;
};

// The pixels of one phase, Taps::stride apart.
template <typename Taps, typename Number>
struct PhasePixels {
  const Number* at[Taps::points][Taps::points];

  [[gnu::always_inline]] PhasePixels(const Pixels<Taps, Number>& pixels, int phase) {
    take(at, [&](int64_t y, int64_t x) {
      return pixels.at(y * Taps::stride + phase / Taps::stride, x * Taps::stride + phase % Taps::stride);
    });
  }
};

// The points of the numbers that `load` reads at each pixel; `store` takes point and value.
template <typename Taps, typename Number, typename Load, typename Store>
[[gnu::always_inline]] inline void input_points(const PhasePixels<Taps, Number>& pixels, const Load& load, const Store& store) {
  using T = decltype(load(pixels.at[0][0]));
  T from[Taps::points][Taps::points], to[Taps::points][Taps::points];
  take(from, [&](size_t y, size_t x) { return load(pixels.at[y][x]); });
  both_ways(from, to, [](const T* d, T* v) { Taps::input(d, v); });
  give(to, store);
}

// The points of a tile's gradient, whose first output is `first`.
template <typename Taps, typename Number, typename Load, typename Store>
[[gnu::always_inline]] inline void output_points(const Convolution& shape, const Number* first, const Load& load, const Store& store) {
  using T = decltype(load(first));
  T from[tile_side][tile_side], to[Taps::points][Taps::points];
  take(from, [&](int64_t y, int64_t x) { return load(first + (y * shape.out_width + x) * shape.out_channels); });
  both_ways(from, to, [](const T* y, T* m) { Taps::output_adjoint(y, m); });
  give(to, store);
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
