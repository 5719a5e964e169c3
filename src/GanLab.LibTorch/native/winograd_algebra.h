// The minimal algorithms F(2, 2) and F(2, 3) along one axis, each step with its adjoint, and how they are nested for two axes.
//
// Outputs y = A' [(G g) . (B' d)] of data d and a filter g: `input` is the data transform B', `weight` the filter transform G and
// `output` the inverse transform A'. An element of a transformed tile, one factor of the products in the middle, is a point.
// T is anything that adds and subtracts.
#pragma once

#include "convolution_target.h"

namespace ganlab {

constexpr int tile_side = 2;  // outputs that are computed together, along each axis

// F(2, 2), for each of the two phases of a kernel of 4 with stride 2.
struct TwoTaps {
  static constexpr int taps = 2, stride = 2, points = 3;

  template <typename T>
  static void input(const T* d, T* v) {
    v[0] = d[0] - d[1];
    v[1] = d[1];
    v[2] = d[2] - d[1];
  }

  template <typename T>
  static void input_adjoint(const T* v, T* d) {
    d[0] = v[0];
    d[1] = v[1] - v[0] - v[2];
    d[2] = v[2];
  }

  template <typename T>
  static void weight(const T* w, T* u) {
    u[0] = w[0];
    u[1] = w[0] + w[1];
    u[2] = w[1];
  }

  template <typename T>
  static void weight_adjoint(const T* u, T* w) {
    w[0] = u[0] + u[1];
    w[1] = u[1] + u[2];
  }

  template <typename T>
  static void output(const T* m, T* y) {
    y[0] = m[0] + m[1];
    y[1] = m[1] + m[2];
  }

  template <typename T>
  static void output_adjoint(const T* y, T* m) {
    m[0] = y[0];
    m[1] = y[0] + y[1];
    m[2] = y[1];
  }
};

// F(2, 3), for a kernel of 3 with stride 1.
struct ThreeTaps {
  static constexpr int taps = 3, stride = 1, points = 4;

  template <typename T>
  static void input(const T* d, T* v) {
    v[0] = d[0] - d[2];
    v[1] = d[1] + d[2];
    v[2] = d[2] - d[1];
    v[3] = d[1] - d[3];
  }

  template <typename T>
  static void input_adjoint(const T* v, T* d) {
    d[0] = v[0];
    d[1] = v[1] - v[2] + v[3];
    d[2] = v[1] + v[2] - v[0];
    d[3] = T{} - v[3];
  }

  template <typename T>
  static void weight(const T* w, T* u) {
    const T outer = half(w[0] + w[2]);
    const T inner = half(w[1]);
    u[0] = w[0];
    u[1] = outer + inner;
    u[2] = outer - inner;
    u[3] = w[2];
  }

  template <typename T>
  static void weight_adjoint(const T* u, T* w) {
    const T outer = half(u[1] + u[2]);
    w[0] = u[0] + outer;
    w[1] = half(u[1] - u[2]);
    w[2] = outer + u[3];
  }

  template <typename T>
  static void output(const T* m, T* y) {
    y[0] = m[0] + m[1] + m[2];
    y[1] = m[1] - m[2] - m[3];
  }

  template <typename T>
  static void output_adjoint(const T* y, T* m) {
    m[0] = y[0];
    m[1] = y[0] + y[1];
    m[2] = y[0] - y[1];
    m[3] = T{} - y[1];
  }

 private:
  static __m512 half(__m512 value) { return value * 0.5f; }
};

// A square of what `load` gives for each row and column.
template <typename T, size_t Side, typename Load>
[[gnu::always_inline]] inline void take(T (&square)[Side][Side], const Load& load) {
#pragma GCC unroll 4
  for (size_t y = 0; y < Side; y++) {
#pragma GCC unroll 4
    for (size_t x = 0; x < Side; x++) {
      square[y][x] = load(y, x);
    }
  }
}

// The points of a transformed tile, one after the other: `store` takes number and value.
template <typename T, size_t Side, typename Store>
[[gnu::always_inline]] inline void give(const T (&square)[Side][Side], const Store& store) {
#pragma GCC unroll 4
  for (size_t y = 0; y < Side; y++) {
#pragma GCC unroll 4
    for (size_t x = 0; x < Side; x++) {
      store(static_cast<int>(y * Side + x), square[y][x]);
    }
  }
}

// A step along both axes: down the columns, then along the rows.
template <typename T, size_t From, size_t To, typename Step>
[[gnu::always_inline]] inline void both_ways(const T (&from)[From][From], T (&to)[To][To], const Step& step) {
  T halfway[To][From];
#pragma GCC unroll 4
  for (size_t x = 0; x < From; x++) {
    T column[From], result[To];
#pragma GCC unroll 4
    for (size_t y = 0; y < From; y++) {
      column[y] = from[y][x];
    }
    step(column, result);
#pragma GCC unroll 4
    for (size_t y = 0; y < To; y++) {
      halfway[y][x] = result[y];
    }
  }
#pragma GCC unroll 4
  for (size_t y = 0; y < To; y++) {
    step(halfway[y], to[y]);
  }
}

}  // namespace ganlab
