// Where the time of a stretch of work goes: every operator that libtorch runs, with its own time, arithmetic and traffic.
#include "shim.h"

#include <ATen/record_function.h>
#include <torch/cuda.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

struct Entry {
  int64_t calls = 0;
  int64_t nanoseconds = 0;  // without the operators called inside
  double operations = 0;    // multiplications and additions of convolutions, done directly, and of matrix products
  double bytes = 0;         // tensors read and written, without those of the operators called inside
};

struct Frame {
  std::string key;
  double operations;
  double bytes;
  const void* storage;  // of the first argument
  Clock::time_point start;
  int64_t inside = 0;       // time in operators called by this one
  double bytes_inside = 0;  // their bytes
};

std::mutex mutex;
std::map<std::string, Entry> entries;
at::CallbackHandle callback = 0;
std::thread::id owner;  // who takes the profile
int64_t awaited_device = -1;  // the CUDA device that finishes each outermost operator before the next; -1 for none
thread_local std::vector<Frame> frames;

double bytes_of(const c10::IValue& value) {
  if (value.isTensor()) {
    const auto& tensor = value.toTensor();
    return tensor.defined() ? static_cast<double>(tensor.numel()) * tensor.element_size() : 0;
  }
  double sum = 0;
  if (value.isTensorList()) {
    for (const auto& tensor : value.toTensorVector()) {
      sum += static_cast<double>(tensor.numel()) * tensor.element_size();
    }
  }
  return sum;
}

template <typename Values>
double bytes_of_all(const Values& values) {
  double sum = 0;
  for (const auto& value : values) {
    sum += bytes_of(value);
  }
  return sum;
}

// Where the numbers of the first value lie, if it is a tensor.
template <typename Values>
const void* storage_of_first(const Values& values) {
  if (values.empty() || !values[0].isTensor()) {
    return nullptr;
  }
  const auto& tensor = values[0].toTensor();
  return tensor.defined() && tensor.has_storage() ? tensor.storage().unsafeGetStorageImpl() : nullptr;
}

bool starts_with(const std::string& text, const char* beginning) { return text.rfind(beginning, 0) == 0; }

// Makes or describes a tensor without touching a number: an allocation, or a view of its first argument.
bool moves_nothing(const std::string& name, const void* storage, const std::vector<c10::IValue>& outputs) {
  static const std::set<std::string> describe_in_place{
      "aten::resize_", "aten::set_", "aten::detach_", "aten::as_strided_", "aten::squeeze_", "aten::unsqueeze_", "aten::t_",
      "aten::transpose_", "aten::requires_grad_"};
  const bool allocates = starts_with(name, "aten::empty") || starts_with(name, "aten::new_empty");
  const bool in_place = name.back() == '_';
  const bool is_view = in_place ? describe_in_place.count(name) > 0 : storage != nullptr && storage == storage_of_first(outputs);
  return allocates || is_view;
}

// "aten::mm float [64, 100] [100, 8192]"
std::string key_of(const char* name, c10::ArrayRef<const c10::IValue> inputs) {
  std::ostringstream key;
  key << name;
  bool typed = false;
  for (const auto& input : inputs) {
    if (input.isTensor() && input.toTensor().defined()) {
      const auto& tensor = input.toTensor();
      if (!typed) {
        key << ' ' << tensor.scalar_type();
        typed = true;
      }
      key << ' ' << tensor.sizes();
    }
  }
  return key.str();
}

double product(at::IntArrayRef sizes, size_t from = 0) {
  double result = 1;
  for (size_t i = from; i < sizes.size(); i++) {
    result *= static_cast<double>(sizes[i]);
  }
  return result;
}

// A multiplication and an addition for every pixel that the narrow side has, for every weight that meets it.
double convolution_operations(const at::Tensor& output, const at::Tensor& input, const at::Tensor& weight, bool transposed) {
  const auto& narrow = transposed ? input : output;
  return 2 * product(narrow.sizes()) * product(weight.sizes(), 1);
}

double operations_of(const std::string& name, c10::ArrayRef<const c10::IValue> inputs) {
  const auto tensor = [&](size_t i) -> const at::Tensor& { return inputs[i].toTensor(); };
  if (name == "aten::mm" || name == "aten::bmm") {
    return 2 * product(tensor(0).sizes()) * static_cast<double>(tensor(1).size(-1));
  }
  if (name == "aten::addmm") {
    return 2 * product(tensor(1).sizes()) * static_cast<double>(tensor(2).size(-1));
  }
  if (name == "aten::convolution_backward") {
    const auto mask = inputs[10].toBoolList();
    return (mask[0] + mask[1]) * convolution_operations(tensor(0), tensor(1), tensor(2), inputs[7].toBool());
  }
  if (starts_with(name, "ganlab::convolution") || starts_with(name, "ganlab::winograd_convolution")) {
    return convolution_operations(tensor(0), tensor(1), tensor(2), false);  // output, image and weight
  }
  return 0;
}

// A forward convolution knows its output only at the end.
bool is_forward_convolution(const char* name) { return std::strcmp(name, "aten::convolution") == 0; }

struct Convolution : at::ObserverContext {
  at::Tensor input, weight;
  bool transposed = false;
};

std::unique_ptr<at::ObserverContext> start(const at::RecordFunction& function) {
  auto context = std::make_unique<Convolution>();
  const auto inputs = function.inputs();
  if (is_forward_convolution(function.name())) {
    context->input = inputs[0].toTensor();
    context->weight = inputs[1].toTensor();
    context->transposed = inputs[6].toBool();
  }
  frames.push_back(
      {key_of(function.name(), inputs), operations_of(function.name(), inputs), bytes_of_all(inputs),
       storage_of_first(inputs), Clock::now()});
  return context;
}

void end(const at::RecordFunction& function, at::ObserverContext* context) {
  if (frames.empty() || context == nullptr) {
    return;  // began before the profile did, or could not be described
  }
  if (awaited_device >= 0 && frames.size() == 1) {
    torch::cuda::synchronize(awaited_device);
  }
  auto frame = std::move(frames.back());
  frames.pop_back();
  const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - frame.start).count();
  const auto& outputs = function.outputs();
  const double bytes = moves_nothing(function.name(), frame.storage, outputs) ? 0 : frame.bytes + bytes_of_all(outputs);
  if (!frames.empty()) {
    frames.back().inside += elapsed;
    frames.back().bytes_inside += std::max(bytes, frame.bytes_inside);
  }
  if (is_forward_convolution(function.name())) {
    const auto& convolution = *static_cast<Convolution*>(context);
    if (!outputs.empty() && outputs[0].isTensor()) {
      frame.operations = convolution_operations(
          outputs[0].toTensor(), convolution.input, convolution.weight, convolution.transposed);
    }
  }
  const std::lock_guard<std::mutex> lock(mutex);
  auto& entry = entries[frame.key];
  entry.calls++;
  entry.nanoseconds += elapsed - frame.inside;
  entry.operations += frame.operations;
  entry.bytes += std::max(0.0, bytes - frame.bytes_inside);
}

}  // namespace

// From here on every operator of every thread is timed. CUDA device `device`, unless it is -1, finishes each outermost one first.
GL_EXPORT int gl_profile_start(int64_t device) {
  return guarded([&] {
    const std::lock_guard<std::mutex> lock(mutex);
    TORCH_CHECK(callback == 0, "a profile is being taken already");
    entries.clear();
    awaited_device = device;
    owner = std::this_thread::get_id();
    callback = at::addGlobalCallback(at::RecordFunctionCallback(start, end)
                                         .needsInputs(true)
                                         .needsOutputs(true)
                                         .scopes({at::RecordScope::FUNCTION}));
  });
}

GL_EXPORT int32_t gl_profile_is_running() {
  const std::lock_guard<std::mutex> lock(mutex);
  return callback != 0 && owner == std::this_thread::get_id();
}

using Visitor = void (*)(const char* key, int64_t calls, int64_t nanoseconds, double operations, double bytes);

// Ends the profile and shows what it found, one visit an operator and its shapes.
GL_EXPORT int gl_profile_stop(Visitor visit) {
  return guarded([&] {
    std::map<std::string, Entry> found;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      TORCH_CHECK(callback != 0, "no profile is being taken");
      at::removeCallback(callback);
      callback = 0;
      found.swap(entries);
    }
    for (const auto& [key, entry] : found) {
      visit(key.c_str(), entry.calls, entry.nanoseconds, entry.operations, entry.bytes);
    }
  });
}
