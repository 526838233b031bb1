// What the library takes from the C library of the system, under one name: Swift has another for each system's.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Macros and functions with any number of arguments, which Swift cannot import.
static inline int current_errno(void) { return errno; }
static inline void reset_errno(void) { errno = 0; }
static inline void ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
#ifdef __APPLE__
static inline long long modified_nanoseconds(const struct stat *file) {
  return (long long)file->st_mtimespec.tv_sec * 1000000000 + file->st_mtimespec.tv_nsec;
}
static inline long long changed_nanoseconds(const struct stat *file) {
  return (long long)file->st_ctimespec.tv_sec * 1000000000 + file->st_ctimespec.tv_nsec;
}
#else
static inline long long modified_nanoseconds(const struct stat *file) {
  return (long long)file->st_mtim.tv_sec * 1000000000 + file->st_mtim.tv_nsec;
}
static inline long long changed_nanoseconds(const struct stat *file) {
  return (long long)file->st_ctim.tv_sec * 1000000000 + file->st_ctim.tv_nsec;
}
#endif
// Whether the program was started to ignore a signal, as those in the background of a script.
static inline bool is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}
static inline bool is_folder(mode_t mode) { return S_ISDIR(mode); }
static inline bool is_link(mode_t mode) { return S_ISLNK(mode); }
static inline bool is_plain_file(mode_t mode) { return S_ISREG(mode); }
static inline int open_file(const char *path, int flags, mode_t permissions) { return open(path, flags, permissions); }
// How many files the process may have open at once.
static inline long most_open_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  return limit.rlim_cur > 1 << 20 ? 1 << 20 : (long)limit.rlim_cur;
}
static inline int duplicate_descriptor(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }
static inline int terminal_size(int descriptor, struct winsize *size) { return ioctl(descriptor, TIOCGWINSZ, size); }
static inline int open_file_at(int folder, const char *path, int flags, mode_t permissions) {
  return openat(folder, path, flags, permissions);
}

// Opens what lies below a folder, without leaving it and without following links; ENOSYS where the system cannot.
static inline int open_beneath(int folder, const char *path, int flags, mode_t permissions) {
#if defined(SYS_openat2) && defined(RESOLVE_BENEATH)
  struct open_how how = {0};
  how.flags = (unsigned)flags;
  how.mode = flags & O_CREAT ? permissions : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
#else
  errno = ENOSYS;
  return -1;
#endif
}

// Renames a file unless the new name is taken; ENOSYS or EINVAL where system or disk cannot.
static inline int rename_to_free_name(int from_folder, const char *from, int to_folder, const char *to) {
#ifdef SYS_renameat2
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 1u /* RENAME_NOREPLACE */);
#else
  errno = ENOSYS;
  return -1;
#endif
}

// Brings all that was written to a folder's disk onto it; ENOSYS where the system cannot.
static inline int sync_disk(int folder) {
#ifdef SYS_syncfs
  return (int)syscall(SYS_syncfs, folder);
#else
  errno = ENOSYS;
  return -1;
#endif
}

// A pipe whose ends no other program inherits.
static inline int make_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

extern char **environ;

// Starts a program without a shell: no input, its output and its errors to open files. Gives the number of the failure.
static inline int start_program(const char *name, char *const arguments[], int output, int errors, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t defaults;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return failure;
  }
  // What this program ignores the other would ignore too.
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  failure = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  if (failure == 0) failure = posix_spawnp(process, name, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

// Waits until a program has ended: its exit status, 128 and more for a signal, -1 where the host has waited for it.
static inline int exit_status(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Locks a file for this open descriptor, without waiting. `flock` is also the name of a struct.
static inline int lock_file(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

// The time now in UTC, as in 2026-01-31 13:05:09.
static inline void write_time(char *text, size_t size) {
  time_t now = time(NULL);
  struct tm parts;
  if (!gmtime_r(&now, &parts) || !strftime(text, size, "%Y-%m-%d %H:%M:%S", &parts)) text[0] = 0;
}
