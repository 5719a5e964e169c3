// For each point of Winograd's algorithm a matrix product with a row for each tile.
//
// A product that is carried out so has: `tiles`, `rows_above` of them that a chunk needs besides its own, the size of its
// factors, and how they are packed (`pack_left`, `pack_right`) and what becomes of the sums (`finish`).
#pragma once

#include "convolution_micro_tile.h"
#include "winograd_tiles.h"

namespace ganlab {

constexpr int64_t chunk_numbers = 1 << 18;     // of the left factors and the sums of a chunk, that stay in the second cache
constexpr int64_t most_right_words = 1 << 21;  // of right factors that are packed for all chunks at once
constexpr int64_t many_rows = 256;             // over which right factors that are packed again and again are worth it

// For each point a product of the same size.
template <typename Taps>
struct PointProducts {
  static constexpr int points = Tiles<Taps>::points;

  int64_t words, columns;

  // Words of a right factor: [panels of columns][words][columns of a tile]
  int64_t right_size() const { return words * round_up(columns, WideMicroTile::columns); }
};

// The left factors of some rows: [points][blocks of words][rows][row_stride]
template <typename Taps>
struct LeftFactors {
  static constexpr int points = Tiles<Taps>::points;

  LeftFactors(const PointProducts<Taps>& product, int64_t most_rows)
      : rows(round_up(most_rows, WideMicroTile::rows)), blocks(divide_up(product.words, depth)),
        memory(points * blocks * rows * row_stride) {}

  int64_t rows, blocks;
  Buffer<Word> memory;

  Word* at(int64_t point, int64_t row, int64_t word) const {
    return memory.get() + ((point * blocks + word / depth) * rows + row) * row_stride + word % depth;
  }

  // What is past the last row is multiplied too.
  void clear_after(int64_t row) const {
    for (; row % WideMicroTile::rows != 0; row++) {
      for (int64_t block = 0; block < points * blocks; block++) {
        std::memset(memory.get() + (block * rows + row) * row_stride, 0, row_stride * sizeof(Word));
      }
    }
  }
};

// The results of some rows and columns: [points][rows][columns]
struct PointSums {
  PointSums(int64_t points, int64_t most_rows, int64_t most_columns)
      : rows(round_up(most_rows, WideMicroTile::rows)), columns(most_columns), memory(points * rows * columns) {}

  int64_t rows, columns;
  Buffer<float> memory;

  float* at(int64_t point, int64_t row) const { return memory.get() + (point * rows + row) * columns; }
};

// Adds a block of words to a panel of columns of the sums at a point.
template <typename Taps, typename Number>
void multiply_panel(
    const LeftFactors<Taps>& left, const Word* right, int64_t point, int64_t rows, int64_t word, int64_t words,
    const PointSums& sums, int64_t column) {
  for (int64_t row = 0; row < rows; row += WideMicroTile::rows) {
    float* results[WideMicroTile::rows];
    for (int64_t r = 0; r < WideMicroTile::rows; r++) {
      results[r] = sums.at(point, row + r) + column;
    }
    multiply_micro_tile<WideMicroTile, Number, Left::RowMajor>(
        left.at(point, row, word), right, words, results, sums.columns - column, word > 0);
  }
}

// The first tile of a chunk's rows and the number of tiles.
template <typename Product>
std::pair<int64_t, int64_t> tiles_of(const Product& work, const Chunk& chunk) {
  const int64_t above = std::min(chunk.row, Product::rows_above);
  return {(chunk.sample * work.tiles.down + chunk.row - above) * work.tiles.across,
          chunk.samples * (chunk.rows + above) * work.tiles.across};
}

template <typename Product>
int64_t most_tiles(const Product& work, const std::vector<Chunk>& chunks) {
  return (chunks[0].samples * chunks[0].rows + Product::rows_above) * work.tiles.across;
}

// The right factors are packed once and stay in the third cache; each chunk is one thread's from beginning to end.
template <typename Taps, typename Number, typename Product>
void multiply_by_chunks(const Product& work, int64_t threads) {
  constexpr int points = Tiles<Taps>::points;
  const auto product = work.product();
  const int64_t panels = divide_up(product.columns, WideMicroTile::columns);
  const int64_t steps = product.words / lanes;
  const Buffer<Word> right(points * product.right_size());
  share_out(threads, panels * steps, [&](const auto& draw) {
    for (int64_t task = draw(); task < panels * steps; task = draw()) {
      const int64_t column = task / steps * WideMicroTile::columns;
      const int64_t word = task % steps * lanes;
      work.pack_right(column, word, right.get() + column * product.words + word * WideMicroTile::columns, product.right_size());
    }
  });
  const auto chunks = work.tiles.chunks(std::max<int64_t>(1, chunk_numbers / (points * (product.words + product.columns))), threads);
  share_out(threads, chunks.size(), [&](const auto& draw) {
    const int64_t most = most_tiles(work, chunks);
    const LeftFactors<Taps> left(product, most);
    const PointSums sums(points, most, product.columns);
    std::vector<Tile> found(most);
    for (size_t task = draw(); task < chunks.size(); task = draw()) {
      const auto [first, count] = tiles_of(work, chunks[task]);
      work.tiles.locate(first, count, found.data());
      for (int64_t row = 0; row < count; row++) {
        work.pack_left(found[row], row, left);
      }
      left.clear_after(count);
      for (int point = 0; point < points; point++) {
        for (int64_t word = 0; word < product.words; word += depth) {
          for (int64_t column = 0; column < product.columns; column += WideMicroTile::columns) {
            const Word* panel = right.get() + point * product.right_size() + column * product.words + word * WideMicroTile::columns;
            multiply_panel<Taps, Number>(left, panel, point, count, word, std::min(depth, product.words - word), sums, column);
          }
        }
      }
      work.finish(chunks[task], found, count, sums, 0, product.columns);
    }
  });
}

// Right factors that are too large for that are packed as they are needed, by the thread that has their columns.
template <typename Taps, typename Number, typename Product>
void multiply_by_panels(const Product& work, int64_t threads) {
  constexpr int points = Tiles<Taps>::points;
  const auto product = work.product();
  const auto chunks = work.tiles.chunks(many_rows, 1);
  const int64_t most = most_tiles(work, chunks);
  const LeftFactors<Taps> left(product, most);
  std::vector<Tile> found(most);
  for (const auto& chunk : chunks) {
    const auto [first, count] = tiles_of(work, chunk);
    work.tiles.locate(first, count, found.data());
    left.clear_after(count);
    const int64_t rows = count;
    share_out(threads, divide_up(rows, lanes), [&](const auto& draw) {
      for (int64_t i = draw() * lanes; i < rows; i = draw() * lanes) {
        for (int64_t row = i; row < std::min(rows, i + lanes); row++) {
          work.pack_left(found[row], row, left);
        }
      }
    });
    share_out(threads, divide_up(product.columns, WideMicroTile::columns), [&](const auto& draw) {
      const Buffer<Word> right(points * depth * WideMicroTile::columns);
      const PointSums sums(points, most, WideMicroTile::columns);
      for (int64_t column = draw() * WideMicroTile::columns; column < product.columns; column = draw() * WideMicroTile::columns) {
        for (int64_t word = 0; word < product.words; word += depth) {
          const int64_t words = std::min(depth, product.words - word);
          for (int64_t i = 0; i < words; i += lanes) {
            work.pack_right(column, word + i, right.get() + i * WideMicroTile::columns, depth * WideMicroTile::columns);
          }
          for (int point = 0; point < points; point++) {
            multiply_panel<Taps, Number>(left, right.get() + point * depth * WideMicroTile::columns, point, rows, word, words, sums, 0);
          }
        }
        work.finish(chunk, found, rows, sums, column, std::min(WideMicroTile::columns, product.columns - column));
      }
    });
  }
}

template <typename Taps, typename Number, typename Product>
void multiply(const Product& work) {
  const auto product = work.product();
  const int64_t threads = threads_for(work.tiles.count() * Tiles<Taps>::points, product.columns, product.words);
  if (Tiles<Taps>::points * product.right_size() <= most_right_words) {
    multiply_by_chunks<Taps, Number>(work, threads);
  } else {
    multiply_by_panels<Taps, Number>(work, threads);
  }
}

}  // namespace ganlab
