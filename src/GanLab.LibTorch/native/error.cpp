#include "shim.h"

static thread_local std::string last_error;

void remember_error(const char* message) { last_error = message; }

GL_EXPORT const char* gl_last_error() { return last_error.c_str(); }
