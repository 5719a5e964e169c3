// Convolutions with fewer multiplications (S. Winograd, 1980; Lavin and Gray, 2016, arXiv:1509.09308): two by two outputs at a
// time, from sums and differences of pixels times sums of weights.
//
// Kernels of 4x4 with stride 2 are four kernels of 2x2 with stride 1, one for each phase (a pixel's place in the stride), and
// F(2x2, 2x2) takes 9 multiplications where there were 16. Kernels of 3x3 with stride 1 are done by F(2x2, 3x3): 16 for 36. Their
// factors are 0, 1 and a half, so that little precision is lost.
#pragma once

#include "convolution_kernels.h"

namespace ganlab {

// Whether the products below are for this shape. It does not depend on the batch: a sample gives the same alone.
template <typename Number>
bool winograd_fits(const Convolution& s) {
  constexpr int64_t least = 64;                    // channels, for which the sums before and after are worth it
  constexpr int64_t register_size = 64 / sizeof(Number);
  const auto is = [&](int64_t kernel, int64_t stride) {
    return s.kernel_height == kernel && s.kernel_width == kernel && s.stride_y == stride && s.stride_x == stride &&
           s.height == s.out_height * stride && s.width == s.out_width * stride;
  };
  const auto wide = [](int64_t channels) { return channels >= least && channels % register_size == 0; };
  return (is(4, 2) || is(3, 1)) && s.padding_y == 1 && s.padding_x == 1 && s.out_height % 2 == 0 && s.out_width % 2 == 0 &&
         wide(s.channels) && wide(s.out_channels);
}

// Those of convolution_kernels.h.
template <typename Number>
void winograd_forward(const Convolution& shape, const Number* image, const float* weight, Number* output);

template <typename Number>
void winograd_image_gradient(const Convolution& shape, const Number* output, const float* weight, Number* image);

template <typename Number>
void winograd_weight_gradient(const Convolution& shape, const Number* image, const Number* output, float* weight);

}  // namespace ganlab
