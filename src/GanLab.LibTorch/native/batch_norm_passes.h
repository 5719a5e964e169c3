// The passes of batch normalisation over memory, in fp32 and bfloat16; what they add up to is computed in fp32.
#pragma once

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace ganlab {

// The rows of a block and what a pass over them needs, one number a channel where nothing else is said.
template <typename Number>
struct Block {
  int64_t rows, channels;
  const Number* x;
  const Number* dy;
  Number* written;  // y or dx
  const float* origin;
  const float* mean;
  const float* scale;
  const float* shift;
  float slope;
  const float* mean_gradient;
  const float* k;
  float* first;   // sums that a pass adds to
  float* second;
};

enum class Pass { AddMoments, Normalize, AddGradients, Propagate };

void run(Pass pass, const Block<float>& block);
void run(Pass pass, const Block<at::BFloat16>& block);

}  // namespace ganlab
