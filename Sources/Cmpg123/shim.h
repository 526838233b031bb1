#include <stdio.h>
#include <sys/types.h>

#include <mpg123.h>

// What differs between versions of the library, or takes any number of arguments, under one name.

// As libsndfile sets it, so that the samples are the same; and nothing is written to standard error.
static inline int mpg123_set_up(mpg123_handle *handle) {
  long flags = MPG123_QUIET | MPG123_FORCE_FLOAT | MPG123_GAPLESS;
#if MPG123_API_VERSION >= 45
  flags |= MPG123_NO_FRANKENSTEIN;
#endif
  mpg123_param(handle, MPG123_REMOVE_FLAGS, MPG123_AUTO_RESAMPLE, 1.0);
  return mpg123_param(handle, MPG123_ADD_FLAGS, flags, 1.0);
}

// How many samples were read comes back in done.
static inline int mpg123_read_floats(mpg123_handle *handle, float *target, size_t count, size_t *done) {
  size_t bytes = 0;
  int result = mpg123_read(handle, (unsigned char *)target, count * sizeof(float), &bytes);
  *done = bytes / sizeof(float);
  return result;
}

static inline long long mpg123_frames(mpg123_handle *handle) { return (long long)mpg123_length(handle); }
static inline long long mpg123_seek_to(mpg123_handle *handle, long long frame) {
  return (long long)mpg123_seek(handle, (off_t)frame, SEEK_SET);
}
