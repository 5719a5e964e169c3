// What a tensor is, where its numbers lie, and its end.
#include "shim.h"

GL_EXPORT void gl_tensor_free(Handle handle) {
  // Freeing can run a deleter, and on CUDA an event; nothing useful is left to do if that throws.
  guarded([&] { auto last = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle); });
}

GL_EXPORT int gl_tensor_clone_handle(Handle handle, Handle* copy) {
  return guarded([&] { *copy = release(borrow(handle)); });
}

GL_EXPORT int gl_tensor_sizes(Handle handle, int64_t* sizes, int64_t capacity, int64_t* dimensions) {
  return guarded([&] {
    const auto shape = borrow(handle).sizes();
    *dimensions = static_cast<int64_t>(shape.size());
    for (int64_t i = 0; i < *dimensions && i < capacity; i++) {
      sizes[i] = shape[i];
    }
  });
}

GL_EXPORT int gl_tensor_strides(Handle handle, int64_t* strides, int64_t capacity, int64_t* dimensions) {
  return guarded([&] {
    const auto steps = borrow(handle).strides();
    *dimensions = static_cast<int64_t>(steps.size());
    for (int64_t i = 0; i < *dimensions && i < capacity; i++) {
      strides[i] = steps[i];
    }
  });
}

GL_EXPORT int gl_tensor_type(Handle handle, int32_t* type) {
  return guarded([&] { *type = static_cast<int32_t>(borrow(handle).scalar_type()); });
}

GL_EXPORT int gl_tensor_device(Handle handle, int64_t* device) {
  return guarded([&] { *device = pack_device(borrow(handle).device()); });
}

GL_EXPORT int gl_tensor_count(Handle handle, int64_t* count) {
  return guarded([&] { *count = borrow(handle).numel(); });
}

GL_EXPORT int gl_tensor_storage_offset(Handle handle, int64_t* offset) {
  return guarded([&] { *offset = borrow(handle).storage_offset(); });
}

GL_EXPORT int gl_tensor_data(Handle handle, void** data) {
  return guarded([&] { *data = borrow(handle).data_ptr(); });
}

GL_EXPORT int gl_tensor_is_contiguous(Handle handle, int32_t memory_format, int32_t* contiguous) {
  return guarded([&] { *contiguous = borrow(handle).is_contiguous(static_cast<at::MemoryFormat>(memory_format)); });
}

GL_EXPORT int gl_tensor_is_sparse(Handle handle, int32_t* sparse) {
  return guarded([&] { *sparse = borrow(handle).is_sparse(); });
}

GL_EXPORT int gl_tensor_requires_grad(Handle handle, int32_t* requires_grad) {
  return guarded([&] { *requires_grad = borrow(handle).requires_grad(); });
}

GL_EXPORT int gl_tensor_set_requires_grad(Handle handle, int32_t requires_grad) {
  return guarded([&] { borrow(handle).requires_grad_(requires_grad != 0); });
}

GL_EXPORT int gl_tensor_is_leaf(Handle handle, int32_t* leaf) {
  return guarded([&] { *leaf = borrow(handle).is_leaf(); });
}

GL_EXPORT int gl_tensor_retain_grad(Handle handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

GL_EXPORT int gl_tensor_grad(Handle handle, Handle* grad) {
  return guarded([&] { *grad = release(borrow(handle).grad()); });
}

GL_EXPORT int gl_tensor_set_grad(Handle handle, Handle grad) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

// Makes the tensor show another one's data, keeping its identity for autograd and for optimizers.
GL_EXPORT int gl_tensor_set_data(Handle handle, Handle data) {
  return guarded([&] { borrow(handle).set_data(borrow(data)); });
}
