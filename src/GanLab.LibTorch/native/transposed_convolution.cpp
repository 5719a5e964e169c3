// The transposed convolution on the CPU where our own kernels do not fit: as what it is, the input gradient of a convolution.
//
// libtorch 1.13 has no oneDNN kernel for it and falls back to col2im over a matrix product, some ten times slower than
// the backward convolution that oneDNN does have. The weight of a transposed convolution [in, out/groups, kh, kw] is
// already that of the convolution which it transposes.
#include "convolution.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// libtorch divides by some of these before it looks at them, which would end the process.
void check(const ConvolutionSettings& settings) {
  TORCH_CHECK(settings.groups > 0, "groups must be positive, got ", settings.groups);
  for (int64_t i = 0; i < 2; i++) {
    TORCH_CHECK(settings.stride[i] > 0 && settings.dilation[i] > 0, "stride and dilation must be positive");
    TORCH_CHECK(settings.padding[i] >= 0 && settings.output_padding[i] >= 0, "padding must not be negative");
    TORCH_CHECK(
        settings.output_padding[i] < std::max(settings.stride[i], settings.dilation[i]),
        "output padding must be smaller than either stride or dilation, got ", settings.output_padding[i]);
  }
}

// Whether the computation below holds: anything else is left to libtorch, and so is its refusal.
bool fits(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionSettings& settings) {
  if (input.dim() != 4 || weight.dim() != 4 || input.size(1) != weight.size(0) || input.size(1) % settings.groups != 0 ||
      input.scalar_type() != weight.scalar_type() || input.numel() == 0 || weight.numel() == 0) {
    return false;
  }
  const auto size = transposed_size(input, weight, settings);
  return size[2] > 0 && size[3] > 0 && (!bias.defined() || (bias.dim() == 1 && bias.size(0) == size[1]));
}

const std::vector<int64_t> no_output_padding{0, 0};

// The two gradients of a plain convolution; `image` gives only its shape where its gradient is asked for.
std::tuple<at::Tensor, at::Tensor> convolution_gradients(
    const at::Tensor& output_gradient, const at::Tensor& image, const at::Tensor& weight, const ConvolutionSettings& settings,
    bool of_image, bool of_weight) {
  auto gradients = at::convolution_backward(
      output_gradient, image, weight, at::OptionalIntArrayRef(), settings.stride, settings.padding, settings.dilation,
      /*transposed=*/false, no_output_padding, settings.groups, {of_image, of_weight, false});
  return {std::get<0>(gradients), std::get<1>(gradients)};
}

struct TransposedConvolution : torch::autograd::Function<TransposedConvolution> {
  static Variable forward(AutogradContext* context, const Variable& input, const Variable& weight, const ConvolutionSettings& settings) {
    context->save_for_backward({input, weight});
    context->saved_data["stride"] = settings.stride;
    context->saved_data["padding"] = settings.padding;
    context->saved_data["dilation"] = settings.dilation;
    context->saved_data["groups"] = settings.groups;
    const auto format = weight.suggest_memory_format();
    auto image = at::empty(transposed_size(input, weight, settings), input.options().memory_format(format));
    return std::get<0>(convolution_gradients(input, image, weight, settings, true, false));
  }

  // Written in differentiable operators, so that gradients of gradients need nothing more.
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto& input = saved[0];
    const auto& weight = saved[1];
    const ConvolutionSettings settings{
        context->saved_data["stride"].toIntVector(), context->saved_data["padding"].toIntVector(), no_output_padding,
        context->saved_data["dilation"].toIntVector(), context->saved_data["groups"].toInt()};
    const auto& gradient = gradients[0];
    Variable input_gradient;
    Variable weight_gradient;
    if (context->needs_input_grad(0)) {
      input_gradient = at::convolution(
          gradient, weight, {}, settings.stride, settings.padding, settings.dilation, false, no_output_padding, settings.groups);
    }
    if (context->needs_input_grad(1)) {
      weight_gradient = std::get<1>(convolution_gradients(input, gradient, weight, settings, false, true));
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

}  // namespace

std::vector<int64_t> transposed_size(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings) {
  std::vector<int64_t> size{input.size(0), weight.size(1) * settings.groups};
  for (int64_t i = 0; i < 2; i++) {
    size.push_back(
        (input.size(2 + i) - 1) * settings.stride[i] - 2 * settings.padding[i] +
        settings.dilation[i] * (weight.size(2 + i) - 1) + settings.output_padding[i] + 1);
  }
  return size;
}

bool is_single_pixel(const at::Tensor& input, const ConvolutionSettings& settings) {
  const auto all_are = [](const std::vector<int64_t>& values, int64_t value) { return values[0] == value && values[1] == value; };
  return input.size(2) == 1 && input.size(3) == 1 && settings.groups == 1 && all_are(settings.padding, 0) &&
         all_are(settings.output_padding, 0) && all_are(settings.dilation, 1);
}

at::Tensor transposed_convolution_by_gradient(
    const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, const ConvolutionSettings& settings) {
  check(settings);
  auto x = input;
  auto w = weight;
  if (x.is_cpu() && w.is_cpu() && cpu_autocast_enabled() && x.scalar_type() != at::kDouble) {
    x = at::autocast::cached_cast(at::kBFloat16, x, c10::DeviceType::CPU);
    w = at::autocast::cached_cast(at::kBFloat16, w, c10::DeviceType::CPU);
  }
  if (!x.is_cpu() || !w.is_cpu() || !fits(x, w, bias, settings)) {
    return at::conv_transpose2d(
        x, w, bias, settings.stride, settings.padding, settings.output_padding, settings.groups, settings.dilation);
  }
  auto y = is_single_pixel(x, settings) ? from_single_pixel(x, w) : TransposedConvolution::apply(x, w, settings);
  return bias.defined() ? y + bias.to(y.scalar_type()).view({1, -1, 1, 1}) : y;
}
