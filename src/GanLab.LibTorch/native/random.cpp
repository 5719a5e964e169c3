// libtorch's random generators: one by default for each device, and any number of one's own.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

GL_EXPORT int gl_generator_default(int64_t device, at::Generator** generator) {
  return guarded([&] { *generator = new at::Generator(at::globalContext().defaultGenerator(unpack_device(device))); });
}

GL_EXPORT int gl_generator_new(int64_t device, uint64_t seed, at::Generator** generator) {
  return guarded([&] {
    const auto place = unpack_device(device);
    auto made = place.is_cpu() ? at::detail::createCPUGenerator(seed) : at::globalContext().defaultGenerator(place).clone();
    made.set_current_seed(seed);
    *generator = new at::Generator(made);
  });
}

GL_EXPORT void gl_generator_free(at::Generator* generator) { delete generator; }

GL_EXPORT int gl_generator_set_seed(at::Generator* generator, uint64_t seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(seed);
  });
}

GL_EXPORT int gl_generator_current_seed(at::Generator* generator, uint64_t* seed) {
  return guarded([&] { *seed = generator->current_seed(); });
}

GL_EXPORT int gl_generator_reseed(at::Generator* generator, uint64_t* seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *seed = generator->seed();
  });
}

GL_EXPORT int gl_generator_get_state(at::Generator* generator, Handle* state) {
  return guarded([&] { *state = release(generator->get_state()); });
}

GL_EXPORT int gl_generator_set_state(at::Generator* generator, Handle state) {
  return guarded([&] { generator->set_state(borrow(state)); });
}

// As torch.manual_seed: the CPU's default generator and those of every CUDA device.
GL_EXPORT int gl_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}
