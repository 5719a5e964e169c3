// Copies of tensors that are not read soon.
#include "shim.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace {

constexpr int64_t piece_size = 1 << 20;
constexpr int64_t block_size = 64;

struct Piece {
  char* to;
  const char* from;
  int64_t size;
};

// Writing past the caches spares them, and the memory a third of the traffic: no line is fetched to be overwritten.
void copy_piece(const Piece& piece) {
  int64_t done = 0;
#ifdef __SSE2__
  const auto misplaced = reinterpret_cast<uintptr_t>(piece.to) % block_size;
  done = std::min<int64_t>(misplaced == 0 ? 0 : block_size - misplaced, piece.size);
  std::memcpy(piece.to, piece.from, done);
  for (; done + block_size <= piece.size; done += block_size) {
    for (int64_t i = 0; i < block_size; i += sizeof(__m128i)) {
      const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(piece.from + done + i));
      _mm_stream_si128(reinterpret_cast<__m128i*>(piece.to + done + i), bytes);
    }
  }
  _mm_sfence();
#endif
  std::memcpy(piece.to + done, piece.from + done, piece.size - done);
}

bool are_the_same_bytes(const at::Tensor& to, const at::Tensor& from) {
  return to.is_cpu() && from.is_cpu() && to.scalar_type() == from.scalar_type() && to.sizes() == from.sizes() &&
         to.strides() == from.strides() && to.is_non_overlapping_and_dense() && !to.is_conj() && !to.is_neg() && !from.is_conj() &&
         !from.is_neg();
}

}  // namespace

GL_EXPORT int gl_copy_past_caches(const Handle* to, const Handle* from, int64_t count, int on_this_thread_only) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    std::vector<Piece> pieces;
    std::vector<at::Tensor> in_use;  // the pieces are theirs
    for (int64_t i = 0; i < count; i++) {
      const auto target = borrow(to[i]);
      const auto source = borrow(from[i]);
      if (!are_the_same_bytes(target, source)) {
        target.copy_(source, /*non_blocking=*/true);
        continue;
      }
      target.unsafeGetTensorImpl()->bump_version();  // the loop below writes behind autograd's back
      in_use.insert(in_use.end(), {target, source});
      const auto size = static_cast<int64_t>(target.nbytes());
      for (int64_t start = 0; start < size; start += piece_size) {
        pieces.push_back({
            static_cast<char*>(target.data_ptr()) + start, static_cast<const char*>(source.data_ptr()) + start,
            std::min(piece_size, size - start)});
      }
    }
    const auto all = static_cast<int64_t>(pieces.size());
    at::parallel_for(0, all, on_this_thread_only != 0 ? std::max<int64_t>(all, 1) : 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; i++) {
        copy_piece(pieces[i]);
      }
    });
  });
}
