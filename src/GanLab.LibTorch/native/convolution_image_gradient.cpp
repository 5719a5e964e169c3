// The image gradient: one row for each pixel, of each kind in its turn.
#include "convolution_kernels.h"

#ifdef GANLAB_AVX512

#include "winograd.h"

#include "convolution_row_products.h"

namespace ganlab {

namespace {

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
template <typename MicroTile, typename Number, typename Result>
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
        for (int64_t column = 0; column < product.columns; column += MicroTile::columns) {
          Word* packed = product.right + column * words + (run * run_words + word) * MicroTile::columns;
          const int64_t columns = std::min(MicroTile::columns, product.columns - column);
          pack_rows(upper + column, lower == nullptr ? nullptr : lower + column, columns, packed, Number());
        }
      }
    }
  });
}

template <typename MicroTile, typename Number, typename Result>
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
      rights.push_back(right_factor<MicroTile>(product));
      product.right = rights.back().get();
      pack_weights<MicroTile>(product, s, down, across, weight);
      products.push_back(product);
    }
  }
  multiply_all<MicroTile, Number, Result>(products);
}

// An image with few channels would leave most of a tile empty: what each output pixel gives to its whole patch is computed
// instead, and each pixel of the image gathers from the patches that it is in.
template <typename Number>
void image_gradient_by_patches(
    const Convolution& s, int64_t patch, const Number* output, const float* weight, Number* image, float* patches) {
  const int64_t pixels = s.batch * s.out_height * s.out_width;
  const Convolution pointwise{pixels, 1, 1, patch, 1, 1, s.out_channels, 1, 1, 1, 1, 0, 0};
  with_micro_tile(patch, [&](auto tile) { image_gradient<decltype(tile)>(pointwise, output, weight, patches); });
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
void convolution_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image) {
  if (winograd_fits<Number>(shape)) {
    return winograd_image_gradient(shape, output, weight, image);
  }
  const int64_t patch = shape.kernel_height * shape.kernel_width * shape.channels;
  if (shape.channels < lanes && patch > shape.channels && patch <= WideMicroTile::columns) {
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
  with_micro_tile(shape.channels, [&](auto tile) { image_gradient<decltype(tile)>(shape, output, weight, image); });
}

template void convolution_image_gradient(const Convolution&, const float*, const float*, float*);
template void convolution_image_gradient(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
