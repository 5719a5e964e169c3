// A CUDA device's name and memory, and what tensors took of it; compiled only where the CUDA toolkit's headers are.
#include "shim.h"

#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>

#include <cstring>

GL_EXPORT int gl_cuda_memory(int32_t index, int64_t* free_bytes, int64_t* total_bytes, char* name, int32_t capacity) {
  return guarded([&] {
    c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
    size_t free_memory = 0;
    size_t total_memory = 0;
    cudaDeviceProp properties{};
    TORCH_CHECK(cudaMemGetInfo(&free_memory, &total_memory) == cudaSuccess, "cudaMemGetInfo failed");
    TORCH_CHECK(cudaGetDeviceProperties(&properties, index) == cudaSuccess, "cudaGetDeviceProperties failed");
    *free_bytes = static_cast<int64_t>(free_memory);
    *total_bytes = static_cast<int64_t>(total_memory);
    std::strncpy(name, properties.name, capacity - 1);
    name[capacity - 1] = '\0';
  });
}

// The most bytes that tensors held at once, as torch.cuda.max_memory_allocated counts them.
GL_EXPORT int gl_cuda_peak_memory(int32_t index, int64_t* bytes) {
  return guarded([&] {
    // The first kind of statistic is the sum of the others; its name moved between versions.
    *bytes = c10::cuda::CUDACachingAllocator::getDeviceStats(static_cast<c10::DeviceIndex>(index)).allocated_bytes[0].peak;
  });
}

GL_EXPORT int gl_cuda_empty_cache() {
  return guarded([] { c10::cuda::CUDACachingAllocator::emptyCache(); });
}
