// Products with a row for each tile: the forward convolution and the image gradient.
#include "winograd.h"

#ifdef GANLAB_AVX512

#include "convolution_tile.h"
#include "winograd_tiles.h"

namespace ganlab {

namespace {

constexpr int64_t chunk_numbers = 1 << 18;   // of the left factors and the sums of a chunk, that stay in the second cache
constexpr int64_t most_right_words = 1 << 21;  // of right factors that are packed for all chunks at once
constexpr int64_t many_rows = 256;            // over which right factors that are packed again and again are worth it

// For each point a product of the same size.
template <typename Taps>
struct PointProducts {
  static constexpr int points = Tiles<Taps>::points;

  int64_t words, columns;

  // Words of a right factor: [panels of columns][words][columns of a tile]
  int64_t right_size() const { return words * round_up(columns, WideTile::columns); }
};

// The left factors of some rows: [points][blocks of words][rows][row_stride]
template <typename Taps>
struct LeftFactors {
  static constexpr int points = Tiles<Taps>::points;

  LeftFactors(const PointProducts<Taps>& product, int64_t most_rows)
      : rows(round_up(most_rows, WideTile::rows)), blocks(divide_up(product.words, depth)),
        memory(points * blocks * rows * row_stride) {}

  int64_t rows, blocks;
  Buffer<Word> memory;

  Word* at(int64_t point, int64_t row, int64_t word) const {
    return memory.get() + ((point * blocks + word / depth) * rows + row) * row_stride + word % depth;
  }

  // What is past the last row is multiplied too.
  void clear_after(int64_t row) const {
    for (; row % WideTile::rows != 0; row++) {
      for (int64_t block = 0; block < points * blocks; block++) {
        std::memset(memory.get() + (block * rows + row) * row_stride, 0, row_stride * sizeof(Word));
      }
    }
  }
};

// The results of some rows and columns: [points][rows][columns]
struct PointSums {
  PointSums(int64_t points, int64_t most_rows, int64_t most_columns)
      : rows(round_up(most_rows, WideTile::rows)), columns(most_columns), memory(points * rows * columns) {}

  int64_t rows, columns;
  Buffer<float> memory;

  float* at(int64_t point, int64_t row) const { return memory.get() + (point * rows + row) * columns; }
};

// Adds a block of words to a panel of columns of the sums at a point.
template <typename Taps, typename Number>
void multiply_panel(
    const LeftFactors<Taps>& left, const Word* right, int64_t point, int64_t rows, int64_t word, int64_t words,
    const PointSums& sums, int64_t column) {
  for (int64_t row = 0; row < rows; row += WideTile::rows) {
    float* results[WideTile::rows];
    for (int64_t r = 0; r < WideTile::rows; r++) {
      results[r] = sums.at(point, row + r) + column;
    }
    multiply_tile<WideTile, Number, Left::RowMajor>(
        left.at(point, row, word), right, words, results, sums.columns - column, word > 0);
  }
}

// The points of the weights between one output channel and `lanes` channels.
template <typename Taps, typename Store>
[[gnu::always_inline]] inline void weight_points(const Convolution& shape, const float* weight, int phase, const Store& store) {
  __m512 from[Taps::taps][Taps::taps], to[Taps::points][Taps::points];
#pragma GCC unroll 3
  for (int y = 0; y < Taps::taps; y++) {
#pragma GCC unroll 3
    for (int x = 0; x < Taps::taps; x++) {
      from[y][x] = _mm512_loadu_ps(weight + tap_at<Taps>(shape, phase, y, x));
    }
  }
  both_ways(from, to, [](const __m512* w, __m512* u) { Taps::weight(w, u); });
#pragma GCC unroll 16
  for (int point = 0; point < Tiles<Taps>::points; point++) {
    store(point, to[point / Taps::points][point % Taps::points]);
  }
}

// The forward convolution: channels of the image, kind by kind, are summed over.
template <typename Taps, typename Number>
struct ForwardProduct {
  static constexpr int points = Tiles<Taps>::points;
  static constexpr int64_t rows_above = 0;  // of tiles, that a chunk needs

  Tiles<Taps> tiles;
  const Number* image;
  const float* weight;
  Number* output;

  const Convolution& shape() const { return tiles.shape; }

  int64_t kind_words() const { return shape().channels / word_size<Number>; }

  PointProducts<Taps> product() const { return {Tiles<Taps>::phases * kind_words(), shape().out_channels}; }

  void pack_left(const Tile& tile, int64_t row, const LeftFactors<Taps>& left, const void* zeros) const {
    const Pixels<Taps, Number> pixels(shape(), image, tile, static_cast<const Number*>(zeros));
    for (int phase = 0; phase < Tiles<Taps>::phases; phase++) {
      const PixelsOfKind<Taps, Number> of_kind(pixels, phase);
      for (int64_t word = 0; word < kind_words(); word += lanes) {
        input_points(
            of_kind, [&](const Number* pixel) { return load_words(pixel + word * word_size<Number>); },
            [&](int point, const Words<Number>& value) { store_words(value, left.at(point, row, phase * kind_words() + word)); });
      }
    }
  }

  // Words [word, word + lanes) of a panel, for each point at a distance.
  void pack_right(int64_t column, int64_t word, Word* right, int64_t point_size) const {
    alignas(64) Word rows[points][lanes][lanes];
    const auto& s = shape();
    const int phase = static_cast<int>(word / kind_words());
    const int64_t channel = word % kind_words() * word_size<Number>;
    for (int64_t c = column; c < std::min(column + WideTile::columns, s.out_channels); c += lanes) {
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
        transpose(rows[point][0], lanes, right + point * point_size + (c - column), WideTile::columns);
      }
    }
  }

  // Results [column, column + columns) of a chunk, whose tiles are `found`, from sums that begin with them.
  void finish(const Chunk&, const std::vector<Tile>& found, int64_t rows, const PointSums& sums, int64_t column, int64_t columns) const {
    const auto& s = shape();
    for (int64_t row = 0; row < rows; row++) {
      Number* corner = tiles.output_at(output, found[row]) + column;
      for (int64_t i = 0; i < columns; i += lanes) {
        __m512 from[Taps::points][Taps::points], to[tile_side][tile_side];
#pragma GCC unroll 16
        for (int point = 0; point < points; point++) {
          from[point / Taps::points][point % Taps::points] = _mm512_loadu_ps(sums.at(point, row) + i);
        }
        both_ways(from, to, [](const __m512* m, __m512* y) { Taps::output(m, y); });
        for (int y = 0; y < tile_side; y++) {
          for (int x = 0; x < tile_side; x++) {
            store_floats(to[y][x], corner + (y * s.out_width + x) * s.out_channels + i);
          }
        }
      }
    }
  }
};

// The four tiles that share pixels: one, the one above it, the one left of it, and the one above that.
struct Corner {
  const float* sums[2][2];  // of the first point
  int64_t point_size[2][2];
};

// Pixels of one kind in the upper left quarter of a corner: each tile reaches `points` - `tile_side` pixels beyond its own.
template <typename Taps>
[[gnu::always_inline]] inline void gather(const Corner& corner, int64_t column, __m512 (&pixels)[tile_side][tile_side]) {
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
              _mm512_loadu_ps(corner.sums[up][left] + (y * Taps::points + x) * corner.point_size[up][left] + column);
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

// The image gradient: output channels are summed over.
template <typename Taps, typename Number>
struct ImageGradientProduct {
  static constexpr int points = Tiles<Taps>::points;
  static constexpr int64_t rows_above = 1;  // whose tiles reach into those of a chunk

  Tiles<Taps> tiles;
  const Number* output;
  const float* weight;
  Number* image;

  const Convolution& shape() const { return tiles.shape; }

  PointProducts<Taps> product() const {
    return {shape().out_channels / word_size<Number>, Tiles<Taps>::phases * shape().channels};
  }

  void pack_left(const Tile& tile, int64_t row, const LeftFactors<Taps>& left, const void*) const {
    const Number* corner = tiles.output_at(output, tile);
    for (int64_t word = 0; word < product().words; word += lanes) {
      output_points<Taps>(
          shape(), corner, [&](const Number* pixel) { return load_words(pixel + word * word_size<Number>); },
          [&](int point, const Words<Number>& value) { store_words(value, left.at(point, row, word)); });
    }
  }

  void pack_right(int64_t first_column, int64_t first_word, Word* right, int64_t point_size) const {
    const auto& s = shape();
    const int64_t out_channel_size = s.kernel_height * s.kernel_width * s.channels;
    for (int64_t word = first_word; word < first_word + lanes; word++, right += WideTile::columns) {
      for (int64_t column = first_column; column < std::min(first_column + WideTile::columns, product().columns); column += lanes) {
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
    const std::vector<float> zeros(columns);
    const int64_t of_sample = rows / chunk.samples;
    for (int64_t sample = 0; sample < chunk.samples; sample++) {
      gather_sample(chunk, found[sample * of_sample], sample * of_sample, sums, zeros.data(), column, columns);
    }
  }

 private:
  // `first` is the tile in the row `first_row` of the sums.
  void gather_sample(
      const Chunk& chunk, const Tile& first, int64_t first_row, const PointSums& sums, const float* zeros, int64_t first_column,
      int64_t columns) const {
    const auto& s = shape();
    const int64_t end = chunk.row + chunk.rows;
    const auto look = [&](Corner& corner, int up, int left, int64_t y, int64_t x) {
      const bool there = y >= 0 && y < tiles.down && x >= 0 && x < tiles.across;
      corner.sums[up][left] = there ? sums.at(0, first_row + (y - first.y) * tiles.across + x) : zeros;
      corner.point_size[up][left] = there ? sums.rows * sums.columns : 0;
    };
    // The last tiles reach over into one more row and column.
    for (int64_t y = chunk.row; y < end + (end == tiles.down ? 1 : 0); y++) {
      for (int64_t x = 0; x <= tiles.across; x++) {
        Corner corner;
        look(corner, 0, 0, y, x);
        look(corner, 0, 1, y, x - 1);
        look(corner, 1, 0, y - 1, x);
        look(corner, 1, 1, y - 1, x - 1);
        for (int64_t column = first_column; column < first_column + columns;) {
          const int phase = static_cast<int>(column / s.channels);
          const int64_t phase_end = std::min(first_column + columns, (phase + 1) * s.channels);
          Number* places[tile_side][tile_side];
          const bool any = find_places(first.sample, y, x, phase, places);
          for (; any && column < phase_end; column += lanes) {
            __m512 pixels[tile_side][tile_side];
            gather<Taps>(corner, column - first_column, pixels);
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

  // The pixels of one kind in the upper left quarter of a corner, null for those outside; false if there are none.
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
  const int64_t panels = divide_up(product.columns, WideTile::columns);
  const int64_t steps = product.words / lanes;
  const Buffer<Word> right(points * product.right_size());
  share_out(threads, panels * steps, [&](const auto& draw) {
    for (int64_t task = draw(); task < panels * steps; task = draw()) {
      const int64_t column = task / steps * WideTile::columns;
      const int64_t word = task % steps * lanes;
      work.pack_right(column, word, right.get() + column * product.words + word * WideTile::columns, product.right_size());
    }
  });
  const auto chunks = work.tiles.chunks(std::max<int64_t>(1, chunk_numbers / (points * (product.words + product.columns))), threads);
  share_out(threads, chunks.size(), [&](const auto& draw) {
    const int64_t most = most_tiles(work, chunks);
    const LeftFactors<Taps> left(product, most);
    const PointSums sums(points, most, product.columns);
    const std::vector<Number> zeros(work.shape().channels);
    std::vector<Tile> found(most);
    for (size_t task = draw(); task < chunks.size(); task = draw()) {
      const auto [first, count] = tiles_of(work, chunks[task]);
      work.tiles.locate(first, count, found.data());
      for (int64_t row = 0; row < count; row++) {
        work.pack_left(found[row], row, left, zeros.data());
      }
      left.clear_after(count);
      for (int point = 0; point < points; point++) {
        for (int64_t word = 0; word < product.words; word += depth) {
          for (int64_t column = 0; column < product.columns; column += WideTile::columns) {
            const Word* panel = right.get() + point * product.right_size() + column * product.words + word * WideTile::columns;
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
  const std::vector<Number> zeros(work.shape().channels);
  std::vector<Tile> found(most);
  for (const auto& chunk : chunks) {
    const auto [first, count] = tiles_of(work, chunk);
    work.tiles.locate(first, count, found.data());
    left.clear_after(count);
    const int64_t rows = count;
    share_out(threads, divide_up(rows, lanes), [&](const auto& draw) {
      for (int64_t i = draw() * lanes; i < rows; i = draw() * lanes) {
        for (int64_t row = i; row < std::min(rows, i + lanes); row++) {
          work.pack_left(found[row], row, left, zeros.data());
        }
      }
    });
    share_out(threads, divide_up(product.columns, WideTile::columns), [&](const auto& draw) {
      const Buffer<Word> right(points * depth * WideTile::columns);
      const PointSums sums(points, most, WideTile::columns);
      for (int64_t column = draw() * WideTile::columns; column < product.columns; column = draw() * WideTile::columns) {
        for (int64_t word = 0; word < product.words; word += depth) {
          const int64_t words = std::min(depth, product.words - word);
          for (int64_t i = 0; i < words; i += lanes) {
            work.pack_right(column, word + i, right.get() + i * WideTile::columns, depth * WideTile::columns);
          }
          for (int point = 0; point < points; point++) {
            multiply_panel<Taps, Number>(left, right.get() + point * depth * WideTile::columns, point, rows, word, words, sums, 0);
          }
        }
        work.finish(chunk, found, rows, sums, column, std::min(WideTile::columns, product.columns - column));
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

}  // namespace

template <typename Number>
bool winograd_fits(const Convolution& s) {
  constexpr int64_t least = 64;  // channels, for which the sums before and after are worth it
  const auto is = [&](auto taps, int64_t kernel) {
    return s.kernel_height == kernel && s.kernel_width == kernel && s.stride_y == taps.stride && s.stride_x == taps.stride &&
           s.padding_y == 1 && s.padding_x == 1 && s.height == s.out_height * taps.stride && s.width == s.out_width * taps.stride;
  };
  const auto wide = [](int64_t channels) { return channels >= least && channels % (lanes * word_size<Number>) == 0; };
  return (is(TwoTaps(), 4) || is(ThreeTaps(), 3)) && s.out_height % tile_side == 0 && s.out_width % tile_side == 0 &&
         wide(s.channels) && wide(s.out_channels);
}

template <typename Number>
void winograd_forward(const Convolution& shape, const Number* image, const float* weight, Number* output) {
  with_taps(shape, [&](auto taps) {
    using Taps = decltype(taps);
    multiply<Taps, Number>(ForwardProduct<Taps, Number>{Tiles<Taps>(shape), image, weight, output});
  });
}

template <typename Number>
void winograd_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image) {
  with_taps(shape, [&](auto taps) {
    using Taps = decltype(taps);
    multiply<Taps, Number>(ImageGradientProduct<Taps, Number>{Tiles<Taps>(shape), output, weight, image});
  });
}

template bool winograd_fits<float>(const Convolution&);
template bool winograd_fits<Bfloat16>(const Convolution&);
template void winograd_forward(const Convolution&, const float*, const float*, float*);
template void winograd_forward(const Convolution&, const Bfloat16*, const float*, Bfloat16*);
template void winograd_image_gradient(const Convolution&, const float*, const float*, float*);
template void winograd_image_gradient(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
