// The weight gradient: a product with one row for each output channel and one column for each weight of a channel.
#include "convolution_kernels.h"

#ifdef GANLAB_AVX512

#include "winograd.h"

#include "convolution_patches.h"
#include "convolution_tasks.h"
#include "convolution_micro_tile.h"

namespace ganlab {

namespace {

constexpr int64_t block_results = 1 << 16;  // results that stay in the second cache while a long sum is made

// Words [first, first + count) of the output gradient as left factor: [panels of channels][words of pixels][rows of a tile].
// `row` holds a word for each channel, rounded up to whole panels; `stride` is the number of words in a panel of `left`.
template <typename MicroTile, typename Number>
void pack_pixels(
    const Number* output, int64_t pixels, int64_t channels, int64_t first, int64_t count, Word* row, Word* left, int64_t stride) {
  for (int64_t k = 0; k < count; k++) {
    const int64_t pixel = (first + k) * word_size<Number>;
    const Number* upper = output + pixel * channels;
    pack_rows(upper, pixel + 1 < pixels ? upper + channels : nullptr, channels, row, Number());
    for (int64_t c = 0; c < channels; c += MicroTile::rows) {
      std::memcpy(left + c * stride + k * MicroTile::rows, row + c, MicroTile::rows * sizeof(Word));
    }
  }
}

// A stretch of a patch within one run.
struct Segment {
  int64_t run, first, count;
};

template <typename Number>
std::vector<Segment> segments(const Patches<Number>& patches, int64_t column, int64_t columns) {
  std::vector<Segment> found;
  const int64_t length = patches.run_length();
  for (const int64_t end = std::min(column + columns, patches.runs * length); column < end;) {
    const int64_t count = std::min(end - column, length - column % length);
    found.push_back({column / length, column % length, count});
    column += count;
  }
  return found;
}

// Columns [column, column + a tile's) of the patches around a number of points, a word or a pair of points after the other.
template <typename MicroTile, typename Number>
void pack_columns(const Patches<Number>& patches, const Place* places, int64_t points, int64_t column, Word* packed) {
  const auto parts = segments(patches, column, MicroTile::columns);
  // The columns at a point, where they are or copied together; null past the last point.
  const auto find = [&](int64_t point, Number* copies) -> const Number* {
    if (point >= points) {
      return nullptr;
    }
    if (parts.size() == 1 && parts[0].count == MicroTile::columns) {
      if (const Number* numbers = patches.find(places[point], parts[0].run, parts[0].first, MicroTile::columns)) {
        return numbers;
      }
    }
    Number* next = copies;
    for (const auto& part : parts) {
      patches.read(places[point], part.run, part.first, part.count, next);
      next += part.count;
    }
    return copies;
  };
  alignas(64) Number copies[2][MicroTile::columns] = {};
  for (int64_t i = 0; i < points; i += word_size<Number>, packed += MicroTile::columns) {
    const Number* below = word_size<Number> == 1 ? nullptr : find(i + 1, copies[1]);
    pack_rows(find(i, copies[0]), below, MicroTile::columns, packed, Number());
  }
}

template <typename Number>
struct WeightProduct {
  Patches<Number> patches;
  const Number* output;
  int64_t rows, columns, pixels;

  int64_t words() const { return divide_up(pixels, word_size<Number>); }

  int64_t threads() const { return threads_for(rows, columns, pixels); }
};

// Results [all rows][first_column, end_column) of the words [first, first + count), which are at most `depth`.
template <typename MicroTile, typename Number>
void multiply_block(
    const WeightProduct<Number>& product, const Word* left, int64_t left_stride, int64_t first, int64_t count, int64_t first_column,
    int64_t end_column, Place* places, Word* right, float* weight, bool add) {
  const int64_t pixel = first * word_size<Number>;
  const int64_t pixel_count = std::min(count * word_size<Number>, product.pixels - pixel);
  float nowhere[WideMicroTile::columns];
  product.patches.locate(pixel, pixel_count, places);
  for (int64_t column = first_column; column < end_column; column += MicroTile::columns) {
    pack_columns<MicroTile>(product.patches, places, pixel_count, column, right + (column - first_column) * count);
  }
  for (int64_t row = 0; row < product.rows; row += MicroTile::rows) {
    for (int64_t column = first_column; column < end_column; column += MicroTile::columns) {
      float* results[MicroTile::rows];
      for (int64_t r = 0; r < MicroTile::rows; r++) {
        results[r] = row + r < product.rows ? weight + (row + r) * product.columns + column : nowhere;
      }
      multiply_micro_tile<MicroTile, Number, Left::WordMajor>(
          left + row * left_stride, right + (column - first_column) * count, count, results, end_column - column, add);
    }
  }
}

// Large weights: each task makes some of the columns, over all pixels.
template <typename MicroTile, typename Number>
void multiply_columns(const WeightProduct<Number>& product, float* weight) {
  constexpr int64_t stretch = 2 * depth;  // words that a task packs
  const int64_t words = product.words();
  const int64_t panels = round_up(product.rows, MicroTile::rows);
  Buffer<Word> left(panels * words);
  share_out(product.threads(), divide_up(words, stretch), [&](const auto& draw) {
    std::vector<Word> row(panels);
    for (int64_t first = draw() * stretch; first < words; first = draw() * stretch) {
      pack_pixels<MicroTile>(
          product.output, product.pixels, product.rows, first, std::min(stretch, words - first), row.data(),
          left.get() + first * MicroTile::rows, words);
    }
  });
  const int64_t fair = divide_up(product.columns, 2 * at::get_num_threads());
  const int64_t width = round_up(std::min(fair, std::max<int64_t>(1, block_results / product.rows)), MicroTile::columns);
  share_out(product.threads(), divide_up(product.columns, width), [&](const auto& draw) {
    Buffer<Word> right(depth * width);
    std::vector<Place> places(depth * word_size<Number>);
    for (int64_t column = draw() * width; column < product.columns; column = draw() * width) {
      for (int64_t k = 0; k < words; k += depth) {
        multiply_block<MicroTile>(
            product, left.get() + k * MicroTile::rows, words, k, std::min(depth, words - k), column,
            std::min(product.columns, column + width), places.data(), right.get(), weight, k > 0);
      }
    }
  });
}

// Small weights: each task sums all of them over some of the pixels, and the sums are added up in order.
template <typename MicroTile, typename Number>
void multiply_pixels(const WeightProduct<Number>& product, float* weight) {
  constexpr int64_t most_parts = 16;  // fixed, so that sums do not depend on the number of threads
  constexpr int64_t width = 256;      // columns whose patches are packed at a time
  const int64_t words = product.words();
  const int64_t panels = round_up(product.rows, MicroTile::rows);
  const int64_t results = product.rows * product.columns;
  const int64_t part = round_up(divide_up(words, most_parts), depth);
  const int64_t parts = divide_up(words, part);
  Buffer<float> sums(parts > 1 ? parts * results : 1);
  share_out(product.threads(), parts, [&](const auto& draw) {
    Buffer<Word> left(panels * depth);
    Buffer<Word> right(depth * width);
    std::vector<Word> row(panels);
    std::vector<Place> places(depth * word_size<Number>);
    for (int64_t task = draw(); task < parts; task = draw()) {
      float* sum = parts > 1 ? sums.get() + task * results : weight;
      for (int64_t k = task * part; k < std::min(words, (task + 1) * part); k += depth) {
        const int64_t count = std::min(depth, words - k);
        pack_pixels<MicroTile>(product.output, product.pixels, product.rows, k, count, row.data(), left.get(), count);
        for (int64_t column = 0; column < product.columns; column += width) {
          multiply_block<MicroTile>(
              product, left.get(), count, k, count, column, std::min(product.columns, column + width), places.data(), right.get(),
              sum, k > task * part);
        }
      }
    }
  });
  if (parts > 1) {
    at::parallel_for(0, results, 1 << 14, [&](int64_t begin, int64_t end) {
      std::copy(sums.get() + begin, sums.get() + end, weight + begin);
      for (int64_t task = 1; task < parts; task++) {
        for (int64_t i = begin; i < end; i++) {
          weight[i] += sums.get()[task * results + i];
        }
      }
    });
  }
}

template <typename MicroTile, typename Number>
void weight_gradient(const Convolution& s, const Number* image, const Number* output, float* weight) {
  const Patches<Number> patches{
      image, s.height, s.width, s.channels, s.out_height, s.out_width, s.stride_y, s.stride_x, -s.padding_y, -s.padding_x,
      s.kernel_height, s.kernel_width};
  const WeightProduct<Number> product{
      patches, output, s.out_channels, patches.runs * patches.run_length(), s.batch * s.out_height * s.out_width};
  if (product.rows * product.columns <= 2 * block_results) {
    multiply_pixels<MicroTile>(product, weight);
  } else {
    multiply_columns<MicroTile>(product, weight);
  }
}

}  // namespace

template <typename Number>
void convolution_weight_gradient(const Convolution& shape, const Number* image, const Number* output, float* weight) {
  if (winograd_fits<Number>(shape)) {
    return winograd_weight_gradient(shape, image, output, weight);
  }
  with_micro_tile(shape.kernel_height * shape.kernel_width * shape.channels, [&](auto tile) {
    weight_gradient<decltype(tile)>(shape, image, output, weight);
  });
}

template void convolution_weight_gradient(const Convolution&, const float*, const float*, float*);
template void convolution_weight_gradient(const Convolution&, const Bfloat16*, const Bfloat16*, float*);

}  // namespace ganlab

#endif
