// Products with one row for each patch: the forward convolution, and the image gradient for each kind of pixel.
#include "convolution_kernels.h"

#ifdef GANLAB_AVX512

#include "convolution_patches.h"
#include "convolution_tasks.h"
#include "convolution_tile.h"
#include "winograd.h"

namespace ganlab {

namespace {

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
template <typename Tile, typename Result>
struct RowWorkspace {
  static constexpr bool direct = std::is_same_v<Result, float>;  // sums are made where the results belong

  explicit RowWorkspace(int64_t columns)
      : stride(round_up(columns, Tile::columns)), left(block_rows * row_stride), sums(direct ? 1 : block_rows * stride) {
    std::memset(left.get(), 0, block_rows * row_stride * sizeof(Word));
  }

  int64_t stride;
  Buffer<Word> left;
  Buffer<float> sums;
  Place places[block_rows];
  Result* results[block_rows];
  float nowhere[Tile::columns];

  float* sum_at(int64_t row, int64_t column, int64_t rows) {
    if constexpr (direct) {
      return row < rows ? results[row] + column : nowhere;
    } else {
      return sums.get() + row * stride + column;
    }
  }
};

template <typename Tile, typename Number, typename Result>
void multiply_rows(
    const RowProduct<Number, Result>& product, int64_t first_row, int64_t row_count, RowWorkspace<Tile, Result>& space) {
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
    for (int64_t column = 0; column < product.columns; column += Tile::columns) {
      const Word* right = product.right + column * words + k * Tile::columns;
      const int64_t columns = std::min(Tile::columns, product.columns - column);
      for (int64_t i = 0; i < row_count; i += Tile::rows) {
        float* sums[Tile::rows];
        for (int64_t r = 0; r < Tile::rows; r++) {
          sums[r] = space.sum_at(i + r, column, row_count);
        }
        multiply_tile<Tile, Number, Left::RowMajor>(space.left.get() + i * row_stride, right, count, sums, columns, k > 0);
        if constexpr (!RowWorkspace<Tile, Result>::direct) {
          if (k + depth >= words) {
            for (int64_t r = 0; r < Tile::rows && i + r < row_count; r++) {
              store(sums[r], columns, space.results[i + r] + column);
            }
          }
        }
      }
    }
  }
}

// Carries out products whose right factors are packed.
template <typename Tile, typename Number, typename Result>
void multiply_all(const std::vector<RowProduct<Number, Result>>& products) {
  struct Task {
    const RowProduct<Number, Result>* product;
    int64_t first_row, row_count;
  };
  std::vector<Task> tasks;
  const int64_t threads = products.empty() ? 1 : products[0].threads();
  for (const auto& product : products) {
    const int64_t blocks = divide_up(product.rows, threads * block_rows) * threads;
    const int64_t size = std::min(block_rows, round_up(divide_up(product.rows, blocks), Tile::rows));
    for (int64_t row = 0; row < product.rows; row += size) {
      tasks.push_back({&product, row, std::min(size, product.rows - row)});
    }
  }
  share_out(threads, tasks.size(), [&](const auto& draw) {
    const auto space = std::make_unique<RowWorkspace<Tile, Result>>(products[0].columns);
    for (size_t i = draw(); i < tasks.size(); i = draw()) {
      multiply_rows(*tasks[i].product, tasks[i].first_row, tasks[i].row_count, *space);
    }
  });
}

// The weights as right factor of the forward convolution: column c is output channel c, whose weights lie in a row.
template <typename Tile, typename Number, typename Result>
void pack_weights(const RowProduct<Number, Result>& product, const float* weight) {
  constexpr int64_t stretch = 2 * lanes;  // words taken from each row before the next
  const int64_t run_words = product.run_words();
  const int64_t run_length = product.patches.run_length();
  const int64_t words = product.words();
  const int64_t tasks = divide_up(product.columns, Tile::columns) * product.patches.runs;
  share_out(product.threads(), tasks, [&](const auto& draw) {
    alignas(64) Word rows[Tile::columns][stretch] = {};
    alignas(64) Word columns[stretch][Tile::columns];
    for (int64_t task = draw(); task < tasks; task = draw()) {
      const int64_t run = task % product.patches.runs;
      const int64_t column = task / product.patches.runs * Tile::columns;
      const int64_t taken = std::min(Tile::columns, product.columns - column);
      for (int64_t at = 0; at < run_words; at += stretch) {
        const int64_t count = std::min(stretch, run_words - at);
        const int64_t element = at * word_size<Number>;
        const int64_t elements = std::min(count * word_size<Number>, run_length - element);
        for (int64_t c = 0; c < taken; c++) {
          const float* row = weight + ((column + c) * product.patches.runs + run) * run_length + element;
          pack_weight_words(row, elements, rows[c], Number());
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
template <typename Tile, typename Number, typename Result>
void pack_weights(const RowProduct<Number, Result>& product, const Convolution& shape, const Phase& down, const Phase& across, const float* weight) {
  const int64_t run_words = product.run_words();
  const int64_t run_length = product.patches.run_length();
  const int64_t words = product.words();
  const auto row_of = [&](int64_t run, int64_t element) {
    const int64_t out_channel = element % shape.out_channels;
    const int64_t ky = down.first_tap + (down.taps - 1 - run) * shape.stride_y;
    const int64_t kx = across.first_tap + (across.taps - 1 - element / shape.out_channels) * shape.stride_x;
    return weight + ((out_channel * shape.kernel_height + ky) * shape.kernel_width + kx) * shape.channels;
  };
  share_out(product.threads(), product.patches.runs, [&](const auto& draw) {
    for (int64_t run = draw(); run < product.patches.runs; run = draw()) {
      for (int64_t word = 0; word < run_words; word++) {
        const int64_t element = word * word_size<Number>;
        const float* upper = row_of(run, element);
        const float* lower = element + 1 < run_length ? row_of(run, element + 1) : nullptr;
        for (int64_t column = 0; column < product.columns; column += Tile::columns) {
          Word* packed = product.right + column * words + (run * run_words + word) * Tile::columns;
          const int64_t columns = std::min(Tile::columns, product.columns - column);
          pack_rows(upper + column, lower == nullptr ? nullptr : lower + column, columns, packed, Number());
        }
      }
    }
  });
}

template <typename Tile, typename Number, typename Result>
Buffer<Word> right_factor(const RowProduct<Number, Result>& product) {
  return Buffer<Word>(std::max<int64_t>(1, product.words()) * round_up(product.columns, Tile::columns));
}

template <typename Tile, typename Number>
void forward(const Convolution& s, const Number* image, const float* weight, Number* output) {
  RowProduct<Number, Number> product{
      {image, s.height, s.width, s.channels, s.out_height, s.out_width, s.stride_y, s.stride_x, -s.padding_y, -s.padding_x,
       s.kernel_height, s.kernel_width},
      s.batch * s.out_height * s.out_width, s.out_channels, output,
      s.out_height * s.out_width * s.out_channels, s.out_width * s.out_channels, s.out_channels, nullptr};
  const auto right = right_factor<Tile>(product);
  product.right = right.get();
  pack_weights<Tile>(product, weight);
  multiply_all<Tile, Number, Number>({product});
}

template <typename Tile, typename Number, typename Result>
void image_gradient(const Convolution& s, const Number* output, const float* weight, Result* image) {
  std::vector<RowProduct<Number, Result>> products;
  std::vector<Buffer<Word>> rights;
  for (int64_t residue_y = 0; residue_y < s.stride_y; residue_y++) {
    for (int64_t residue_x = 0; residue_x < s.stride_x; residue_x++) {
      const Phase down(residue_y, s.height, s.kernel_height, s.stride_y, s.padding_y);
      const Phase across(residue_x, s.width, s.kernel_width, s.stride_x, s.padding_x);
      if (down.pixels == 0 || across.pixels == 0) {
        continue;
      }
      const bool met = down.taps > 0 && across.taps > 0;
      RowProduct<Number, Result> product{
          {output, s.out_height, s.out_width, s.out_channels, down.pixels, across.pixels, 1, 1, down.origin, across.origin,
           met ? down.taps : 0, met ? across.taps : 1},
          s.batch * down.pixels * across.pixels, s.channels,
          image + (down.first_pixel * s.width + across.first_pixel) * s.channels,
          s.height * s.width * s.channels, s.stride_y * s.width * s.channels, s.stride_x * s.channels, nullptr};
      rights.push_back(right_factor<Tile>(product));
      product.right = rights.back().get();
      pack_weights<Tile>(product, s, down, across, weight);
      products.push_back(product);
    }
  }
  multiply_all<Tile, Number, Result>(products);
}

// An image with few channels would leave most of a tile empty: what each output pixel gives to its whole patch is computed
// instead, and each pixel of the image gathers from the patches that it is in.
template <typename Number>
void image_gradient_by_patches(
    const Convolution& s, int64_t patch, const Number* output, const float* weight, Number* image, float* patches) {
  const int64_t pixels = s.batch * s.out_height * s.out_width;
  const Convolution pointwise{pixels, 1, 1, patch, 1, 1, s.out_channels, 1, 1, 1, 1, 0, 0};
  with_tile(patch, [&](auto tile) { image_gradient<decltype(tile)>(pointwise, output, weight, patches); });
  share_out(threads_for(pixels, patch, s.out_channels), s.batch * s.height, [&](const auto& draw) {
    std::vector<float> row(s.width * s.channels);
    for (int64_t task = draw(); task < s.batch * s.height; task = draw()) {
      const int64_t sample = task / s.height;
      const int64_t y = task % s.height;
      std::fill(row.begin(), row.end(), 0.0f);
      for (int64_t ky = 0; ky < s.kernel_height; ky++) {
        const int64_t oy = (y + s.padding_y - ky) / s.stride_y;
        if (y + s.padding_y < ky || (y + s.padding_y - ky) % s.stride_y != 0 || oy >= s.out_height) {
          continue;
        }
        for (int64_t ox = 0; ox < s.out_width; ox++) {
          const float* from = patches + ((sample * s.out_height + oy) * s.out_width + ox) * patch + ky * s.kernel_width * s.channels;
          const int64_t x = ox * s.stride_x - s.padding_x;
          const int64_t first = std::clamp<int64_t>(-x, 0, s.kernel_width) * s.channels;
          const int64_t last = std::clamp<int64_t>(s.width - x, 0, s.kernel_width) * s.channels;
          for (int64_t i = first; i < last; i++) {
            row[x * s.channels + i] += from[i];
          }
        }
      }
      store(row.data(), row.size(), image + task * s.width * s.channels);
    }
  });
}

}  // namespace

template <typename Number>
void convolution_forward(const Convolution& shape, const Number* image, const float* weight, Number* output) {
  if (winograd_fits<Number>(shape)) {
    return winograd_forward(shape, image, weight, output);
  }
  with_tile(shape.out_channels, [&](auto tile) { forward<decltype(tile)>(shape, image, weight, output); });
}

template <typename Number>
void convolution_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image) {
  if (winograd_fits<Number>(shape)) {
    return winograd_image_gradient(shape, output, weight, image);
  }
  const int64_t patch = shape.kernel_height * shape.kernel_width * shape.channels;
  if (shape.channels < lanes && patch > shape.channels && patch <= WideTile::columns) {
    constexpr int64_t most = 1 << 23;  // numbers, so that a large batch takes no more room than a small one
    const int64_t of_sample = shape.out_height * shape.out_width * patch;
    const int64_t samples = std::clamp<int64_t>(most / of_sample, 1, shape.batch);
    const Buffer<float> patches(samples * of_sample);
    for (int64_t first = 0; first < shape.batch; first += samples) {
      auto part = shape;
      part.batch = std::min(samples, shape.batch - first);
      image_gradient_by_patches(
          part, patch, output + first * shape.out_height * shape.out_width * shape.out_channels, weight,
          image + first * shape.height * shape.width * shape.channels, patches.get());
    }
    return;
  }
  with_tile(shape.channels, [&](auto tile) { image_gradient<decltype(tile)>(shape, output, weight, image); });
}

template void convolution_forward(const Convolution&, const float*, const float*, float*);
template void convolution_forward(const Convolution&, const Bfloat16*, const float*, Bfloat16*);
template void convolution_image_gradient(const Convolution&, const float*, const float*, float*);
template void convolution_image_gradient(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
