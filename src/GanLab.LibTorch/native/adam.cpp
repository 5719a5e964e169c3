// Adam and AdamW over all parameters in one call (Kingma and Ba 2015; Loshchilov and Hutter 2019).
#include "processors.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/record_function.h>

#include <cmath>

namespace {

struct Settings {
  // Differences to one are taken in double precision: 1 - 0.999f is off by 1.3e-5 of its value.
  float beta1, beta1_rest, beta2, beta2_rest, eps;
  float shrink;           // 1 - rate * decay where the decay is decoupled, else 1
  float coupled;          // the decay that goes through the gradient, else 0
  float step_size;        // rate / (1 - beta1^t)
  float root_correction;  // sqrt(1 - beta2^t)
};

struct Chunk {
  float* parameter;
  const float* gradient;
  float* mean;
  float* square;
  int64_t count;
};

constexpr int64_t chunk_size = 1 << 14;

FOR_EACH_PROCESSOR void update(const Chunk& chunk, const Settings& s) {
  float* __restrict parameter = chunk.parameter;
  const float* __restrict gradient = chunk.gradient;
  float* __restrict mean = chunk.mean;
  float* __restrict square = chunk.square;
  for (int64_t i = 0; i < chunk.count; i++) {
    const float p = parameter[i] * s.shrink;
    const float g = gradient[i] + s.coupled * p;
    const float m = s.beta1 * mean[i] + s.beta1_rest * g;
    const float v = s.beta2 * square[i] + s.beta2_rest * g * g;
    mean[i] = m;
    square[i] = v;
    parameter[i] = p - s.step_size * (m / (std::sqrt(v) / s.root_correction + s.eps));
  }
}

bool same_dense_layout(const at::Tensor& a, const at::Tensor& b) {
  return b.is_cpu() && b.scalar_type() == at::kFloat && a.sizes() == b.sizes() && a.strides() == b.strides();
}

void update_with_operators(
    at::Tensor parameter, at::Tensor gradient, at::Tensor mean, at::Tensor square, double rate, double beta1, double beta2,
    double eps, double decay, bool decoupled, double correction1, double correction2) {
  if (decoupled) {
    parameter.mul_(1 - rate * decay);
  } else if (decay != 0) {
    gradient = gradient.add(parameter, decay);
  }
  mean.mul_(beta1).add_(gradient, 1 - beta1);
  square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
  parameter.addcdiv_(mean, (square.sqrt() / std::sqrt(correction2)).add_(eps), -rate / correction1);
}

}  // namespace

GL_EXPORT int gl_adam_step(
    const Handle* parameters, const Handle* gradients, const Handle* means, const Handle* squares, const int64_t* steps,
    int64_t count, double rate, double beta1, double beta2, double eps, double decay, int32_t decoupled) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    RECORD_FUNCTION("ganlab::adam", std::vector<c10::IValue>());
    std::vector<std::pair<Chunk, Settings>> work;
    std::vector<at::Tensor> kept;
    for (int64_t i = 0; i < count; i++) {
      auto parameter = borrow(parameters[i]);
      auto gradient = borrow(gradients[i]);
      auto mean = borrow(means[i]);
      auto square = borrow(squares[i]);
      const double correction1 = 1 - std::pow(beta1, static_cast<double>(steps[i]));
      const double correction2 = 1 - std::pow(beta2, static_cast<double>(steps[i]));
      if (!parameter.is_cpu() || parameter.scalar_type() != at::kFloat || !parameter.is_non_overlapping_and_dense() ||
          !same_dense_layout(parameter, mean) || !same_dense_layout(parameter, square)) {
        update_with_operators(
            parameter, gradient, mean, square, rate, beta1, beta2, eps, decay, decoupled != 0, correction1, correction2);
        continue;
      }
      if (!same_dense_layout(parameter, gradient)) {
        gradient = at::empty_like(parameter).copy_(gradient);
      }
      kept.push_back(gradient);
      // The loop below writes behind autograd's back; a graph that saved one of these must notice, as it does after add_.
      for (const auto& written : {parameter, mean, square}) {
        written.unsafeGetTensorImpl()->bump_version();
      }
      const Settings settings{
          static_cast<float>(beta1), static_cast<float>(1 - beta1), static_cast<float>(beta2), static_cast<float>(1 - beta2),
          static_cast<float>(eps), static_cast<float>(decoupled != 0 ? 1 - rate * decay : 1),
          static_cast<float>(decoupled != 0 ? 0 : decay), static_cast<float>(rate / correction1),
          static_cast<float>(std::sqrt(correction2))};
      for (int64_t start = 0; start < parameter.numel(); start += chunk_size) {
        work.emplace_back(
            Chunk{
                parameter.data_ptr<float>() + start, gradient.data_ptr<float>() + start, mean.data_ptr<float>() + start,
                square.data_ptr<float>() + start, std::min(chunk_size, parameter.numel() - start)},
            settings);
      }
    }
    at::parallel_for(0, static_cast<int64_t>(work.size()), 4, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; i++) {
        update(work[i].first, work[i].second);
      }
    });
  });
}
