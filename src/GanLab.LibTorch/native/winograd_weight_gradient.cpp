// The weight gradient: for each point a product that sums over the tiles.
#include "winograd.h"

#ifdef GANLAB_AVX512

#include "convolution_micro_tile.h"
#include "winograd_filters.h"

namespace ganlab {

namespace {

constexpr int64_t block_words = 256;   // tiles, or pairs of them, that are packed before they are multiplied
constexpr int64_t most_columns = 128;  // of a task, whose factors and sums at a point stay in the second cache then

// Part of the results at every point: output channels times channels of the image, phase by phase.
struct WeightTask {
  int64_t row, rows, column, columns;
};

std::vector<WeightTask> tasks_of(int64_t rows, int64_t columns, int64_t threads) {
  const int64_t width = std::clamp(round_up(divide_up(columns, threads), WideMicroTile::columns), WideMicroTile::columns, most_columns);
  const int64_t across = divide_up(columns, width);
  const int64_t height = round_up(divide_up(rows, divide_up(threads, across)), lanes);
  std::vector<WeightTask> tasks;
  for (int64_t row = 0; row < rows; row += height) {
    for (int64_t column = 0; column < columns; column += width) {
      tasks.push_back({row, std::min(height, rows - row), column, std::min(width, columns - column)});
    }
  }
  return tasks;
}

// Factors of a block of tiles at one point, and the results at all.
template <typename Taps>
struct WeightWorkspace {
  static constexpr int points = Tiles<Taps>::points;

  explicit WeightWorkspace(const WeightTask& largest)
      : left_stride(largest.rows + lanes), left(block_words * left_stride),
        right(block_words * round_up(largest.columns, WideMicroTile::columns)), sums(points * largest.rows * largest.columns) {}

  int64_t left_stride;
  Buffer<Word> left;   // [words][left_stride]: a word for each row
  Buffer<Word> right;  // [panels of columns][words][columns of a tile]
  Buffer<float> sums;  // [points][rows][columns]
};

// Numbers of one tile, or of a tile and the next as pairs.
inline void store_tiles(__m512 first, __m512, Word* words, float) { store_words(first, words); }

inline void store_tiles(__m512 first, __m512 second, Word* words, Bfloat16) { store_words(Pairs{first, second}, words); }

// Of the whole transform the compiler leaves what one point needs.
template <int Point, typename Taps, typename Number>
void pack_output(
    const Tiles<Taps>& tiles, const Number* output, const Tile* found, int64_t count, const WeightTask& task,
    const WeightWorkspace<Taps>& space) {
  for (int64_t i = 0; i < count; i += word_size<Number>) {
    const bool paired = word_size<Number> == 2 && i + 1 < count;
    const Number* here = tiles.output_at(output, found[i]);
    const Number* next = paired ? tiles.output_at(output, found[i + 1]) : nullptr;
    Word* words = space.left.get() + i / word_size<Number> * space.left_stride;
    for (int64_t row = 0; row < task.rows; row += lanes) {
      const auto load = [&](const Number* pixel) { return load_floats(pixel + task.row + row); };
      __m512 first{}, second{};
      output_points<Taps>(tiles.shape, here, load, [&](int point, __m512 value) { first = point == Point ? value : first; });
      if (paired) {
        output_points<Taps>(tiles.shape, next, load, [&](int point, __m512 value) { second = point == Point ? value : second; });
      }
      store_tiles(first, second, words + row, Number());
    }
  }
}

template <int Point, typename Taps, typename Number>
void pack_image(
    const Tiles<Taps>& tiles, const Number* image, const Tile* found, int64_t count, const WeightTask& task, const Number* zeros,
    const WeightWorkspace<Taps>& space) {
  const auto& s = tiles.shape;
  for (int64_t i = 0; i < count; i += word_size<Number>) {
    const bool paired = word_size<Number> == 2 && i + 1 < count;
    const Pixels<Taps, Number> pixels(s, image, found[i], zeros);
    const Pixels<Taps, Number> next(s, image, found[paired ? i + 1 : i], zeros);
    Word* words = space.right.get() + i / word_size<Number> * WideMicroTile::columns;
    for (int64_t column = task.column; column < task.column + task.columns;) {
      const int phase = static_cast<int>(column / s.channels);
      const int64_t end = std::min(task.column + task.columns, (phase + 1) * s.channels);
      const PhasePixels<Taps, Number> of_phase(pixels, phase);
      const PhasePixels<Taps, Number> of_next(next, phase);
      for (; column < end; column += lanes) {
        const auto load = [&](const Number* pixel) { return load_floats(pixel + column - phase * s.channels); };
        __m512 first{}, second{};
        input_points(of_phase, load, [&](int point, __m512 value) { first = point == Point ? value : first; });
        if (paired) {
          input_points(of_next, load, [&](int point, __m512 value) { second = point == Point ? value : second; });
        }
        const int64_t at = column - task.column;
        store_tiles(
            first, second, words + at / WideMicroTile::columns * WideMicroTile::columns * block_words + at % WideMicroTile::columns, Number());
      }
    }
  }
}

template <typename Number, typename Taps>
void multiply_block(const WeightTask& task, const WeightWorkspace<Taps>& space, int64_t words, float* sums, bool add) {
  float nowhere[WideMicroTile::columns];
  for (int64_t word = 0; word < words; word += depth) {
    for (int64_t column = 0; column < task.columns; column += WideMicroTile::columns) {
      const Word* right = space.right.get() + column * block_words + word * WideMicroTile::columns;
      for (int64_t row = 0; row < task.rows; row += WideMicroTile::rows) {
        float* results[WideMicroTile::rows];
        for (int64_t r = 0; r < WideMicroTile::rows; r++) {
          results[r] = row + r < task.rows ? sums + (row + r) * task.columns + column : nowhere;
        }
        multiply_micro_tile<WideMicroTile, Number, Left::WordMajor>(
            space.left.get() + word * space.left_stride + row, right, std::min(depth, words - word), results,
            task.columns - column, add || word > 0, space.left_stride);
      }
    }
  }
}

// Calls a function with each point as a constant.
template <typename Function, int... Points>
void for_points(const Function& function, std::integer_sequence<int, Points...>) {
  (function(std::integral_constant<int, Points>()), ...);
}

// The weights of a task from its results at the points.
template <typename Taps>
void gather_weights(const Convolution& s, const WeightTask& task, const float* sums, float* weight) {
  for (int64_t row = 0; row < task.rows; row++) {
    for (int64_t i = 0; i < task.columns; i += lanes) {
      __m512 from[Taps::points][Taps::points], to[Taps::taps][Taps::taps];
      take(from, [&](int64_t y, int64_t x) {
        return _mm512_loadu_ps(sums + ((y * Taps::points + x) * task.rows + row) * task.columns + i);
      });
      both_ways(from, to, [](const __m512* u, __m512* w) { Taps::weight_adjoint(u, w); });
      const int phase = static_cast<int>((task.column + i) / s.channels);
      float* first = weight + (task.row + row) * s.kernel_height * s.kernel_width * s.channels + (task.column + i) % s.channels;
      for (int y = 0; y < Taps::taps; y++) {
        for (int x = 0; x < Taps::taps; x++) {
          _mm512_storeu_ps(first + tap_at<Taps>(s, phase, y, x), to[y][x]);
        }
      }
    }
  }
}

template <typename Taps, typename Number>
void weight_gradient(const Tiles<Taps>& tiles, const Number* image, const Number* output, float* weight) {
  constexpr int points = Tiles<Taps>::points;
  constexpr int64_t block = block_words * word_size<Number>;
  const auto& s = tiles.shape;
  const int64_t columns = Tiles<Taps>::phases * s.channels;
  const int64_t threads = threads_for(s.out_channels * points, columns, tiles.count());
  const auto tasks = tasks_of(s.out_channels, columns, threads);
  share_out(threads, tasks.size(), [&](const auto& draw) {
    const WeightWorkspace<Taps> space(tasks[0]);
    const std::vector<Number> zeros(s.channels);
    std::vector<Tile> found(block);
    for (size_t i = draw(); i < tasks.size(); i = draw()) {
      const auto& task = tasks[i];
      for (int64_t tile = 0; tile < tiles.count(); tile += block) {
        const int64_t count = std::min(block, tiles.count() - tile);
        tiles.locate(tile, count, found.data());
        for_points(
            [&](auto point) {
              pack_output<point>(tiles, output, found.data(), count, task, space);
              pack_image<point>(tiles, image, found.data(), count, task, zeros.data(), space);
              multiply_block<Number>(
                  task, space, divide_up(count, word_size<Number>), space.sums.get() + point * task.rows * task.columns, tile > 0);
            },
            std::make_integer_sequence<int, points>());
      }
      gather_weights<Taps>(s, task, space.sums.get(), weight);
    }
  });
}

}  // namespace

template <typename Number>
void winograd_weight_gradient(const Convolution& shape, const Number* image, const Number* output, float* weight) {
  with_taps(shape, [&](auto taps) { weight_gradient(Tiles<decltype(taps)>(shape), image, output, weight); });
}

template void winograd_weight_gradient(const Convolution&, const float*, const float*, float*);
template void winograd_weight_gradient(const Convolution&, const Bfloat16*, const Bfloat16*, float*);

}  // namespace ganlab

#endif
