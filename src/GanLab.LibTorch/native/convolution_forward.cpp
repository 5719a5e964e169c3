// The forward convolution: one row for each output pixel.
#include "convolution_kernels.h"

#ifdef GANLAB_AVX512

#include "winograd.h"

#include "convolution_row_products.h"

namespace ganlab {

namespace {

// The weights as right factor of the forward convolution: column c is output channel c, whose weights lie in a row.
template <typename MicroTile, typename Number, typename Result>
void pack_weights(const RowProduct<Number, Result>& product, const float* weight) {
  constexpr int64_t stretch = 2 * lanes;  // words taken from each row before the next
  const int64_t run_words = product.run_words();
  const int64_t run_length = product.patches.run_length();
  const int64_t words = product.words();
  const int64_t tasks = divide_up(product.columns, MicroTile::columns) * product.patches.runs;
  share_out(product.threads(), tasks, [&](const auto& draw) {
    alignas(64) Word rows[MicroTile::columns][stretch] = {};
    alignas(64) Word columns[stretch][MicroTile::columns];
    for (int64_t task = draw(); task < tasks; task = draw()) {
      const int64_t run = task % product.patches.runs;
      const int64_t column = task / product.patches.runs * MicroTile::columns;
      const int64_t taken = std::min(MicroTile::columns, product.columns - column);
      for (int64_t at = 0; at < run_words; at += stretch) {
        const int64_t count = std::min(stretch, run_words - at);
        const int64_t element = at * word_size<Number>;
        const int64_t elements = std::min(count * word_size<Number>, run_length - element);
        for (int64_t c = 0; c < taken; c++) {
          const float* row = weight + ((column + c) * product.patches.runs + run) * run_length + element;
          pack_weight_words(row, elements, rows[c], Number());
        }
        for (int64_t c = 0; c < MicroTile::columns; c += lanes) {
          for (int64_t k = 0; k < stretch; k += lanes) {
            transpose(&rows[c][k], stretch, &columns[k][c], MicroTile::columns);
          }
        }
        std::memcpy(
            product.right + column * words + (run * run_words + at) * MicroTile::columns, columns, count * MicroTile::columns * sizeof(Word));
      }
    }
  });
}

template <typename MicroTile, typename Number>
void forward(const Convolution& s, const Number* image, const float* weight, Number* output) {
  RowProduct<Number, Number> product{
      {image, s.height, s.width, s.channels, s.out_height, s.out_width, s.stride_y, s.stride_x, -s.padding_y, -s.padding_x,
       s.kernel_height, s.kernel_width},
      s.batch * s.out_height * s.out_width, s.out_channels, output,
      s.out_height * s.out_width * s.out_channels, s.out_width * s.out_channels, s.out_channels, nullptr};
  const auto right = right_factor<MicroTile>(product);
  product.right = right.get();
  pack_weights<MicroTile>(product, weight);
  multiply_all<MicroTile, Number, Number>({product});
}

}  // namespace

template <typename Number>
void convolution_forward(const Convolution& shape, const Number* image, const float* weight, Number* output) {
  if (winograd_fits<Number>(shape)) {
    return winograd_forward(shape, image, weight, output);
  }
  with_micro_tile(shape.out_channels, [&](auto tile) { forward<decltype(tile)>(shape, image, weight, output); });
}

template void convolution_forward(const Convolution&, const float*, const float*, float*);
template void convolution_forward(const Convolution&, const Bfloat16*, const float*, Bfloat16*);

}  // namespace ganlab

#endif
