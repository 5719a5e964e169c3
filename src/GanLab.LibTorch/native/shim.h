// The C interface between GanLab's managed engine and libtorch.
//
// A tensor handle is a c10::TensorImpl* that owns one reference; null stands for "no tensor". Every function that can
// fail returns 0 when it worked and -1 when it did not; gl_last_error() then says why, for the calling thread.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdint>
#include <string>

#define TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

// libtorch had an optional of its own until it turned to the standard library's.
#if TORCH_AT_LEAST(2, 5)
#include <optional>
using OptionalTensor = std::optional<at::Tensor>;
#else
using OptionalTensor = c10::optional<at::Tensor>;
#endif

#define GL_EXPORT extern "C" __attribute__((visibility("default")))

using Handle = c10::TensorImpl*;

enum class Tag : int32_t {
  None = 0,
  Tensor = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  IntList = 5,
  TensorList = 6,
  DoubleList = 7,
  String = 8,
  Generator = 9,
  Device = 10,
  OptionalTensorList = 11,
  Default = 12,
  BoolList = 13,
};

// An argument or result of an operator; `count` is the length of lists and strings.
struct Value {
  Tag tag;
  int32_t count;
  union {
    int64_t integer;
    double number;
    void* pointer;
  };
};

// Another reference to the tensor behind a handle, which keeps its own.
inline at::Tensor borrow(Handle handle) {
  if (handle == nullptr) {
    return {};
  }
  c10::raw::intrusive_ptr::incref(handle);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle));
}

// Gives the reference away to the caller of the shim.
inline Handle release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline std::vector<at::Tensor> borrow_all(const Handle* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++) {
    tensors.push_back(borrow(handles[i]));
  }
  return tensors;
}

inline c10::Device unpack_device(int64_t packed) {
  return c10::Device(static_cast<c10::DeviceType>(packed >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(packed)));
}

inline int64_t pack_device(c10::Device device) {
  return (static_cast<int64_t>(device.type()) << 32) | static_cast<uint32_t>(static_cast<int32_t>(device.index()));
}

void remember_error(const char* message);

template <typename Function>
int guarded(Function&& function) {
  try {
    function();
    return 0;
  } catch (const c10::Error& error) {
    remember_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember_error(error.what());
  } catch (...) {
    remember_error("an exception of a type unknown to the shim");
  }
  return -1;
}
