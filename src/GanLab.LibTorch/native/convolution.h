// Convolutions in two dimensions with their gradients of every order.
#pragma once

#include "shim.h"

bool cpu_autocast_enabled();

struct ConvolutionSettings {
  std::vector<int64_t> stride, padding, output_padding, dilation;  // two numbers each, for height and width
  int64_t groups;
};

// By our own kernels (convolution_kernels.h): an undefined tensor where they do not fit, and libtorch is to do it.
at::Tensor packed_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings);
at::Tensor packed_transposed_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings);

// The linear map of [N, in] by [out, in], as [N, out, 1, 1].
at::Tensor packed_linear(const at::Tensor& input, const at::Tensor& weight);

// The size [N, C, H, W] of a transposed convolution's output.
std::vector<int64_t> transposed_size(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings);

// Whether each weight meets one pixel only and the output is the kernel's patch.
bool is_single_pixel(const at::Tensor& input, const ConvolutionSettings& settings);

// By libtorch's own operators.
at::Tensor transposed_convolution_by_gradient(
    const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionSettings& settings);
