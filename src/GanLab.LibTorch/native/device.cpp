// The machine under the tensors: libtorch's version and build, threads, CUDA devices.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/cuda.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

GL_EXPORT const char* gl_torch_version() { return TORCH_VERSION; }

GL_EXPORT const char* gl_torch_build() {
  static const std::string description = at::show_config();
  return description.c_str();
}

// A training step frees as much as it allocates. Left alone, glibc returns large blocks to the kernel each time and pays
// with a page fault for every page of the next step; kept, they are reused (a tenth of a step on the CPU).
GL_EXPORT void gl_keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int never = 1 << 30;
  constexpr int growth = 64 << 20;
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, never);
  mallopt(M_TOP_PAD, growth);
#endif
}

GL_EXPORT int32_t gl_get_threads() { return at::get_num_threads(); }

GL_EXPORT int gl_set_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

GL_EXPORT int32_t gl_get_interop_threads() { return at::get_num_interop_threads(); }

GL_EXPORT int gl_set_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

GL_EXPORT int32_t gl_cuda_is_available() { return torch::cuda::is_available(); }

GL_EXPORT int32_t gl_cudnn_is_available() { return torch::cuda::cudnn_is_available(); }

GL_EXPORT int32_t gl_cuda_device_count() { return static_cast<int32_t>(torch::cuda::device_count()); }

GL_EXPORT int gl_cuda_synchronize(int64_t index) {
  return guarded([&] { torch::cuda::synchronize(index); });
}

GL_EXPORT int gl_cuda_manual_seed_all(uint64_t seed) {
  return guarded([&] { torch::cuda::manual_seed_all(seed); });
}

#ifndef GANLAB_CUDA
// Without the CUDA headers at build time there is nothing to ask; the managed side says that it is not known.
namespace {

int no_cuda() {
  remember_error("this build of the shim has no CUDA");
  return -1;
}

}  // namespace

GL_EXPORT int gl_cuda_memory(int32_t, int64_t*, int64_t*, char*, int32_t) { return no_cuda(); }

GL_EXPORT int gl_cuda_peak_memory(int32_t, int64_t*) { return no_cuda(); }

GL_EXPORT int gl_cuda_empty_cache() { return no_cuda(); }

GL_EXPORT int gl_cuda_mark_set(int32_t, void**) { return no_cuda(); }

GL_EXPORT int gl_cuda_mark_wait(void*) { return no_cuda(); }

GL_EXPORT void gl_cuda_mark_free(void*) {}

GL_EXPORT int gl_cuda_side_stream_enter(int32_t, void**) { return no_cuda(); }

GL_EXPORT void gl_cuda_side_stream_leave(void*) {}

GL_EXPORT int gl_cuda_graph_begin(int32_t, void**) { return no_cuda(); }

GL_EXPORT int gl_cuda_graph_end(void*) { return no_cuda(); }

GL_EXPORT void gl_cuda_graph_abandon(void*) {}

GL_EXPORT int gl_cuda_graph_launch(void*) { return no_cuda(); }

GL_EXPORT void gl_cuda_graph_free(void*) {}
#endif
