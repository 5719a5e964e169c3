// Number formats that trade exactness for speed: bf16 autocast and TF32; and switches for determinism.
#include "shim.h"

#include <ATen/autocast_mode.h>

#include <cstdlib>

GL_EXPORT int gl_set_autocast(int32_t cuda, int32_t enabled) {
  return guarded([&] {
#if TORCH_AT_LEAST(2, 4)
    const auto device = cuda != 0 ? at::kCUDA : at::kCPU;
    at::autocast::set_autocast_enabled(device, enabled != 0);
    at::autocast::set_autocast_dtype(device, at::kBFloat16);
#else
    if (cuda != 0) {
      at::autocast::set_enabled(enabled != 0);
      at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    } else {
      at::autocast::set_cpu_enabled(enabled != 0);
      at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    }
#endif
    if (enabled == 0) {
      at::autocast::clear_cache();
    }
  });
}

bool cpu_autocast_enabled() {
#if TORCH_AT_LEAST(2, 4)
  return at::autocast::is_autocast_enabled(at::kCPU);
#else
  return at::autocast::is_cpu_enabled();
#endif
}

GL_EXPORT int32_t gl_get_matmul_tf32() { return at::globalContext().allowTF32CuBLAS(); }

GL_EXPORT void gl_set_matmul_tf32(int32_t allow) {
  guarded([&] { at::globalContext().setAllowTF32CuBLAS(allow != 0); });
}

GL_EXPORT int32_t gl_get_cudnn_tf32() { return at::globalContext().allowTF32CuDNN(); }

GL_EXPORT void gl_set_cudnn_tf32(int32_t allow) {
  guarded([&] { at::globalContext().setAllowTF32CuDNN(allow != 0); });
}

GL_EXPORT void gl_set_cudnn_benchmark(int32_t enabled) { at::globalContext().setBenchmarkCuDNN(enabled != 0); }

GL_EXPORT void gl_set_deterministic(int32_t enabled) {
#ifdef __GLIBC__
  if (enabled != 0) {
    // cuBLAS reads it when it starts, and libtorch refuses to go on without it.
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
  }
#endif
  at::globalContext().setDeterministicAlgorithms(enabled != 0, false);
  at::globalContext().setDeterministicCuDNN(enabled != 0);
}
