// Between bytes and the numbers in [-1, 1] that they stand for, in one pass over memory.
#include "processors.h"
#include "shim.h"

#include <ATen/Parallel.h>

#include <cstring>

namespace {

constexpr int64_t fewest_for_a_thread = 1 << 17;

FOR_EACH_PROCESSOR void to_numbers(const uint8_t* __restrict levels, float* __restrict numbers, int64_t count, float half) {
  for (int64_t i = 0; i < count; i++) {
    numbers[i] = static_cast<float>(levels[i]) / half - 1.0F;
  }
}

FOR_EACH_PROCESSOR void to_levels(const float* __restrict numbers, uint8_t* __restrict levels, int64_t count, float half) {
  // From 2^23 to 2^24 floats are the integers: the sum is rounded to the nearest, ties to even, and ends in its bits.
  constexpr float shift = 1 << 23;
  for (int64_t i = 0; i < count; i++) {
    const float level = (numbers[i] + 1.0F) * half;
    const float above = level > 0.0F ? level : 0.0F;  // NaN is 0 too
    const float shifted = (above < 255.0F ? above : 255.0F) + shift;
    uint32_t bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    levels[i] = static_cast<uint8_t>(bits);
  }
}

template <typename From, typename To, typename Convert>
at::Tensor converted(const at::Tensor& from, at::ScalarType type, Convert convert) {
  TORCH_CHECK(from.is_cpu(), "needs a tensor on the CPU, not on ", from.device());
  const auto dense = from.is_non_overlapping_and_dense() ? from : from.contiguous();
  auto to = at::empty_like(dense, dense.options().dtype(type));
  const auto* source = dense.data_ptr<From>();
  auto* target = to.template data_ptr<To>();
  at::parallel_for(0, dense.numel(), fewest_for_a_thread, [&](int64_t begin, int64_t end) {
    convert(source + begin, target + begin, end - begin);
  });
  return to;
}

}  // namespace

// Bytes b on the CPU as b / half - 1, laid out alike.
GL_EXPORT int gl_levels_to_numbers(Handle levels, double half, Handle* result) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    *result = release(converted<uint8_t, float>(borrow(levels), at::kFloat, [&](const uint8_t* from, float* to, int64_t count) {
      to_numbers(from, to, count, static_cast<float>(half));
    }));
  });
}

// Floats x on the CPU as the byte nearest to (x + 1) * half, laid out alike; NaN as 0.
GL_EXPORT int gl_numbers_to_levels(Handle numbers, double half, Handle* result) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    *result = release(converted<float, uint8_t>(borrow(numbers), at::kByte, [&](const float* from, uint8_t* to, int64_t count) {
      to_levels(from, to, count, static_cast<float>(half));
    }));
  });
}
