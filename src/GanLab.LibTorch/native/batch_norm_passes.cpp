#include "batch_norm_passes.h"

#include "processors.h"

#include <cstring>

namespace ganlab {

namespace {

// Tensors are read and written in fp32 or bfloat16, and computed with in fp32.
inline float read(float number) { return number; }

inline float read(at::BFloat16 number) {
  const uint32_t bits = static_cast<uint32_t>(number.x) << 16;
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

inline void write(float value, float& number) { number = value; }

// To the nearest, to the even one of two; the values here are no NaN unless training has failed, which losses show.
inline void write(float value, at::BFloat16& number) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(value));
  number.x = static_cast<uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

#define INLINE inline __attribute__((always_inline))

// Local copies tell the compiler that no pointer changes while a pass writes, which vectorising needs.

template <typename Number>
INLINE void add_moments(const Block<Number>& b, int64_t row) {
  const Number* const x = b.x + row;
  const float* const origin = b.origin;
  float* const first = b.first;
  float* const second = b.second;
  const int64_t channels = b.channels;
#pragma GCC ivdep
  for (int64_t c = 0; c < channels; c++) {
    const float d = read(x[c]) - origin[c];
    first[c] += d;
    second[c] += d * d;
  }
}

template <typename Number>
INLINE void normalize(const Block<Number>& b, int64_t row) {
  const Number* const x = b.x + row;
  Number* const y = b.written + row;
  const float* const scale = b.scale;
  const float* const shift = b.shift;
  const float slope = b.slope;
  const int64_t channels = b.channels;
#pragma GCC ivdep
  for (int64_t c = 0; c < channels; c++) {
    const float value = read(x[c]) * scale[c] + shift[c];
    write(value > 0 ? value : slope * value, y[c]);
  }
}

INLINE float before_rectifier(float gradient, float normalized, float slope) {
  return normalized > 0 ? gradient : slope * gradient;
}

template <typename Number>
INLINE void add_gradients(const Block<Number>& b, int64_t row) {
  const Number* const x = b.x + row;
  const Number* const dy = b.dy + row;
  const float* const mean = b.mean;
  const float* const scale = b.scale;
  const float* const shift = b.shift;
  float* const first = b.first;
  float* const second = b.second;
  const float slope = b.slope;
  const int64_t channels = b.channels;
#pragma GCC ivdep
  for (int64_t c = 0; c < channels; c++) {
    const float value = read(x[c]);
    const float g = before_rectifier(read(dy[c]), value * scale[c] + shift[c], slope);
    first[c] += g;
    second[c] += g * (value - mean[c]);
  }
}

// dx = scale * (g - mean of g - (x - mean) * k)
template <typename Number>
INLINE void propagate(const Block<Number>& b, int64_t row) {
  const Number* const x = b.x + row;
  const Number* const dy = b.dy + row;
  Number* const dx = b.written + row;
  const float* const mean = b.mean;
  const float* const scale = b.scale;
  const float* const shift = b.shift;
  const float* const mean_gradient = b.mean_gradient;
  const float* const k = b.k;
  const float slope = b.slope;
  const int64_t channels = b.channels;
#pragma GCC ivdep
  for (int64_t c = 0; c < channels; c++) {
    const float value = read(x[c]);
    const float g = before_rectifier(read(dy[c]), value * scale[c] + shift[c], slope);
    write(scale[c] * (g - mean_gradient[c] - (value - mean[c]) * k[c]), dx[c]);
  }
}

template <typename Number>
INLINE void pass_over(Pass pass, const Block<Number>& b) {
  for (int64_t row = 0; row < b.rows * b.channels; row += b.channels) {
    switch (pass) {
      case Pass::AddMoments:
        add_moments(b, row);
        break;
      case Pass::Normalize:
        normalize(b, row);
        break;
      case Pass::AddGradients:
        add_gradients(b, row);
        break;
      case Pass::Propagate:
        propagate(b, row);
        break;
    }
  }
}

}  // namespace

FOR_EACH_PROCESSOR void run(Pass pass, const Block<float>& block) { pass_over(pass, block); }

FOR_EACH_PROCESSOR void run(Pass pass, const Block<at::BFloat16>& block) { pass_over(pass, block); }

}  // namespace ganlab
