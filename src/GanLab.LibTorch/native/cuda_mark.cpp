// Moments in the work that a device was given, for the host to wait for; compiled only where the CUDA toolkit's headers are.
#include "shim.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <cuda_runtime_api.h>

// After all that the current stream was given so far.
GL_EXPORT int gl_cuda_mark_set(int32_t device, void** mark) {
  return guarded([&] {
    const auto index = static_cast<c10::DeviceIndex>(device);
    c10::cuda::CUDAGuard guard(index);
    cudaEvent_t event = nullptr;
    // Who waits sleeps: the processor is for others meanwhile.
    TORCH_CHECK(cudaEventCreateWithFlags(&event, cudaEventDisableTiming | cudaEventBlockingSync) == cudaSuccess, "cudaEventCreate failed");
    if (cudaEventRecord(event, c10::cuda::getCurrentCUDAStream(index).stream()) != cudaSuccess) {
      cudaEventDestroy(event);
      TORCH_CHECK(false, "cudaEventRecord failed");
    }
    *mark = event;
  });
}

GL_EXPORT int gl_cuda_mark_wait(void* mark) {
  return guarded([&] {
    const auto status = cudaEventSynchronize(static_cast<cudaEvent_t>(mark));
    TORCH_CHECK(status == cudaSuccess, "waiting for the device: ", cudaGetErrorString(status));
  });
}

GL_EXPORT void gl_cuda_mark_free(void* mark) { cudaEventDestroy(static_cast<cudaEvent_t>(mark)); }
