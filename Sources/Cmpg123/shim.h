#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <mpg123.h>

// What differs between versions of the library, or takes any number of arguments, under one name.

// As libsndfile sets it, so that the samples are the same; and nothing is written to standard error. Of files that were
// joined, the encoder's tag in the first says only how long that one is: it is not believed.
static inline int mpg123_set_up(mpg123_handle *handle, int is_joined) {
  long flags = MPG123_QUIET | MPG123_FORCE_FLOAT;
  if (is_joined) {
    flags |= MPG123_IGNORE_INFOFRAME;
    mpg123_param(handle, MPG123_REMOVE_FLAGS, MPG123_GAPLESS, 0.0);
  } else {
    flags |= MPG123_GAPLESS;
  }
#if MPG123_API_VERSION >= 45
  flags |= MPG123_NO_FRANKENSTEIN;
#endif
  mpg123_param(handle, MPG123_REMOVE_FLAGS, MPG123_AUTO_RESAMPLE, 1.0);
  return mpg123_param(handle, MPG123_ADD_FLAGS, flags, 1.0);
}

// The part of a file that is MPEG audio.
struct mpg123_part {
  int descriptor;
  off_t start, end, position;
  // What was read ahead: the library asks for each frame in two small pieces, 14,000 in three minutes.
  off_t held_from;
  size_t held;
  unsigned char bytes[1 << 15];
};

static inline ssize_t mpg123_part_read(void *data, void *target, size_t count) {
  struct mpg123_part *part = (struct mpg123_part *)data;
  off_t left = part->end - part->position;
  if (left <= 0) return 0;
  if ((off_t)count > left) count = (size_t)left;
  if (part->position < part->held_from || part->position >= part->held_from + (off_t)part->held) {
    size_t most = (off_t)sizeof part->bytes > left ? (size_t)left : sizeof part->bytes;
    ssize_t got = pread(part->descriptor, part->bytes, most, part->position);
    if (got <= 0) return got;
    part->held_from = part->position;
    part->held = (size_t)got;
  }
  // Fewer than were asked for where the held bytes end: the library asks again.
  size_t ready = (size_t)(part->held_from + (off_t)part->held - part->position);
  if (count > ready) count = ready;
  memcpy(target, part->bytes + (part->position - part->held_from), count);
  part->position += (off_t)count;
  return (ssize_t)count;
}

static inline off_t mpg123_part_seek(void *data, off_t offset, int origin) {
  struct mpg123_part *part = (struct mpg123_part *)data;
  off_t base = origin == SEEK_SET ? part->start : origin == SEEK_CUR ? part->position : part->end;
  if (base + offset < part->start) return -1;
  part->position = base + offset;
  return part->position - part->start;
}

// Opens a part of a file, whose descriptor must stay open as long as the handle.
static inline int mpg123_open_part(mpg123_handle *handle, int descriptor, long long start, long long end) {
  struct mpg123_part *part = (struct mpg123_part *)malloc(sizeof *part);
  if (part == NULL) return MPG123_ERR;
  part->descriptor = descriptor;
  part->start = part->position = (off_t)start;
  part->end = (off_t)end;
  part->held_from = 0;
  part->held = 0;
  // The library frees it with the handle.
  if (mpg123_replace_reader_handle(handle, mpg123_part_read, mpg123_part_seek, free) != MPG123_OK) {
    free(part);
    return MPG123_ERR;
  }
  return mpg123_open_handle(handle, part);
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
