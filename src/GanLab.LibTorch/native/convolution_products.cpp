// The three products of a convolution as functions that autograd knows: each one's derivatives are the other two.
#include "convolution.h"
#include "convolution_kernels.h"
#include "winograd.h"

#include <ATen/record_function.h>
#include <torch/csrc/autograd/custom_function.h>

#include <atomic>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// Everything but the numbers: shapes [N, C, H, W] of image and output, [O, C, kh, kw] of the weight.
struct Products {
  std::vector<int64_t> image, output, weight, weight_strides, stride, padding;
  bool bf16;

  // Of image and output; weights are in fp32.
  at::ScalarType type() const { return bf16 ? at::kBFloat16 : at::kFloat; }

  // Calls a function with a number of that type.
  template <typename Function>
  void with_number(const Function& function) const {
    if (bf16) {
      function(ganlab::Bfloat16());
    } else {
      function(float());
    }
  }

  ganlab::Convolution shape() const {
    return {image[0], image[2], image[3], image[1], output[2], output[3], output[1], weight[2], weight[3],
            stride[0], stride[1], padding[0], padding[1]};
  }

  bool by_winograd() const { return bf16 ? ganlab::winograd_fits<ganlab::Bfloat16>(shape()) : ganlab::winograd_fits<float>(shape()); }

  void save(AutogradContext* context) const {
    auto& saved = context->saved_data;
    saved["image"] = image;
    saved["output"] = output;
    saved["weight"] = weight;
    saved["weight_strides"] = weight_strides;
    saved["stride"] = stride;
    saved["padding"] = padding;
    saved["bf16"] = bf16;
  }

  static Products restore(AutogradContext* context) {
    auto& saved = context->saved_data;
    return {saved["image"].toIntVector(), saved["output"].toIntVector(), saved["weight"].toIntVector(),
            saved["weight_strides"].toIntVector(), saved["stride"].toIntVector(), saved["padding"].toIntVector(),
            saved["bf16"].toBool()};
  }
};

at::Tensor channels_innermost(const at::Tensor& tensor, at::ScalarType type) {
  return tensor.to(type).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor empty(const std::vector<int64_t>& sizes, at::ScalarType type) {
  return at::empty(sizes, at::TensorOptions().dtype(type).memory_format(at::MemoryFormat::ChannelsLast));
}

template <typename Number>
Number* data(const at::Tensor& tensor) {
  return static_cast<Number*>(tensor.data_ptr());
}

// In the layout of the parameter that it belongs to, where that has the channels innermost.
at::Tensor empty_weight(const Products& products) {
  auto like = at::empty_strided(products.weight, products.weight_strides, at::TensorOptions().dtype(at::kFloat));
  return like.is_contiguous(at::MemoryFormat::ChannelsLast) ? like : empty(products.weight, at::kFloat);
}

// For the profile, which counts operations by these three.
#define RECORD_PRODUCT(products, name, output, image, weight)                                \
  RECORD_FUNCTION((products).by_winograd() ? "ganlab::winograd_" name : "ganlab::" name, \
                  std::vector<c10::IValue>({(output), (image), (weight)}))

struct Forward : torch::autograd::Function<Forward> {
  static Variable forward(AutogradContext* context, const Variable& image, const Variable& weight, const Products& products);
  static variable_list backward(AutogradContext* context, variable_list gradients);
};

struct ImageGradient : torch::autograd::Function<ImageGradient> {
  static Variable forward(AutogradContext* context, const Variable& output, const Variable& weight, const Products& products);
  static variable_list backward(AutogradContext* context, variable_list gradients);
};

struct WeightGradient : torch::autograd::Function<WeightGradient> {
  static Variable forward(AutogradContext* context, const Variable& image, const Variable& output, const Products& products);
  static variable_list backward(AutogradContext* context, variable_list gradients);
};

// Operands are laid out before a function takes them, so that what it saves has a history and derivatives go through it.
Variable forward_product(const Variable& image, const Variable& weight, const Products& products) {
  return Forward::apply(channels_innermost(image, products.type()), channels_innermost(weight, at::kFloat), products);
}

Variable image_gradient_product(const Variable& output, const Variable& weight, const Products& products) {
  return ImageGradient::apply(channels_innermost(output, products.type()), channels_innermost(weight, at::kFloat), products);
}

Variable weight_gradient_product(const Variable& image, const Variable& output, const Products& products) {
  return WeightGradient::apply(channels_innermost(image, products.type()), channels_innermost(output, products.type()), products);
}

Variable Forward::forward(AutogradContext* context, const Variable& image, const Variable& weight, const Products& products) {
  context->save_for_backward({image, weight});
  products.save(context);
  auto output = empty(products.output, products.type());
  RECORD_PRODUCT(products, "convolution", output, image, weight);
  products.with_number([&](auto number) {
    using Number = decltype(number);
    ganlab::convolution_forward<Number>(products.shape(), data<Number>(image), data<float>(weight), data<Number>(output));
  });
  return output;
}

variable_list Forward::backward(AutogradContext* context, variable_list gradients) {
  const auto saved = context->get_saved_variables();
  const auto products = Products::restore(context);
  return {
      context->needs_input_grad(0) ? image_gradient_product(gradients[0], saved[1], products) : Variable(),
      context->needs_input_grad(1) ? weight_gradient_product(saved[0], gradients[0], products) : Variable(), Variable()};
}

Variable ImageGradient::forward(AutogradContext* context, const Variable& output, const Variable& weight, const Products& products) {
  context->save_for_backward({output, weight});
  products.save(context);
  auto image = empty(products.image, products.type());
  RECORD_PRODUCT(products, "convolution_image_gradient", output, image, weight);
  products.with_number([&](auto number) {
    using Number = decltype(number);
    ganlab::convolution_image_gradient<Number>(products.shape(), data<Number>(output), data<float>(weight), data<Number>(image));
  });
  return image;
}

variable_list ImageGradient::backward(AutogradContext* context, variable_list gradients) {
  const auto saved = context->get_saved_variables();
  const auto products = Products::restore(context);
  return {
      context->needs_input_grad(0) ? forward_product(gradients[0], saved[1], products) : Variable(),
      context->needs_input_grad(1) ? weight_gradient_product(gradients[0], saved[0], products) : Variable(), Variable()};
}

Variable WeightGradient::forward(AutogradContext* context, const Variable& image, const Variable& output, const Products& products) {
  context->save_for_backward({image, output});
  products.save(context);
  auto weight = empty_weight(products);
  RECORD_PRODUCT(products, "convolution_weight_gradient", output, image, weight);
  products.with_number([&](auto number) {
    using Number = decltype(number);
    ganlab::convolution_weight_gradient<Number>(products.shape(), data<Number>(image), data<Number>(output), data<float>(weight));
  });
  return weight;
}

variable_list WeightGradient::backward(AutogradContext* context, variable_list gradients) {
  const auto saved = context->get_saved_variables();
  const auto products = Products::restore(context);
  return {
      context->needs_input_grad(0) ? image_gradient_product(saved[1], gradients[0], products) : Variable(),
      context->needs_input_grad(1) ? forward_product(saved[0], gradients[0], products) : Variable(), Variable()};
}

std::atomic<bool> enabled{true};

bool is_bf16() { return cpu_autocast_enabled(); }

// Under autocast images and outputs are in bfloat16.
bool is_float(const at::Tensor& tensor) {
  return tensor.is_cpu() && (tensor.scalar_type() == at::kFloat || (is_bf16() && tensor.scalar_type() == at::kBFloat16));
}

bool fits(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings) {
  const auto positive = [](const at::Tensor& tensor) { return tensor.dim() == 4 && tensor.numel() > 0; };
  const auto innermost = [](const at::Tensor& tensor) { return tensor.is_contiguous(at::MemoryFormat::ChannelsLast); };
  return enabled && is_float(input) && is_float(weight) && positive(input) && positive(weight) && settings.groups == 1 &&
         settings.dilation == std::vector<int64_t>{1, 1} && settings.padding[0] >= 0 && settings.padding[1] >= 0 &&
         settings.stride[0] > 0 && settings.stride[1] > 0 && (innermost(input) || innermost(weight)) &&
         ganlab::convolution_kernels_fit(is_bf16());
}

Products products_of(
    const at::Tensor& weight, std::vector<int64_t> image, std::vector<int64_t> output, const ConvolutionSettings& settings) {
  return {std::move(image), std::move(output), weight.sizes().vec(), weight.strides().vec(), settings.stride, settings.padding, is_bf16()};
}

const ConvolutionSettings pointwise{{1, 1}, {0, 0}, {0, 0}, {1, 1}, 1};

}  // namespace

GL_EXPORT int32_t gl_packed_convolutions(int32_t bf16) { return enabled && ganlab::convolution_kernels_fit(bf16 != 0); }

GL_EXPORT void gl_set_packed_convolutions(int32_t enable) { enabled = enable != 0; }

at::Tensor packed_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings) {
  if (!fits(input, weight, settings) || input.size(1) != weight.size(1)) {
    return {};
  }
  std::vector<int64_t> output{input.size(0), weight.size(0), 0, 0};
  for (int64_t i = 0; i < 2; i++) {
    const int64_t room = input.size(2 + i) + 2 * settings.padding[i] - weight.size(2 + i);
    if (room < 0) {
      return {};
    }
    output[2 + i] = room / settings.stride[i] + 1;
  }
  const auto products = products_of(weight, input.sizes().vec(), output, settings);
  return forward_product(input, weight, products);
}

at::Tensor packed_transposed_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionSettings& settings) {
  if (!fits(input, weight, settings) || input.size(1) != weight.size(0)) {
    return {};
  }
  const auto image = transposed_size(input, weight, settings);
  for (int64_t i = 0; i < 2; i++) {
    if (image[2 + i] <= 0 || settings.output_padding[i] < 0 || settings.output_padding[i] >= settings.stride[i]) {
      return {};
    }
  }
  const auto products = products_of(weight, image, input.sizes().vec(), settings);
  const bool is_patch = weight.size(2) * weight.size(3) > 1;
  if (is_patch && is_single_pixel(input, settings)) {
    // From a single pixel each weight is met once: the patch of a pixel is all there is.
    const auto flat = channels_innermost(weight, at::kFloat).permute({0, 2, 3, 1}).reshape({weight.size(0), -1, 1, 1});
    const auto patches = packed_transposed_convolution(input, flat, pointwise);
    return patches.view({image[0], image[2], image[3], image[1]}).permute({0, 3, 1, 2});
  }
  return image_gradient_product(input, weight, products);
}

at::Tensor packed_linear(const at::Tensor& input, const at::Tensor& weight) {
  if (input.dim() != 2 || weight.dim() != 2) {
    return {};
  }
  const auto pixels = [](const at::Tensor& matrix) { return matrix.unsqueeze(-1).unsqueeze(-1); };
  return packed_convolution(pixels(input), pixels(weight), pointwise);
}
