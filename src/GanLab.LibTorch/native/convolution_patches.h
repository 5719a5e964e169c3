// The rows of the matrix that a convolution multiplies: one patch of an image around each point of a grid.
//
// A patch is a number of runs, one an image row, each `taps` pixels of all channels long; what hangs over the edge is zero.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ganlab {

// Where a patch is.
struct Place {
  int64_t start;        // its first element in the image, were there no edges
  int64_t top;          // its first image row
  int64_t from, until;  // the part of each run that lies inside the image
};

template <typename Number>
struct Patches {
  const Number* image;
  int64_t height, width, channels;
  int64_t grid_height, grid_width;   // points for each image of the batch
  int64_t step_y, step_x;            // pixels from point to point
  int64_t origin_y, origin_x;        // of the patch at the first point
  int64_t runs, taps;

  int64_t run_length() const { return taps * channels; }

  // The places of `count` points from the `first` on.
  void locate(int64_t first, int64_t count, Place* places) const {
    int64_t column = first % grid_width;
    int64_t row = first / grid_width % grid_height;
    int64_t sample = first / (grid_width * grid_height);
    for (int64_t i = 0; i < count; i++) {
      const int64_t x = column * step_x + origin_x;
      const int64_t y = row * step_y + origin_y;
      places[i] = {
          ((sample * height + y) * width + x) * channels, y, std::clamp<int64_t>(-x, 0, taps) * channels,
          std::clamp<int64_t>(width - x, 0, taps) * channels};
      if (++column == grid_width) {
        column = 0;
        if (++row == grid_height) {
          row = 0;
          sample++;
        }
      }
    }
  }

  // Where elements [first, first + count) of a run lie one after the other; null where some hang over an edge.
  const Number* find(const Place& place, int64_t run, int64_t first, int64_t count) const {
    const int64_t y = place.top + run;
    const bool inside = y >= 0 && y < height && first >= place.from && first + count <= place.until;
    return inside ? image + place.start + run * width * channels + first : nullptr;
  }

  // The same elements, wherever they are.
  void read(const Place& place, int64_t run, int64_t first, int64_t count, Number* values) const {
    const int64_t y = place.top + run;
    const int64_t from = std::clamp(place.from - first, int64_t{0}, count);
    const int64_t until = y < 0 || y >= height ? from : std::clamp(place.until - first, from, count);
    std::fill(values, values + from, Number{});
    if (until > from) {
      std::memcpy(values + from, image + place.start + run * width * channels + first + from, (until - from) * sizeof(Number));
    }
    std::fill(values + until, values + count, Number{});
  }
};

}  // namespace ganlab
