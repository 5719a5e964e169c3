// The weights of a kernel, and their transforms.
#pragma once

#include "winograd_tiles.h"

namespace ganlab {

// Where the weights of a tap are that a pixel of a phase meets, from the first of an output channel.
template <typename Taps>
inline int64_t tap_at(const Convolution& shape, int phase, int y, int x) {
  const int64_t ky = y * Taps::stride + phase / Taps::stride;
  const int64_t kx = x * Taps::stride + phase % Taps::stride;
  return (ky * shape.kernel_width + kx) * shape.channels;
}

// The points of the weights between one output channel and `lanes` channels.
template <typename Taps, typename Store>
[[gnu::always_inline]] inline void weight_points(const Convolution& shape, const float* weight, int phase, const Store& store) {
  __m512 from[Taps::taps][Taps::taps], to[Taps::points][Taps::points];
  take(from, [&](int y, int x) { return _mm512_loadu_ps(weight + tap_at<Taps>(shape, phase, y, x)); });
  both_ways(from, to, [](const __m512* w, __m512* u) { Taps::weight(w, u); });
  give(to, store);
}

}  // namespace ganlab
