// Work recorded as a CUDA graph and launched again; compiled only where the CUDA toolkit's headers are.
//
// A thread records on a stream of its own, which waits for the stream it left and is waited for when the thread goes back:
// the default stream cannot be recorded. A graph may be launched on any stream.
#include "shim.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <cuda_runtime_api.h>

#if TORCH_AT_LEAST(2, 1)
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#endif

#include <map>
#include <memory>

namespace {

void check(cudaError_t status, const char* what) {
  TORCH_CHECK(status == cudaSuccess, what, ": ", cudaGetErrorString(status));
}

// What `later` is given from now on waits for what `earlier` has been given so far.
void order(const c10::cuda::CUDAStream& earlier, const c10::cuda::CUDAStream& later) {
  cudaEvent_t event = nullptr;
  check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "cudaEventCreate");
  const auto recorded = cudaEventRecord(event, earlier.stream());
  const auto waits = recorded == cudaSuccess ? cudaStreamWaitEvent(later.stream(), event, 0) : recorded;
  cudaEventDestroy(event);
  check(waits, "ordering two streams");
}

class SideStream {
 public:
  explicit SideStream(c10::DeviceIndex device)
      : guard(device), outer(c10::cuda::getCurrentCUDAStream(device)), side(of_thread(device)) {
    order(outer, side);
    c10::cuda::setCurrentCUDAStream(side);
  }

  ~SideStream() {
    c10::cuda::setCurrentCUDAStream(outer);
    try {
      order(side, outer);
    } catch (const std::exception& error) {
      TORCH_WARN(error.what());
    }
  }

 private:
  // Always the same one: libtorch keeps memory and cuBLAS its workspace by stream.
  static c10::cuda::CUDAStream of_thread(c10::DeviceIndex device) {
    thread_local std::map<c10::DeviceIndex, c10::cuda::CUDAStream> streams;
    auto found = streams.find(device);
    if (found == streams.end()) {
      found = streams.emplace(device, c10::cuda::getStreamFromPool(false, device)).first;
    }
    return found->second;
  }

  c10::cuda::CUDAGuard guard;
  c10::cuda::CUDAStream outer;
  c10::cuda::CUDAStream side;
};

}  // namespace

GL_EXPORT int gl_cuda_side_stream_enter(int32_t device, void** entered) {
  return guarded([&] { *entered = new SideStream(static_cast<c10::DeviceIndex>(device)); });
}

GL_EXPORT void gl_cuda_side_stream_leave(void* entered) { delete static_cast<SideStream*>(entered); }

#if TORCH_AT_LEAST(2, 1)

namespace {

struct Graph {
  explicit Graph(c10::DeviceIndex device) : device(device), pool(at::cuda::graph_pool_handle()) {}

  c10::DeviceIndex device;
  decltype(at::cuda::graph_pool_handle()) pool;
  at::cuda::CUDAGraph graph;
  std::unique_ptr<SideStream> recording;
};

}  // namespace

GL_EXPORT int gl_cuda_graph_begin(int32_t device, void** begun) {
  return guarded([&] {
    // A recording has memory of its own; what warming up left behind would lie idle beside it.
    c10::cuda::CUDACachingAllocator::emptyCache();
    auto graph = std::make_unique<Graph>(static_cast<c10::DeviceIndex>(device));
    graph->recording = std::make_unique<SideStream>(graph->device);
    // Relaxed: what other threads do on the device meanwhile, such as reading data, must not spoil the recording.
    graph->graph.capture_begin(graph->pool, cudaStreamCaptureModeRelaxed);
    *begun = graph.release();
  });
}

GL_EXPORT int gl_cuda_graph_end(void* begun) {
  auto* graph = static_cast<Graph*>(begun);
  return guarded([&] {
    graph->graph.capture_end();
    graph->recording.reset();
  });
}

// After a failure: whatever was recorded so far is thrown away.
GL_EXPORT void gl_cuda_graph_abandon(void* begun) {
  std::unique_ptr<Graph> graph(static_cast<Graph*>(begun));
  if (guarded([&] { graph->graph.capture_end(); }) != 0) {
#if TORCH_AT_LEAST(2, 4)
    // A recording that CUDA calls invalid ends without telling the allocator.
    guarded([&] { c10::cuda::CUDACachingAllocator::endAllocateToPool(graph->device, graph->pool); });
#endif
    cudaGetLastError();
  }
}

GL_EXPORT int gl_cuda_graph_launch(void* graph) {
  return guarded([&] {
    auto* recorded = static_cast<Graph*>(graph);
    c10::cuda::CUDAGuard guard(recorded->device);
    recorded->graph.replay();
  });
}

GL_EXPORT void gl_cuda_graph_free(void* graph) {
  guarded([&] { delete static_cast<Graph*>(graph); });
}

#else

GL_EXPORT int gl_cuda_graph_begin(int32_t, void**) {
  remember_error("a CUDA graph needs libtorch 2.1 or newer; this one repeats the random numbers of the recording");
  return -1;
}

GL_EXPORT int gl_cuda_graph_end(void*) { return -1; }

GL_EXPORT void gl_cuda_graph_abandon(void*) {}

GL_EXPORT int gl_cuda_graph_launch(void*) { return -1; }

GL_EXPORT void gl_cuda_graph_free(void*) {}

#endif
