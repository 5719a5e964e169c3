// Matrix products with one row for each patch of an image.
#pragma once

#include "convolution_micro_tile.h"
#include "convolution_patches.h"
#include "convolution_tasks.h"

namespace ganlab {

constexpr int64_t block_rows = 192;  // rows whose patches are packed at a time: they fit in the second cache

template <typename Number, typename Result>
struct RowProduct {
  Patches<Number> patches;
  int64_t rows;
  int64_t columns;
  // Result rows: one for each point of the patches' grid, at these distances from each other.
  Result* result;
  int64_t result_sample, result_row, result_column;
  Word* right;  // [panels of columns][words][columns of a tile]

  int64_t run_words() const { return divide_up(patches.run_length(), word_size<Number>); }

  int64_t words() const { return patches.runs * run_words(); }

  int64_t threads() const { return threads_for(rows, columns, patches.runs * patches.run_length()); }

  Result* result_at(int64_t row) const {
    const int64_t column = row % patches.grid_width;
    const int64_t line = row / patches.grid_width % patches.grid_height;
    const int64_t sample = row / (patches.grid_width * patches.grid_height);
    return result + sample * result_sample + line * result_row + column * result_column;
  }
};

// Words [first, first + count) of a patch.
template <typename Number, typename Result>
void pack_patch(const RowProduct<Number, Result>& product, const Place& place, int64_t first, int64_t count, Word* words) {
  const int64_t run_words = product.run_words();
  const int64_t run_length = product.patches.run_length();
  int64_t run = first / run_words;
  int64_t at = first % run_words;
  while (count > 0) {
    const int64_t taken = std::min(count, run_words - at);
    const int64_t element = at * word_size<Number>;
    const int64_t elements = std::min(taken * word_size<Number>, run_length - element);
    if (const Number* numbers = product.patches.find(place, run, element, elements)) {
      pack_words(numbers, elements, words);
    } else {
      alignas(64) Number copies[word_size<Number> * depth];
      product.patches.read(place, run, element, elements, copies);
      pack_words(copies, elements, words);
    }
    words += taken;
    count -= taken;
    at = 0;
    run++;
  }
}

// What a thread needs for a block of rows.
template <typename MicroTile, typename Result>
struct RowWorkspace {
  static constexpr bool direct = std::is_same_v<Result, float>;  // sums are made where the results belong

  explicit RowWorkspace(int64_t columns)
      : stride(round_up(columns, MicroTile::columns)), left(block_rows * row_stride), sums(direct ? 1 : block_rows * stride) {
    std::memset(left.get(), 0, block_rows * row_stride * sizeof(Word));
  }

  int64_t stride;
  Buffer<Word> left;
  Buffer<float> sums;
  Place places[block_rows];
  Result* results[block_rows];
  float nowhere[MicroTile::columns];

  float* sum_at(int64_t row, int64_t column, int64_t rows) {
    if constexpr (direct) {
      return row < rows ? results[row] + column : nowhere;
    } else {
      return sums.get() + row * stride + column;
    }
  }
};

template <typename MicroTile, typename Number, typename Result>
void multiply_rows(
    const RowProduct<Number, Result>& product, int64_t first_row, int64_t row_count, RowWorkspace<MicroTile, Result>& space) {
  const int64_t words = product.words();
  product.patches.locate(first_row, row_count, space.places);
  for (int64_t i = 0; i < row_count; i++) {
    space.results[i] = product.result_at(first_row + i);
  }
  // Where no tap meets a pixel its result is the empty sum.
  for (int64_t k = 0; k == 0 || k < words; k += depth) {
    const int64_t count = std::min(depth, words - k);
    for (int64_t i = 0; i < row_count; i++) {
      pack_patch(product, space.places[i], k, count, space.left.get() + i * row_stride);
    }
    for (int64_t column = 0; column < product.columns; column += MicroTile::columns) {
      const Word* right = product.right + column * words + k * MicroTile::columns;
      const int64_t columns = std::min(MicroTile::columns, product.columns - column);
      for (int64_t i = 0; i < row_count; i += MicroTile::rows) {
        float* sums[MicroTile::rows];
        for (int64_t r = 0; r < MicroTile::rows; r++) {
          sums[r] = space.sum_at(i + r, column, row_count);
        }
        multiply_micro_tile<MicroTile, Number, Left::RowMajor>(space.left.get() + i * row_stride, right, count, sums, columns, k > 0);
        if constexpr (!RowWorkspace<MicroTile, Result>::direct) {
          if (k + depth >= words) {
            for (int64_t r = 0; r < MicroTile::rows && i + r < row_count; r++) {
              store(sums[r], columns, space.results[i + r] + column);
            }
          }
        }
      }
    }
  }
}

// Carries out products whose right factors are packed.
template <typename MicroTile, typename Number, typename Result>
void multiply_all(const std::vector<RowProduct<Number, Result>>& products) {
  struct Task {
    const RowProduct<Number, Result>* product;
    int64_t first_row, row_count;
  };
  std::vector<Task> tasks;
  const int64_t threads = products.empty() ? 1 : products[0].threads();
  for (const auto& product : products) {
    const int64_t blocks = divide_up(product.rows, threads * block_rows) * threads;
    const int64_t size = std::min(block_rows, round_up(divide_up(product.rows, blocks), MicroTile::rows));
    for (int64_t row = 0; row < product.rows; row += size) {
      tasks.push_back({&product, row, std::min(size, product.rows - row)});
    }
  }
  share_out(threads, tasks.size(), [&](const auto& draw) {
    const auto space = std::make_unique<RowWorkspace<MicroTile, Result>>(products[0].columns);
    for (size_t i = draw(); i < tasks.size(); i = draw()) {
      multiply_rows(*tasks[i].product, tasks[i].first_row, tasks[i].row_count, *space);
    }
  });
}

template <typename MicroTile, typename Number, typename Result>
Buffer<Word> right_factor(const RowProduct<Number, Result>& product) {
  return Buffer<Word>(std::max<int64_t>(1, product.words()) * round_up(product.columns, MicroTile::columns));
}

}  // namespace ganlab
