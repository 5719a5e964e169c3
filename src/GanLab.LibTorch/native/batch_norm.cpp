// Batch normalisation with the rectifier after it, each direction in two passes over memory (Ioffe and Szegedy 2015).
#include "batch_norm_passes.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/record_function.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>

namespace {

using ganlab::Block;
using ganlab::Pass;
using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

constexpr int64_t block = 256;  // rows whose sums are taken together, whatever the number of threads

// What each pass needs to know of a tensor [rows, channels], channels innermost, one number a channel.
struct Channels {
  std::vector<float> mean, inverse_deviation, scale, shift;  // the normalised tensor is x * scale + shift

  explicit Channels(int64_t count) : mean(count), inverse_deviation(count), scale(count), shift(count) {}

  void fold(const float* weight, const float* bias) {
    for (size_t c = 0; c < mean.size(); c++) {
      scale[c] = weight[c] * inverse_deviation[c];
      shift[c] = bias[c] - mean[c] * scale[c];
    }
  }
};

template <typename Function>
void for_blocks(int64_t rows, int64_t channels, const Function& function) {
  constexpr int64_t worth_a_thread = 1 << 16;  // numbers
  const int64_t grain = std::max<int64_t>(1, worth_a_thread / (block * channels));
  at::parallel_for(0, (rows + block - 1) / block, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      function(i, i * block, std::min(block, rows - i * block));
    }
  });
}

// Two sums a channel over all rows: added up within blocks in fp32 and over blocks, in their order, in fp64.
template <typename Add>
std::pair<std::vector<double>, std::vector<double>> sum_blocks(int64_t rows, int64_t channels, const Add& add) {
  const int64_t blocks = (rows + block - 1) / block;
  std::vector<float> partial(blocks * 2 * channels);
  for_blocks(rows, channels, [&](int64_t i, int64_t first, int64_t count) {
    add(first, count, &partial[2 * i * channels], &partial[(2 * i + 1) * channels]);
  });
  std::vector<double> first(channels), second(channels);
  for (int64_t i = 0; i < blocks; i++) {
    for (int64_t c = 0; c < channels; c++) {
      first[c] += partial[2 * i * channels + c];
      second[c] += partial[(2 * i + 1) * channels + c];
    }
  }
  return {std::move(first), std::move(second)};
}

int64_t rows_of(const at::Tensor& x) { return x.numel() / x.size(1); }

at::Tensor channels_innermost(const at::Tensor& x) {
  return x.dim() == 4 ? x.contiguous(at::MemoryFormat::ChannelsLast) : x.contiguous();
}

at::Tensor to_tensor(const std::vector<float>& values) {
  return at::from_blob(const_cast<float*>(values.data()), {static_cast<int64_t>(values.size())}, at::kFloat).clone();
}

struct Settings {
  at::Tensor running_mean, running_variance;  // undefined where they are not to be updated
  double momentum, eps, slope;
};

template <typename Number>
at::Tensor normalized(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const Settings& settings, Channels& of) {
  const int64_t rows = rows_of(x);
  const int64_t channels = x.size(1);
  const Number* values = x.data_ptr<Number>();
  auto y = at::empty_like(x);

  // Moments about the first row: where the mean is far from zero, moments about zero would cancel.
  std::vector<float> origin(channels);
  std::copy(values, values + channels, origin.begin());
  Block<Number> block{};
  block.channels = channels;
  block.origin = origin.data();
  const auto [sum, squares] = sum_blocks(rows, channels, [&](int64_t first, int64_t count, float* s, float* q) {
    auto part = block;
    part.rows = count;
    part.x = values + first * channels;
    part.first = s;
    part.second = q;
    run(Pass::AddMoments, part);
  });
  for (int64_t c = 0; c < channels; c++) {
    const double offset = sum[c] / rows;
    const double variance = std::max(squares[c] / rows - offset * offset, 0.0);  // NaN stays NaN
    of.mean[c] = static_cast<float>(origin[c] + offset);
    of.inverse_deviation[c] = static_cast<float>(1 / std::sqrt(variance + settings.eps));
    if (settings.running_mean.defined()) {
      float& mean = settings.running_mean.data_ptr<float>()[c];
      float& unbiased = settings.running_variance.data_ptr<float>()[c];
      mean = static_cast<float>((1 - settings.momentum) * mean + settings.momentum * (origin[c] + offset));
      unbiased = static_cast<float>((1 - settings.momentum) * unbiased + settings.momentum * variance * rows / (rows - 1));
    }
  }
  of.fold(weight.data_ptr<float>(), bias.data_ptr<float>());
  block.scale = of.scale.data();
  block.shift = of.shift.data();
  block.slope = static_cast<float>(settings.slope);
  for_blocks(rows, channels, [&](int64_t, int64_t first, int64_t count) {
    auto part = block;
    part.rows = count;
    part.x = values + first * channels;
    part.written = y.data_ptr<Number>() + first * channels;
    run(Pass::Normalize, part);
  });
  return y;
}

// The gradients of input, weight and bias.
template <typename Number>
variable_list propagated(const variable_list& saved, const at::Tensor& dy, float slope) {
  const auto& x = saved[0];
  const int64_t rows = rows_of(x);
  const int64_t channels = x.size(1);
  const float* mean = saved[3].data_ptr<float>();
  const float* inverse_deviation = saved[4].data_ptr<float>();
  auto dx = at::empty_like(x);
  auto dweight = at::empty_like(saved[1]);
  auto dbias = at::empty_like(saved[2]);

  Channels of(channels);
  std::copy(mean, mean + channels, of.mean.begin());
  std::copy(inverse_deviation, inverse_deviation + channels, of.inverse_deviation.begin());
  of.fold(saved[1].data_ptr<float>(), saved[2].data_ptr<float>());
  Block<Number> block{};
  block.channels = channels;
  block.mean = mean;
  block.scale = of.scale.data();
  block.shift = of.shift.data();
  block.slope = slope;
  const auto part_of = [&](int64_t first, int64_t count) {
    auto part = block;
    part.rows = count;
    part.x = x.data_ptr<Number>() + first * channels;
    part.dy = dy.data_ptr<Number>() + first * channels;
    part.written = dx.data_ptr<Number>() + first * channels;
    return part;
  };
  const auto [sum, products] = sum_blocks(rows, channels, [&](int64_t first, int64_t count, float* s, float* p) {
    auto part = part_of(first, count);
    part.first = s;
    part.second = p;
    run(Pass::AddGradients, part);
  });
  std::vector<float> mean_gradient(channels), k(channels);
  for (int64_t c = 0; c < channels; c++) {
    dbias.data_ptr<float>()[c] = static_cast<float>(sum[c]);
    dweight.data_ptr<float>()[c] = static_cast<float>(products[c] * inverse_deviation[c]);
    mean_gradient[c] = static_cast<float>(sum[c] / rows);
    k[c] = static_cast<float>(products[c] * inverse_deviation[c] * inverse_deviation[c] / rows);
  }
  block.mean_gradient = mean_gradient.data();
  block.k = k.data();
  for_blocks(rows, channels, [&](int64_t, int64_t first, int64_t count) { run(Pass::Propagate, part_of(first, count)); });
  return {dx, dweight, dbias};
}

struct RectifiedBatchNorm : torch::autograd::Function<RectifiedBatchNorm> {
  static Variable forward(
      AutogradContext* context, const Variable& input, const Variable& weight, const Variable& bias, const Settings& settings) {
    const auto& x = input;
    Channels of(x.size(1));
    RECORD_FUNCTION("ganlab::batch_norm", std::vector<c10::IValue>({x}));
    auto y = x.scalar_type() == at::kBFloat16 ? normalized<at::BFloat16>(x, weight, bias, settings, of)
                                              : normalized<float>(x, weight, bias, settings, of);
    for (const auto& written : {settings.running_mean, settings.running_variance}) {
      if (written.defined()) {
        written.unsafeGetTensorImpl()->bump_version();
      }
    }
    context->save_for_backward({x, weight, bias, to_tensor(of.mean), to_tensor(of.inverse_deviation)});
    context->saved_data["slope"] = settings.slope;
    context->saved_data["eps"] = settings.eps;
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const double slope = context->saved_data["slope"].toDouble();
    auto found = at::GradMode::is_enabled()
        ? differentiable(saved, gradients[0], slope, context->saved_data["eps"].toDouble())
        : direct(saved, gradients[0], static_cast<float>(slope));
    found.resize(4);
    return found;
  }

  // In operators that have derivatives themselves, for gradients of gradients.
  static variable_list differentiable(const variable_list& saved, const Variable& gradient, double slope, double eps) {
    const auto per_channel = [&](const at::Tensor& tensor) {
      return saved[0].dim() == 4 ? tensor.view({1, -1, 1, 1}) : tensor.view({1, -1});
    };
    at::Tensor factor;
    {
      at::NoGradGuard constant_almost_everywhere;
      const auto normalized = (saved[0] - per_channel(saved[3])) * per_channel(saved[4] * saved[1]) + per_channel(saved[2]);
      factor = at::where(normalized > 0, at::ones({}, at::kFloat), at::full({}, slope, at::kFloat));
    }
    const auto [dx, dweight, dbias] = at::native_batch_norm_backward(
        gradient.to(at::kFloat) * factor, saved[0].to(at::kFloat), saved[1], {}, {}, saved[3], saved[4], true, eps, {true, true, true});
    return {dx.to(saved[0].scalar_type()), dweight, dbias};
  }

  static variable_list direct(const variable_list& saved, const Variable& gradient, float slope) {
    const auto type = saved[0].scalar_type();
    const auto dy = channels_innermost(gradient.to(type));
    RECORD_FUNCTION("ganlab::batch_norm_backward", std::vector<c10::IValue>({saved[0], dy}));
    return type == at::kBFloat16 ? propagated<at::BFloat16>(saved, dy, slope) : propagated<float>(saved, dy, slope);
  }
};

// Whether the passes above hold: on the CPU in fp32 or bfloat16, channels innermost, with a batch to take statistics of.
bool fits(
    const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& mean, const at::Tensor& variance,
    bool training) {
  if (!training || (x.dim() != 2 && x.dim() != 4) || mean.defined() != variance.defined()) {
    return false;
  }
  const auto is_row = [&](const at::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.dim() == 1 && tensor.size(0) == x.size(1) && tensor.is_contiguous();
  };
  const bool is_number = x.is_cpu() && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
  return is_number && is_row(weight) && is_row(bias) && (!mean.defined() || (is_row(mean) && is_row(variance))) &&
         x.numel() > x.size(1) && x.is_contiguous(x.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

}  // namespace

// Normalises [N, C] or [N, C, H, W] and multiplies what is negative by `slope`: 0 is a ReLU, 1 leaves all as it is. In
// training by the batch, with null for the statistics where they are not to be updated; otherwise by the statistics.
GL_EXPORT int gl_batch_norm(
    Handle input, Handle weight, Handle bias, Handle running_mean, Handle running_variance, int32_t training, double momentum,
    double eps, double slope, Handle* result) {
  return guarded([&] {
    const auto x = borrow(input);
    const auto w = borrow(weight);
    const auto b = borrow(bias);
    const auto mean = borrow(running_mean);
    const auto variance = borrow(running_variance);
    if (fits(x, w, b, mean, variance, training != 0)) {
      *result = release(RectifiedBatchNorm::apply(x, w, b, Settings{mean, variance, momentum, eps, slope}));
      return;
    }
    auto y = at::batch_norm(x, w, b, mean, variance, training != 0, momentum, eps, at::globalContext().userEnabledCuDNN());
    *result = release(slope == 1 ? y : slope == 0 ? y.relu_() : at::leaky_relu_(y, slope));
  });
}
