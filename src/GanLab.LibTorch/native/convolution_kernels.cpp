// Where the kernels were compiled in, and whether this processor can run them.
#include "convolution_kernels.h"

namespace ganlab {

#if defined(__x86_64__) && defined(GANLAB_AVX512)

bool convolution_kernels_fit(bool bf16) {
  const bool fits = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  // Processors with matrix units multiply bfloat16 several times faster there, which oneDNN does.
  return fits && (!bf16 || (__builtin_cpu_supports("avx512bf16") && !__builtin_cpu_supports("amx-bf16")));
}

#else

bool convolution_kernels_fit(bool) { return false; }

template <typename Number>
void convolution_forward(const Convolution&, const Number*, const float*, Number*) {}

template <typename Number>
void convolution_image_gradient(const Convolution&, const Number*, const float*, Number*) {}

template <typename Number>
void convolution_weight_gradient(const Convolution&, const Number*, const Number*, float*) {}

template void convolution_forward(const Convolution&, const float*, const float*, float*);
template void convolution_forward(const Convolution&, const Bfloat16*, const float*, Bfloat16*);
template void convolution_image_gradient(const Convolution&, const float*, const float*, float*);
template void convolution_image_gradient(const Convolution&, const Bfloat16*, const float*, Bfloat16*);
template void convolution_weight_gradient(const Convolution&, const float*, const float*, float*);
template void convolution_weight_gradient(const Convolution&, const Bfloat16*, const Bfloat16*, float*);

#endif

}  // namespace ganlab
