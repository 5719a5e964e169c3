// Memory and threads for the products of a convolution.
#pragma once

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <new>

namespace ganlab {

inline int64_t divide_up(int64_t value, int64_t by) { return (value + by - 1) / by; }

inline int64_t round_up(int64_t value, int64_t to) { return divide_up(value, to) * to; }

// Memory that starts at a cache line; what is in it is not defined.
template <typename T>
class Buffer {
 public:
  explicit Buffer(int64_t count) : memory_(static_cast<T*>(::operator new(count * sizeof(T), alignment))) {}
  T* get() const { return memory_.get(); }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(T* memory) const { ::operator delete(memory, alignment); }
  };
  std::unique_ptr<T, Free> memory_;
};

// Waking a thread takes longer than a small product does.
inline int64_t threads_for(int64_t rows, int64_t columns, int64_t depth_of_sum) {
  constexpr int64_t worth_waking = 6'000'000;  // multiplications
  return rows * columns * depth_of_sum < worth_waking ? 1 : at::get_num_threads();
}

// Gives tasks to the threads as they come free: a thread that something else on the machine holds up delays nothing.
template <typename Worker>
void share_out(int64_t threads, int64_t tasks, const Worker& worker) {
  std::atomic<int64_t> next{0};
  const auto draw = [&] { return next.fetch_add(1, std::memory_order_relaxed); };
  at::parallel_for(0, std::min(tasks, threads), 1, [&](int64_t, int64_t) { worker(draw); });
}

}  // namespace ganlab
