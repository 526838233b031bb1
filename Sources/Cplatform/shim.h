// What the library takes from the C library of the system, under one name: Swift has another for each system's.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Macros and functions with any number of arguments, which Swift cannot import.
static inline int current_errno(void) { return errno; }
static inline void reset_errno(void) { errno = 0; }
static inline bool is_folder(mode_t mode) { return S_ISDIR(mode); }
static inline bool is_plain_file(mode_t mode) { return S_ISREG(mode); }
static inline int open_file(const char *path, int flags, mode_t permissions) { return open(path, flags, permissions); }
static inline int terminal_size(int descriptor, struct winsize *size) { return ioctl(descriptor, TIOCGWINSZ, size); }
