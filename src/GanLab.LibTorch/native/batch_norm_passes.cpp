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

// Blocks are taken by value: no pointer in them can then change while a pass writes, which vectorising needs.

template <typename Number>
INLINE void add_moments(Block<Number> b, int64_t row) {
  const Number* const x = b.x + row;
#pragma GCC ivdep
  for (int64_t c = 0; c < b.channels; c++) {
    const float d = read(x[c]) - b.origin[c];
    b.first[c] += d;
    b.second[c] += d * d;
  }
}

template <typename Number>
INLINE void normalize(Block<Number> b, int64_t row) {
  const Number* const x = b.x + row;
  Number* const y = b.written + row;
#pragma GCC ivdep
  for (int64_t c = 0; c < b.channels; c++) {
    const float value = read(x[c]) * b.scale[c] + b.shift[c];
    write(value > 0 ? value : b.slope * value, y[c]);
  }
}

INLINE float before_rectifier(float gradient, float normalized, float slope) {
  return normalized > 0 ? gradient : slope * gradient;
}

template <typename Number>
INLINE void add_gradients(Block<Number> b, int64_t row) {
  const Number* const x = b.x + row;
  const Number* const dy = b.dy + row;
#pragma GCC ivdep
  for (int64_t c = 0; c < b.channels; c++) {
    const float value = read(x[c]);
    const float g = before_rectifier(read(dy[c]), value * b.scale[c] + b.shift[c], b.slope);
    b.first[c] += g;
    b.second[c] += g * (value - b.mean[c]);
  }
}

// dx = scale * (g - mean of g - (x - mean) * k)
template <typename Number>
INLINE void propagate(Block<Number> b, int64_t row) {
  const Number* const x = b.x + row;
  const Number* const dy = b.dy + row;
  Number* const dx = b.written + row;
#pragma GCC ivdep
  for (int64_t c = 0; c < b.channels; c++) {
    const float value = read(x[c]);
    const float g = before_rectifier(read(dy[c]), value * b.scale[c] + b.shift[c], b.slope);
    write(b.scale[c] * (g - b.mean_gradient[c] - (value - b.mean[c]) * b.k[c]), dx[c]);
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
