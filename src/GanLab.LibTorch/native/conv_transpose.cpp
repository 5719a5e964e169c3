// The transposed convolution on the CPU, computed as what it is: the input gradient of a convolution.
//
// libtorch 1.13 has no oneDNN kernel for it and falls back to col2im over a matrix product, some ten times slower than
// the backward convolution that oneDNN does have. The weight of a transposed convolution [in, out/groups, kh, kw] is
// already that of the convolution which it transposes.
#include "shim.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

bool cpu_autocast_enabled();

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

struct Geometry {
  std::vector<int64_t> stride, padding, output_padding, dilation;
  int64_t groups;

  // libtorch divides by some of these before it looks at them, which would end the process.
  void check() const {
    TORCH_CHECK(groups > 0, "groups must be positive, got ", groups);
    for (int64_t i = 0; i < 2; i++) {
      TORCH_CHECK(stride[i] > 0 && dilation[i] > 0, "stride and dilation must be positive");
      TORCH_CHECK(padding[i] >= 0 && output_padding[i] >= 0, "padding must not be negative");
      TORCH_CHECK(
          output_padding[i] < std::max(stride[i], dilation[i]),
          "output padding must be smaller than either stride or dilation, got ", output_padding[i]);
    }
  }

  // Whether the computation below holds: anything else is left to libtorch, and so is its refusal.
  bool fits(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) const {
    if (input.dim() != 4 || weight.dim() != 4 || input.size(1) != weight.size(0) || input.size(1) % groups != 0 ||
        input.scalar_type() != weight.scalar_type() || input.numel() == 0 || weight.numel() == 0) {
      return false;
    }
    const auto size = output_size(input, weight);
    return size[2] > 0 && size[3] > 0 && (!bias.defined() || (bias.dim() == 1 && bias.size(0) == size[1]));
  }

  std::vector<int64_t> output_size(const at::Tensor& input, const at::Tensor& weight) const {
    std::vector<int64_t> size{input.size(0), weight.size(1) * groups};
    for (int64_t i = 0; i < 2; i++) {
      size.push_back(
          (input.size(2 + i) - 1) * stride[i] - 2 * padding[i] + dilation[i] * (weight.size(2 + i) - 1) + output_padding[i] + 1);
    }
    return size;
  }
};

const std::vector<int64_t> no_output_padding{0, 0};

// The two gradients of a plain convolution; `image` gives only its shape where its gradient is asked for.
std::tuple<at::Tensor, at::Tensor> convolution_gradients(
    const at::Tensor& output_gradient, const at::Tensor& image, const at::Tensor& weight, const Geometry& geometry,
    bool of_image, bool of_weight) {
  auto gradients = at::convolution_backward(
      output_gradient, image, weight, at::OptionalIntArrayRef(), geometry.stride, geometry.padding, geometry.dilation,
      /*transposed=*/false, no_output_padding, geometry.groups, {of_image, of_weight, false});
  return {std::get<0>(gradients), std::get<1>(gradients)};
}

struct TransposedConvolution : torch::autograd::Function<TransposedConvolution> {
  static Variable forward(AutogradContext* context, const Variable& input, const Variable& weight, const Geometry& geometry) {
    context->save_for_backward({input, weight});
    context->saved_data["stride"] = geometry.stride;
    context->saved_data["padding"] = geometry.padding;
    context->saved_data["dilation"] = geometry.dilation;
    context->saved_data["groups"] = geometry.groups;
    const auto format = weight.suggest_memory_format();
    auto image = at::empty(geometry.output_size(input, weight), input.options().memory_format(format));
    return std::get<0>(convolution_gradients(input, image, weight, geometry, true, false));
  }

  // Written in differentiable operators, so that gradients of gradients need nothing more.
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto& input = saved[0];
    const auto& weight = saved[1];
    const Geometry geometry{
        context->saved_data["stride"].toIntVector(), context->saved_data["padding"].toIntVector(), no_output_padding,
        context->saved_data["dilation"].toIntVector(), context->saved_data["groups"].toInt()};
    const auto& gradient = gradients[0];
    Variable input_gradient;
    Variable weight_gradient;
    if (context->needs_input_grad(0)) {
      input_gradient = at::convolution(
          gradient, weight, {}, geometry.stride, geometry.padding, geometry.dilation, false, no_output_padding, geometry.groups);
    }
    if (context->needs_input_grad(1)) {
      weight_gradient = std::get<1>(convolution_gradients(input, gradient, weight, geometry, false, true));
    }
    return {input_gradient, weight_gradient, Variable()};
  }
};

// From a single pixel the transposed convolution is one matrix product.
at::Tensor from_single_pixel(const at::Tensor& input, const at::Tensor& weight) {
  const auto pixels = input.flatten(1);
  if (weight.suggest_memory_format() == at::MemoryFormat::ChannelsLast) {
    const auto product = pixels.mm(weight.permute({0, 2, 3, 1}).flatten(1));
    return product.view({input.size(0), weight.size(2), weight.size(3), weight.size(1)}).permute({0, 3, 1, 2});
  }
  return pixels.mm(weight.flatten(1)).view({input.size(0), weight.size(1), weight.size(2), weight.size(3)});
}

bool is_single_pixel(const at::Tensor& input, const Geometry& geometry) {
  const auto all_are = [](const std::vector<int64_t>& values, int64_t value) { return values[0] == value && values[1] == value; };
  return input.size(2) == 1 && input.size(3) == 1 && geometry.groups == 1 && all_are(geometry.padding, 0) &&
         all_are(geometry.output_padding, 0) && all_are(geometry.dilation, 1);
}

}  // namespace

GL_EXPORT int gl_conv_transpose2d(
    Handle input, Handle weight, Handle bias, const int64_t* stride, const int64_t* padding, const int64_t* output_padding,
    const int64_t* dilation, int64_t groups, Handle* result) {
  return guarded([&] {
    const Geometry geometry{
        {stride[0], stride[1]}, {padding[0], padding[1]}, {output_padding[0], output_padding[1]}, {dilation[0], dilation[1]}, groups};
    auto x = borrow(input);
    auto w = borrow(weight);
    auto b = borrow(bias);

    geometry.check();
    if (!x.is_cpu() || !w.is_cpu() || !geometry.fits(x, w, b)) {
      *result = release(at::conv_transpose2d(
          x, w, b, geometry.stride, geometry.padding, geometry.output_padding, geometry.groups, geometry.dilation));
      return;
    }

    if (cpu_autocast_enabled() && x.scalar_type() != at::kDouble) {
      x = at::autocast::cached_cast(at::kBFloat16, x, c10::DeviceType::CPU);
      w = at::autocast::cached_cast(at::kBFloat16, w, c10::DeviceType::CPU);
    }
    auto y = is_single_pixel(x, geometry) ? from_single_pixel(x, w) : TransposedConvolution::apply(x, w, geometry);
    *result = release(b.defined() ? y + b.to(y.scalar_type()).view({1, -1, 1, 1}) : y);
  });
}
