#include "convolution_kernels.h"

#if defined(__x86_64__) && defined(__AVX512F__)

#include "convolution_patches.h"
#include "convolution_tile.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <memory>
#include <vector>

namespace ganlab {

namespace {

constexpr int64_t block_rows = 192;         // rows whose patches are packed at a time: they fit in the second cache
constexpr int64_t block_results = 1 << 16;  // results that stay in the second cache while a long sum is made

int64_t divide_up(int64_t value, int64_t by) { return (value + by - 1) / by; }

int64_t round_up(int64_t value, int64_t to) { return divide_up(value, to) * to; }

// Memory that starts at a cache line; what is in it is not defined.
template <typename T>
class Buffer {
 public:
  explicit Buffer(int64_t count) : memory_(static_cast<T*>(::operator new(count * sizeof(T), alignment))) {}
  T* get() const { return memory_.get(); }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(T* memory) const { ::operator delete(memory, alignment); }
  };
  std::unique_ptr<T, Free> memory_;
};

// Gives tasks to the threads as they come free: a thread that something else on the machine holds up delays nothing.
template <typename Worker>
void share_out(int64_t tasks, const Worker& worker) {
  std::atomic<int64_t> next{0};
  const auto draw = [&] { return next.fetch_add(1, std::memory_order_relaxed); };
  at::parallel_for(0, std::min<int64_t>(tasks, at::get_num_threads()), 1, [&](int64_t, int64_t) { worker(draw); });
}

template <bool Bf16>
constexpr int64_t word_size = Bf16 ? 2 : 1;  // elements of the summed dimension in a word

// --- Products with one row for each patch: the forward convolution, and its image gradient for one kind of pixel.

struct RowProduct {
  Patches patches;
  int64_t rows;
  int64_t columns;
  // Result rows: one for each point of the patches' grid, at these distances from each other.
  float* result;
  int64_t result_sample, result_row, result_column;
  Word* right;  // [panels of columns][words][columns of a tile]

  template <bool Bf16>
  int64_t run_words() const {
    return divide_up(patches.run_length(), word_size<Bf16>);
  }

  template <bool Bf16>
  int64_t words() const {
    return patches.runs * run_words<Bf16>();
  }

  float* result_at(int64_t row) const {
    const int64_t column = row % patches.grid_width;
    const int64_t line = row / patches.grid_width % patches.grid_height;
    const int64_t sample = row / (patches.grid_width * patches.grid_height);
    return result + sample * result_sample + line * result_row + column * result_column;
  }
};

// Words [first, first + count) of a patch.
template <bool Bf16>
void pack_patch(const RowProduct& product, const Patches::Place& place, int64_t first, int64_t count, Word* words) {
  const int64_t run_words = product.run_words<Bf16>();
  const int64_t run_length = product.patches.run_length();
  int64_t run = first / run_words;
  int64_t at = first % run_words;
  while (count > 0) {
    const int64_t taken = std::min(count, run_words - at);
    const int64_t element = at * word_size<Bf16>;
    const int64_t elements = std::min(taken * word_size<Bf16>, run_length - element);
    if (const float* values = product.patches.find(place, run, element, elements)) {
      pack_words(values, elements, words, std::bool_constant<Bf16>());
    } else {
      alignas(64) float copies[word_size<Bf16> * depth];
      product.patches.read(place, run, element, elements, copies);
      pack_words(copies, elements, words, std::bool_constant<Bf16>());
    }
    words += taken;
    count -= taken;
    at = 0;
    run++;
  }
}

template <typename Tile, bool Bf16>
void multiply_rows(
    const RowProduct& product, int64_t first_row, int64_t row_count, Word* left, Patches::Place* places, float** results, float* nowhere) {
  const int64_t words = product.words<Bf16>();
  product.patches.locate(first_row, row_count, places);
  for (int64_t i = 0; i < round_up(row_count, Tile::rows); i++) {
    results[i] = i < row_count ? product.result_at(first_row + i) : nowhere;
  }
  // Where no tap meets a pixel its result is the empty sum.
  for (int64_t k = 0; k == 0 || k < words; k += depth) {
    const int64_t count = std::min(depth, words - k);
    for (int64_t i = 0; i < row_count; i++) {
      pack_patch<Bf16>(product, places[i], k, count, left + i * row_stride);
    }
    for (int64_t column = 0; column < product.columns; column += Tile::columns) {
      const Word* right = product.right + column * words + k * Tile::columns;
      for (int64_t i = 0; i < row_count; i += Tile::rows) {
        float* places_of_results[Tile::rows];
        for (int64_t r = 0; r < Tile::rows; r++) {
          places_of_results[r] = results[i + r] == nowhere ? nowhere : results[i + r] + column;
        }
        multiply_tile<Tile, Bf16, Left::RowMajor>(
            left + i * row_stride, right, count, places_of_results, product.columns - column, k > 0);
      }
    }
  }
}

// Carries out products whose right factors are packed.
template <typename Tile, bool Bf16>
void multiply_all(const std::vector<RowProduct>& products) {
  struct Task {
    const RowProduct* product;
    int64_t first_row, row_count;
  };
  std::vector<Task> tasks;
  const int64_t threads = at::get_num_threads();
  for (const auto& product : products) {
    const int64_t blocks = divide_up(product.rows, threads * block_rows) * threads;
    const int64_t size = std::min(block_rows, round_up(divide_up(product.rows, blocks), Tile::rows));
    for (int64_t row = 0; row < product.rows; row += size) {
      tasks.push_back({&product, row, std::min(size, product.rows - row)});
    }
  }
  share_out(tasks.size(), [&](const auto& draw) {
    Buffer<Word> left(block_rows * row_stride);
    std::memset(left.get(), 0, block_rows * row_stride * sizeof(Word));
    Patches::Place places[block_rows];
    float* results[block_rows];
    float nowhere[WideTile::columns];
    for (size_t i = draw(); i < tasks.size(); i = draw()) {
      multiply_rows<Tile, Bf16>(*tasks[i].product, tasks[i].first_row, tasks[i].row_count, left.get(), places, results, nowhere);
    }
  });
}

// The weights as right factor of the forward convolution: column c is output channel c, whose weights lie in a row.
template <typename Tile, bool Bf16>
void pack_weights(const RowProduct& product, const float* weight) {
  constexpr int64_t stretch = 2 * lanes;  // words taken from each row before the next
  const int64_t run_words = product.run_words<Bf16>();
  const int64_t run_length = product.patches.run_length();
  const int64_t words = product.words<Bf16>();
  const int64_t tasks = divide_up(product.columns, Tile::columns) * product.patches.runs;
  share_out(tasks, [&](const auto& draw) {
    alignas(64) Word rows[Tile::columns][stretch] = {};
    alignas(64) Word columns[stretch][Tile::columns];
    for (int64_t task = draw(); task < tasks; task = draw()) {
      const int64_t run = task % product.patches.runs;
      const int64_t column = task / product.patches.runs * Tile::columns;
      const int64_t taken = std::min(Tile::columns, product.columns - column);
      for (int64_t at = 0; at < run_words; at += stretch) {
        const int64_t count = std::min(stretch, run_words - at);
        const int64_t element = at * word_size<Bf16>;
        const int64_t elements = std::min(count * word_size<Bf16>, run_length - element);
        for (int64_t c = 0; c < taken; c++) {
          const float* row = weight + ((column + c) * product.patches.runs + run) * run_length + element;
          pack_words(row, elements, rows[c], std::bool_constant<Bf16>());
        }
        for (int64_t c = 0; c < Tile::columns; c += lanes) {
          for (int64_t k = 0; k < stretch; k += lanes) {
            transpose(&rows[c][k], stretch, &columns[k][c], Tile::columns);
          }
        }
        std::memcpy(
            product.right + column * words + (run * run_words + at) * Tile::columns, columns, count * Tile::columns * sizeof(Word));
      }
    }
  });
}

// The taps of a kernel that meet pixels of one kind: those whose place in the stride is the same.
struct Phase {
  int64_t first_pixel, pixels;  // along the image
  int64_t first_tap, taps;      // along the kernel, one in every stride
  int64_t origin;               // the output pixel under the first one's last tap

  Phase(int64_t residue, int64_t size, int64_t kernel, int64_t stride, int64_t padding) {
    first_pixel = ((residue - padding) % stride + stride) % stride;
    pixels = first_pixel < size ? divide_up(size - first_pixel, stride) : 0;
    first_tap = residue;
    taps = residue < kernel ? divide_up(kernel - residue, stride) : 0;
    origin = (first_pixel + padding - residue) / stride - (taps - 1);
  }
};

// The weights as right factor of the image gradient at one kind of pixel: the taps backwards, output channels summed over.
template <typename Tile, bool Bf16>
void pack_weights(const RowProduct& product, const Convolution& shape, const Phase& down, const Phase& across, const float* weight) {
  const int64_t run_words = product.run_words<Bf16>();
  const int64_t run_length = product.patches.run_length();
  const int64_t words = product.words<Bf16>();
  const auto row_of = [&](int64_t run, int64_t element) {
    const int64_t out_channel = element % shape.out_channels;
    const int64_t ky = down.first_tap + (down.taps - 1 - run) * shape.stride_y;
    const int64_t kx = across.first_tap + (across.taps - 1 - element / shape.out_channels) * shape.stride_x;
    return weight + ((out_channel * shape.kernel_height + ky) * shape.kernel_width + kx) * shape.channels;
  };
  share_out(product.patches.runs, [&](const auto& draw) {
    for (int64_t run = draw(); run < product.patches.runs; run = draw()) {
      for (int64_t word = 0; word < run_words; word++) {
        const int64_t element = word * word_size<Bf16>;
        const float* upper = row_of(run, element);
        const float* lower = Bf16 && element + 1 < run_length ? row_of(run, element + 1) : nullptr;
        for (int64_t column = 0; column < product.columns; column += Tile::columns) {
          Word* packed = product.right + column * words + (run * run_words + word) * Tile::columns;
          const int64_t columns = std::min(Tile::columns, product.columns - column);
          if constexpr (Bf16) {
            pack_pairs(upper + column, lower == nullptr ? nullptr : lower + column, columns, packed);
          } else {
            pack_words(upper + column, columns, packed, std::false_type());
          }
        }
      }
    }
  });
}

template <typename Tile, bool Bf16>
Buffer<Word> right_factor(const RowProduct& product) {
  return Buffer<Word>(std::max<int64_t>(1, product.words<Bf16>()) * round_up(product.columns, Tile::columns));
}

template <typename Tile, bool Bf16>
void forward(const Convolution& s, const float* image, const float* weight, float* output) {
  RowProduct product{
      {image, s.height, s.width, s.channels, s.out_height, s.out_width, s.stride_y, s.stride_x, -s.padding_y, -s.padding_x,
       s.kernel_height, s.kernel_width},
      s.batch * s.out_height * s.out_width, s.out_channels, output,
      s.out_height * s.out_width * s.out_channels, s.out_width * s.out_channels, s.out_channels, nullptr};
  const auto right = right_factor<Tile, Bf16>(product);
  product.right = right.get();
  pack_weights<Tile, Bf16>(product, weight);
  multiply_all<Tile, Bf16>({product});
}

template <typename Tile, bool Bf16>
void image_gradient(const Convolution& s, const float* output, const float* weight, float* image) {
  std::vector<RowProduct> products;
  std::vector<Buffer<Word>> rights;
  for (int64_t residue_y = 0; residue_y < s.stride_y; residue_y++) {
    for (int64_t residue_x = 0; residue_x < s.stride_x; residue_x++) {
      const Phase down(residue_y, s.height, s.kernel_height, s.stride_y, s.padding_y);
      const Phase across(residue_x, s.width, s.kernel_width, s.stride_x, s.padding_x);
      if (down.pixels == 0 || across.pixels == 0) {
        continue;
      }
      const bool met = down.taps > 0 && across.taps > 0;
      RowProduct product{
          {output, s.out_height, s.out_width, s.out_channels, down.pixels, across.pixels, 1, 1, down.origin, across.origin,
           met ? down.taps : 0, met ? across.taps : 1},
          s.batch * down.pixels * across.pixels, s.channels,
          image + (down.first_pixel * s.width + across.first_pixel) * s.channels,
          s.height * s.width * s.channels, s.stride_y * s.width * s.channels, s.stride_x * s.channels, nullptr};
      rights.push_back(right_factor<Tile, Bf16>(product));
      product.right = rights.back().get();
      pack_weights<Tile, Bf16>(product, s, down, across, weight);
      products.push_back(product);
    }
  }
  multiply_all<Tile, Bf16>(products);
}

// --- The weight gradient: one row for each output channel, one column for each weight of a channel, summed over all pixels.

// Words [first, first + count) of the output gradient as left factor: [panels of channels][words of pixels][rows of a tile].
// `row` holds a word for each channel, rounded up to whole panels; `stride` is the number of words in a panel of `left`.
template <typename Tile, bool Bf16>
void pack_pixels(
    const float* output, int64_t pixels, int64_t channels, int64_t first, int64_t count, Word* row, Word* left, int64_t stride) {
  for (int64_t k = 0; k < count; k++) {
    const int64_t pixel = (first + k) * word_size<Bf16>;
    const float* upper = output + pixel * channels;
    if constexpr (Bf16) {
      if (pixel + 1 < pixels) {
        pack_pairs(upper, upper + channels, channels, row);
      } else {
        pack_pairs(upper, nullptr, channels, row);
      }
    } else {
      pack_words(upper, channels, row, std::false_type());
    }
    for (int64_t c = 0; c < channels; c += Tile::rows) {
      std::memcpy(left + c * stride + k * Tile::rows, row + c, Tile::rows * sizeof(Word));
    }
  }
}

// A stretch of a patch within one run.
struct Segment {
  int64_t run, first, count;
};

std::vector<Segment> segments(const Patches& patches, int64_t column, int64_t columns) {
  std::vector<Segment> found;
  const int64_t length = patches.run_length();
  for (const int64_t end = std::min(column + columns, patches.runs * length); column < end;) {
    const int64_t count = std::min(end - column, length - column % length);
    found.push_back({column / length, column % length, count});
    column += count;
  }
  return found;
}

// Columns [column, column + a tile's) of the patches around `pixels` points, a word or a pair of points after the other.
template <typename Tile, bool Bf16>
void pack_columns(const Patches& patches, const Patches::Place* places, int64_t pixels, int64_t column, Word* packed) {
  const auto parts = segments(patches, column, Tile::columns);
  const auto read = [&](int64_t pixel, float* copies) -> const float* {
    if (pixel >= pixels) {
      std::fill(copies, copies + Tile::columns, 0.0f);
      return copies;
    }
    if (parts.size() == 1 && parts[0].count == Tile::columns) {
      if (const float* values = patches.find(places[pixel], parts[0].run, parts[0].first, Tile::columns)) {
        return values;
      }
    }
    float* next = copies;
    for (const auto& part : parts) {
      patches.read(places[pixel], part.run, part.first, part.count, next);
      next += part.count;
    }
    return copies;
  };
  alignas(64) float copies[word_size<Bf16>][Tile::columns] = {};
  for (int64_t i = 0; i < pixels; i += word_size<Bf16>, packed += Tile::columns) {
    const float* upper = read(i, copies[0]);
    if constexpr (Bf16) {
      pack_pairs(upper, read(i + 1, copies[1]), Tile::columns, packed);
    } else {
      pack_words(upper, Tile::columns, packed, std::false_type());
    }
  }
}

struct WeightProduct {
  Patches patches;
  const float* output;
  int64_t rows, columns, pixels;

  template <bool Bf16>
  int64_t words() const {
    return divide_up(pixels, word_size<Bf16>);
  }
};

// Results [all rows][first_column, end_column) of the words [first, first + count), which are at most `depth`.
template <typename Tile, bool Bf16>
void multiply_block(
    const WeightProduct& product, const Word* left, int64_t left_stride, int64_t first, int64_t count, int64_t first_column,
    int64_t end_column, Patches::Place* places, Word* right, float* weight, bool add) {
  const int64_t pixel = first * word_size<Bf16>;
  const int64_t pixel_count = std::min(count * word_size<Bf16>, product.pixels - pixel);
  float nowhere[WideTile::columns];
  product.patches.locate(pixel, pixel_count, places);
  for (int64_t column = first_column; column < end_column; column += Tile::columns) {
    pack_columns<Tile, Bf16>(product.patches, places, pixel_count, column, right + (column - first_column) * count);
  }
  for (int64_t row = 0; row < product.rows; row += Tile::rows) {
    for (int64_t column = first_column; column < end_column; column += Tile::columns) {
      float* results[Tile::rows];
      for (int64_t r = 0; r < Tile::rows; r++) {
        results[r] = row + r < product.rows ? weight + (row + r) * product.columns + column : nowhere;
      }
      multiply_tile<Tile, Bf16, Left::WordMajor>(
          left + row * left_stride, right + (column - first_column) * count, count, results, end_column - column, add);
    }
  }
}

// Large weights: each task makes some of the columns, over all pixels.
template <typename Tile, bool Bf16>
void multiply_columns(const WeightProduct& product, float* weight) {
  constexpr int64_t stretch = 2 * depth;  // words that a task packs
  const int64_t words = product.words<Bf16>();
  const int64_t panels = round_up(product.rows, Tile::rows);
  Buffer<Word> left(panels * words);
  share_out(divide_up(words, stretch), [&](const auto& draw) {
    std::vector<Word> row(panels);
    for (int64_t first = draw() * stretch; first < words; first = draw() * stretch) {
      pack_pixels<Tile, Bf16>(
          product.output, product.pixels, product.rows, first, std::min(stretch, words - first), row.data(),
          left.get() + first * Tile::rows, words);
    }
  });
  const int64_t fair = divide_up(product.columns, 2 * at::get_num_threads());
  const int64_t width = round_up(std::min(fair, std::max<int64_t>(1, block_results / product.rows)), Tile::columns);
  share_out(divide_up(product.columns, width), [&](const auto& draw) {
    Buffer<Word> right(depth * width);
    std::vector<Patches::Place> places(depth * word_size<Bf16>);
    for (int64_t column = draw() * width; column < product.columns; column = draw() * width) {
      for (int64_t k = 0; k < words; k += depth) {
        multiply_block<Tile, Bf16>(
            product, left.get() + k * Tile::rows, words, k, std::min(depth, words - k), column,
            std::min(product.columns, column + width), places.data(), right.get(), weight, k > 0);
      }
    }
  });
}

// Small weights: each task sums all of them over some of the pixels, and the sums are added up in order.
template <typename Tile, bool Bf16>
void multiply_pixels(const WeightProduct& product, float* weight) {
  constexpr int64_t most_parts = 16;  // fixed, so that sums do not depend on the number of threads
  constexpr int64_t width = 256;      // columns whose patches are packed at a time
  const int64_t words = product.words<Bf16>();
  const int64_t panels = round_up(product.rows, Tile::rows);
  const int64_t results = product.rows * product.columns;
  const int64_t part = round_up(divide_up(words, most_parts), depth);
  const int64_t parts = divide_up(words, part);
  Buffer<float> sums(parts > 1 ? parts * results : 1);
  share_out(parts, [&](const auto& draw) {
    Buffer<Word> left(panels * depth);
    Buffer<Word> right(depth * width);
    std::vector<Word> row(panels);
    std::vector<Patches::Place> places(depth * word_size<Bf16>);
    for (int64_t task = draw(); task < parts; task = draw()) {
      float* sum = parts > 1 ? sums.get() + task * results : weight;
      for (int64_t k = task * part; k < std::min(words, (task + 1) * part); k += depth) {
        const int64_t count = std::min(depth, words - k);
        pack_pixels<Tile, Bf16>(product.output, product.pixels, product.rows, k, count, row.data(), left.get(), count);
        for (int64_t column = 0; column < product.columns; column += width) {
          multiply_block<Tile, Bf16>(
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

template <typename Tile, bool Bf16>
void weight_gradient(const Convolution& s, const float* image, const float* output, float* weight) {
  const Patches patches{
      image, s.height, s.width, s.channels, s.out_height, s.out_width, s.stride_y, s.stride_x, -s.padding_y, -s.padding_x,
      s.kernel_height, s.kernel_width};
  const WeightProduct product{
      patches, output, s.out_channels, patches.runs * patches.run_length(), s.batch * s.out_height * s.out_width};
  if (product.rows * product.columns <= 2 * block_results) {
    multiply_pixels<Tile, Bf16>(product, weight);
  } else {
    multiply_columns<Tile, Bf16>(product, weight);
  }
}

// Calls a function with the tile that wastes least on a number of columns, and with the precision.
template <typename Function>
void with_tile(int64_t columns, bool bf16, const Function& function) {
  const auto with_precision = [&](auto tile) {
    if (bf16) {
      function(tile, std::true_type());
    } else {
      function(tile, std::false_type());
    }
  };
  if (columns <= NarrowTile::columns) {
    with_precision(NarrowTile());
  } else if (columns <= MediumTile::columns) {
    with_precision(MediumTile());
  } else {
    with_precision(WideTile());
  }
}

// An image with few channels would leave most of a tile empty: what each output pixel gives to its whole patch is computed
// instead, and each pixel of the image gathers from the patches that it is in.
void image_gradient_by_patches(
    const Convolution& s, int64_t patch, const float* output, const float* weight, float* image, bool bf16) {
  const int64_t pixels = s.batch * s.out_height * s.out_width;
  Buffer<float> patches(pixels * patch);
  const Convolution pointwise{pixels, 1, 1, patch, 1, 1, s.out_channels, 1, 1, 1, 1, 0, 0};
  convolution_image_gradient(pointwise, output, weight, patches.get(), bf16);
  share_out(s.batch * s.height, [&](const auto& draw) {
    for (int64_t task = draw(); task < s.batch * s.height; task = draw()) {
      const int64_t sample = task / s.height;
      const int64_t y = task % s.height;
      float* row = image + task * s.width * s.channels;
      std::fill(row, row + s.width * s.channels, 0.0f);
      for (int64_t ky = 0; ky < s.kernel_height; ky++) {
        const int64_t oy = (y + s.padding_y - ky) / s.stride_y;
        if (y + s.padding_y < ky || (y + s.padding_y - ky) % s.stride_y != 0 || oy >= s.out_height) {
          continue;
        }
        for (int64_t ox = 0; ox < s.out_width; ox++) {
          const float* from = patches.get() + ((sample * s.out_height + oy) * s.out_width + ox) * patch + ky * s.kernel_width * s.channels;
          const int64_t x = ox * s.stride_x - s.padding_x;
          const int64_t first = std::clamp<int64_t>(-x, 0, s.kernel_width) * s.channels;
          const int64_t last = std::clamp<int64_t>(s.width - x, 0, s.kernel_width) * s.channels;
          for (int64_t i = first; i < last; i++) {
            row[x * s.channels + i] += from[i];
          }
        }
      }
    }
  });
}

}  // namespace

bool convolution_kernels_fit(bool bf16) {
  const bool fits = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  // Processors with matrix units multiply bfloat16 several times faster there, which oneDNN does.
  return fits && (!bf16 || (__builtin_cpu_supports("avx512bf16") && !__builtin_cpu_supports("amx-bf16")));
}

void convolution_forward(const Convolution& shape, const float* image, const float* weight, float* output, bool bf16) {
  with_tile(shape.out_channels, bf16, [&](auto tile, auto precision) {
    forward<decltype(tile), decltype(precision)::value>(shape, image, weight, output);
  });
}

void convolution_image_gradient(const Convolution& shape, const float* output, const float* weight, float* image, bool bf16) {
  const int64_t patch = shape.kernel_height * shape.kernel_width * shape.channels;
  if (shape.channels < lanes && patch > shape.channels && patch <= WideTile::columns) {
    image_gradient_by_patches(shape, patch, output, weight, image, bf16);
    return;
  }
  with_tile(shape.channels, bf16, [&](auto tile, auto precision) {
    image_gradient<decltype(tile), decltype(precision)::value>(shape, output, weight, image);
  });
}

void convolution_weight_gradient(const Convolution& shape, const float* image, const float* output, float* weight, bool bf16) {
  with_tile(shape.kernel_height * shape.kernel_width * shape.channels, bf16, [&](auto tile, auto precision) {
    weight_gradient<decltype(tile), decltype(precision)::value>(shape, image, output, weight);
  });
}

}  // namespace ganlab

#else

namespace ganlab {

bool convolution_kernels_fit(bool) { return false; }

void convolution_forward(const Convolution&, const float*, const float*, float*, bool) {}
void convolution_image_gradient(const Convolution&, const float*, const float*, float*, bool) {}
void convolution_weight_gradient(const Convolution&, const float*, const float*, float*, bool) {}

}  // namespace ganlab

#endif
