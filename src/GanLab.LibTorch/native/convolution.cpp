// What the managed engine calls for a convolution, a transposed convolution or a linear map: the fastest that fits.
#include "convolution.h"

namespace {

ConvolutionSettings settings_of(
    const int64_t* stride, const int64_t* padding, const int64_t* output_padding, const int64_t* dilation, int64_t groups) {
  const auto two = [](const int64_t* numbers) { return std::vector<int64_t>{numbers[0], numbers[1]}; };
  return {two(stride), two(padding), two(output_padding), two(dilation), groups};
}

// In place: nothing else knows of the output yet.
at::Tensor with_bias(const at::Tensor& output, const at::Tensor& bias) {
  return bias.defined() ? output.add_(bias.to(output.scalar_type()).view({1, -1, 1, 1})) : output;
}

bool bias_fits(const at::Tensor& bias, int64_t channels) {
  return !bias.defined() || (bias.dim() == 1 && bias.size(0) == channels);
}

}  // namespace

GL_EXPORT int gl_conv2d(
    Handle input, Handle weight, Handle bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation,
    int64_t groups, Handle* result) {
  return guarded([&] {
    const int64_t none[2] = {0, 0};
    const auto settings = settings_of(stride, padding, none, dilation, groups);
    const auto x = borrow(input);
    const auto w = borrow(weight);
    const auto b = borrow(bias);
    auto y = packed_convolution(x, w, settings);
    *result = release(
        y.defined() && bias_fits(b, y.size(1))
            ? with_bias(y, b)
            : at::conv2d(x, w, b, settings.stride, settings.padding, settings.dilation, settings.groups));
  });
}

GL_EXPORT int gl_conv_transpose2d(
    Handle input, Handle weight, Handle bias, const int64_t* stride, const int64_t* padding, const int64_t* output_padding,
    const int64_t* dilation, int64_t groups, Handle* result) {
  return guarded([&] {
    const auto settings = settings_of(stride, padding, output_padding, dilation, groups);
    const auto x = borrow(input);
    const auto w = borrow(weight);
    const auto b = borrow(bias);
    auto y = packed_transposed_convolution(x, w, settings);
    *result = release(
        y.defined() && bias_fits(b, y.size(1)) ? with_bias(y, b) : transposed_convolution_by_gradient(x, w, b, settings));
  });
}

GL_EXPORT int gl_linear(Handle input, Handle weight, Handle bias, Handle* result) {
  return guarded([&] {
    const auto x = borrow(input);
    const auto w = borrow(weight);
    const auto b = borrow(bias);
    auto y = packed_linear(x, w);
    const bool fits = y.defined() && bias_fits(b, y.size(1));
    *result = release(fits ? with_bias(y, b).flatten(1) : at::linear(x, w, b));
  });
}
