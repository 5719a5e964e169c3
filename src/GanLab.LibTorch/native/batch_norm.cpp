// Batch normalisation with the rectifier after it, each direction in two passes over memory (Ioffe and Szegedy 2015).
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/record_function.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

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

FOR_EACH_PROCESSOR void add_moments(
    const float* x, int64_t rows, int64_t channels, const float* origin, float* __restrict sum, float* __restrict squares) {
  for (int64_t row = 0; row < rows; row++, x += channels) {
    for (int64_t c = 0; c < channels; c++) {
      const float d = x[c] - origin[c];
      sum[c] += d;
      squares[c] += d * d;
    }
  }
}

FOR_EACH_PROCESSOR void normalize(
    const float* x, int64_t rows, int64_t channels, const float* scale, const float* shift, float slope, float* __restrict y) {
  for (int64_t row = 0; row < rows; row++, x += channels, y += channels) {
    for (int64_t c = 0; c < channels; c++) {
      const float value = x[c] * scale[c] + shift[c];
      y[c] = value > 0 ? value : slope * value;
    }
  }
}

FOR_EACH_PROCESSOR void add_gradients(
    const float* x, const float* dy, int64_t rows, int64_t channels, const float* mean, const float* scale, const float* shift,
    float slope, float* __restrict sum, float* __restrict products) {
  for (int64_t row = 0; row < rows; row++, x += channels, dy += channels) {
    for (int64_t c = 0; c < channels; c++) {
      const float g = x[c] * scale[c] + shift[c] > 0 ? dy[c] : slope * dy[c];
      sum[c] += g;
      products[c] += g * (x[c] - mean[c]);
    }
  }
}

// dx = scale * (g - mean of g - (x - mean) * k)
FOR_EACH_PROCESSOR void propagate(
    const float* x, const float* dy, int64_t rows, int64_t channels, const float* mean, const float* scale, const float* shift,
    float slope, const float* mean_gradient, const float* k, float* __restrict dx) {
  for (int64_t row = 0; row < rows; row++, x += channels, dy += channels, dx += channels) {
    for (int64_t c = 0; c < channels; c++) {
      const float g = x[c] * scale[c] + shift[c] > 0 ? dy[c] : slope * dy[c];
      dx[c] = scale[c] * (g - mean_gradient[c] - (x[c] - mean[c]) * k[c]);
    }
  }
}

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

struct RectifiedBatchNorm : torch::autograd::Function<RectifiedBatchNorm> {
  static Variable forward(
      AutogradContext* context, const Variable& input, const Variable& weight, const Variable& bias, const Settings& settings) {
    const auto x = channels_innermost(input);
    const int64_t rows = rows_of(x);
    const int64_t channels = x.size(1);
    const float* values = x.data_ptr<float>();
    auto y = at::empty_like(x);
    RECORD_FUNCTION("ganlab::batch_norm", std::vector<c10::IValue>({x}));

    // Moments about the first row: where the mean is far from zero, moments about zero would cancel.
    const auto [sum, squares] = sum_blocks(rows, channels, [&](int64_t first, int64_t count, float* s, float* q) {
      add_moments(values + first * channels, count, channels, values, s, q);
    });
    Channels of(channels);
    for (int64_t c = 0; c < channels; c++) {
      const double offset = sum[c] / rows;
      const double variance = std::max(0.0, squares[c] / rows - offset * offset);
      of.mean[c] = static_cast<float>(values[c] + offset);
      of.inverse_deviation[c] = static_cast<float>(1 / std::sqrt(variance + settings.eps));
      if (settings.running_mean.defined()) {
        float& mean = settings.running_mean.data_ptr<float>()[c];
        float& unbiased = settings.running_variance.data_ptr<float>()[c];
        mean = static_cast<float>((1 - settings.momentum) * mean + settings.momentum * (values[c] + offset));
        unbiased = static_cast<float>((1 - settings.momentum) * unbiased + settings.momentum * variance * rows / (rows - 1));
      }
    }
    of.fold(weight.data_ptr<float>(), bias.data_ptr<float>());
    for_blocks(rows, channels, [&](int64_t, int64_t first, int64_t count) {
      normalize(
          values + first * channels, count, channels, of.scale.data(), of.shift.data(), static_cast<float>(settings.slope),
          y.data_ptr<float>() + first * channels);
    });
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
        gradient * factor, saved[0], saved[1], {}, {}, saved[3], saved[4], true, eps, {true, true, true});
    return {dx, dweight, dbias};
  }

  static variable_list direct(const variable_list& saved, const Variable& gradient, float slope) {
    const auto& x = saved[0];
    const auto dy = channels_innermost(gradient);
    const int64_t rows = rows_of(x);
    const int64_t channels = x.size(1);
    const float* values = x.data_ptr<float>();
    const float* gradients = dy.data_ptr<float>();
    const float* mean = saved[3].data_ptr<float>();
    const float* inverse_deviation = saved[4].data_ptr<float>();
    auto dx = at::empty_like(x);
    auto dweight = at::empty_like(saved[1]);
    auto dbias = at::empty_like(saved[2]);
    RECORD_FUNCTION("ganlab::batch_norm_backward", std::vector<c10::IValue>({x, dy}));

    Channels of(channels);
    std::copy(mean, mean + channels, of.mean.begin());
    std::copy(inverse_deviation, inverse_deviation + channels, of.inverse_deviation.begin());
    of.fold(saved[1].data_ptr<float>(), saved[2].data_ptr<float>());
    const auto [sum, products] = sum_blocks(rows, channels, [&](int64_t first, int64_t count, float* s, float* p) {
      add_gradients(
          values + first * channels, gradients + first * channels, count, channels, mean, of.scale.data(), of.shift.data(), slope, s, p);
    });
    std::vector<float> mean_gradient(channels), k(channels);
    for (int64_t c = 0; c < channels; c++) {
      dbias.data_ptr<float>()[c] = static_cast<float>(sum[c]);
      dweight.data_ptr<float>()[c] = static_cast<float>(products[c] * inverse_deviation[c]);
      mean_gradient[c] = static_cast<float>(sum[c] / rows);
      k[c] = static_cast<float>(products[c] * inverse_deviation[c] * inverse_deviation[c] / rows);
    }
    for_blocks(rows, channels, [&](int64_t, int64_t first, int64_t count) {
      propagate(
          values + first * channels, gradients + first * channels, count, channels, mean, of.scale.data(), of.shift.data(), slope,
          mean_gradient.data(), k.data(), dx.data_ptr<float>() + first * channels);
    });
    return {dx, dweight, dbias};
  }
};

// Whether the passes above hold: fp32 on the CPU, channels innermost, with a batch to take statistics of.
bool fits(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, bool training) {
  const auto plain = [](const at::Tensor& tensor) { return tensor.is_cpu() && tensor.scalar_type() == at::kFloat; };
  return training && (x.dim() == 2 || x.dim() == 4) && plain(x) && plain(weight) && plain(bias) && weight.is_contiguous() &&
         bias.is_contiguous() && weight.dim() == 1 && weight.size(0) == x.size(1) && bias.sizes() == weight.sizes() &&
         x.numel() > x.size(1) && (x.dim() == 2 || x.is_contiguous(at::MemoryFormat::ChannelsLast));
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
    if (fits(x, w, b, training != 0)) {
      *result = release(RectifiedBatchNorm::apply(x, w, b, Settings{mean, variance, momentum, eps, slope}));
      return;
    }
    auto y = at::batch_norm(x, w, b, mean, variance, training != 0, momentum, eps, at::globalContext().userEnabledCuDNN());
    *result = release(slope == 1 ? y : slope == 0 ? y.relu_() : at::leaky_relu_(y, slope));
  });
}
