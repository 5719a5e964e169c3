// Backward passes, gradients of gradients and the modes that switch recording on and off.
#include "shim.h"

#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

GL_EXPORT int gl_backward(
    const Handle* tensors, int64_t count, const Handle* gradients, int32_t retain_graph, int32_t create_graph,
    const Handle* inputs, int64_t input_count) {
  return guarded([&] {
    std::vector<at::Tensor> seeds;
    if (gradients != nullptr) {
      seeds = borrow_all(gradients, count);
    }
    torch::autograd::backward(
        borrow_all(tensors, count), seeds, retain_graph != 0, create_graph != 0, borrow_all(inputs, input_count));
  });
}

GL_EXPORT int gl_grad(
    const Handle* outputs, int64_t output_count, const Handle* inputs, int64_t input_count, const Handle* gradients,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, Handle* results) {
  return guarded([&] {
    std::vector<at::Tensor> seeds;
    if (gradients != nullptr) {
      seeds = borrow_all(gradients, output_count);
    }
    auto found = torch::autograd::grad(
        borrow_all(outputs, output_count), borrow_all(inputs, input_count), seeds, retain_graph != 0, create_graph != 0,
        allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++) {
      results[i] = release(std::move(found[i]));
    }
  });
}

GL_EXPORT int32_t gl_grad_mode() { return at::GradMode::is_enabled(); }

GL_EXPORT void gl_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

GL_EXPORT void* gl_inference_mode_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

GL_EXPORT void gl_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

GL_EXPORT int32_t gl_inference_mode() { return c10::InferenceMode::is_enabled(); }
