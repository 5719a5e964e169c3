// Convolutions on the CPU as matrix products that never build the matrix: patches of the image are packed block by block. Those
// that winograd.h is for are done so.
//
// The three products of a convolution y = x * w are each other's derivatives:
//   forward          y  [n, out_height, out_width, out_channels]   from x and w
//   image_gradient   dx [n, height, width, channels]               from dy and w; also the transposed convolution
//   weight_gradient  dw [out_channels, kernel_height, kernel_width, channels]   from x and dy
// All tensors are dense with the channels innermost. Sums are in fp32 and in an order that depends neither on the number of
// threads nor on what else is in the batch.
#pragma once

#include <cstdint>

namespace ganlab {

// The upper half of a float.
struct Bfloat16 {
  uint16_t bits;
};

struct Convolution {
  int64_t batch, height, width, channels;              // of the image
  int64_t out_height, out_width, out_channels;         // of the output
  int64_t kernel_height, kernel_width;
  int64_t stride_y, stride_x, padding_y, padding_x;
};

// Whether this processor has what the kernels need: for images and outputs in fp32, or in bfloat16.
bool convolution_kernels_fit(bool bf16);

// Number is float or Bfloat16. With the latter whatever is multiplied is rounded to it; the gradient of weights is in fp32.
template <typename Number>
void convolution_forward(const Convolution& shape, const Number* image, const float* weight, Number* output);

template <typename Number>
void convolution_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image);

template <typename Number>
void convolution_weight_gradient(const Convolution& shape, const Number* image, const Number* output, float* weight);

}  // namespace ganlab
