// A disk that fails on demand, for one process: loaded before libc (LD_PRELOAD), it records, refuses or shortens what the
// process does to files below one folder, and moves its clock. See FaultyDisk.java, which lays out the page of control below.
//
//   SKERRY_FAULTS_ROOT     the folder, absolute, without a slash at the end
//   SKERRY_FAULTS_CONTROL  a file of one page, shared with the process
//   SKERRY_FAULTS_TRACE    where calls are recorded
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define MAX_FD 65536

enum { RECORD = 1, FAIL = 2, SPACE = 4 };
enum { OPEN = 1, WRITE = 2, SYNC = 4, NAME = 8, READ = 16 };
enum { OP_OPEN = 1, OP_CLOSE, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_RENAME, OP_UNLINK, OP_LINK, OP_MKDIR, OP_RMDIR };

struct control {
  volatile int64_t mode, calls, fail_at, error, sticky, space, clock_nanos, kinds, fired, log_syncs;
};

static struct control none, *control = &none;
static char root[4096];
static size_t root_length;
static int trace = -1;
static char *paths[MAX_FD];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void lock(void) { pthread_mutex_lock(&mutex); }
static void unlock(void) {
  int kept = errno;
  pthread_mutex_unlock(&mutex);
  errno = kept;
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("SKERRY_FAULTS_ROOT"), *page = getenv("SKERRY_FAULTS_CONTROL"),
             *record = getenv("SKERRY_FAULTS_TRACE");
  if (!folder || !page || !record) return;
  int fd = syscall(SYS_openat, AT_FDCWD, page, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) return;
  void *mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (mapped == MAP_FAILED) return;
  strncpy(root, folder, sizeof root - 1);
  trace = syscall(SYS_openat, AT_FDCWD, record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  control = mapped;
  root_length = strlen(root);
}

static int watched(const char *path) {
  return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static char *path_of(int fd) { return fd >= 0 && fd < MAX_FD ? paths[fd] : NULL; }

// One record: op, fd, a, b, lengths, then two paths and the data. In the byte order of this machine.
static void record(int op, int fd, int64_t a, int64_t b, const char *one, const char *two, const void *data, size_t length) {
  if (!(control->mode & RECORD) || trace < 0) return;
  uint32_t head[2] = {op, fd}, lengths[4] = {one ? strlen(one) : 0, two ? strlen(two) : 0, length, 0};
  int64_t numbers[2] = {a, b};
  struct iovec parts[6] = {{head, sizeof head},          {numbers, sizeof numbers}, {lengths, sizeof lengths},
                           {(void *)one, lengths[0]}, {(void *)two, lengths[1]}, {(void *)data, length}};
  if (syscall(SYS_writev, trace, parts, 6) < 0) abort();  // a trace with holes would prove nothing
}

static int fails(int kind) {
  if (!(control->mode & FAIL) || !(control->kinds & kind)) return 0;
  int64_t call = ++control->calls;
  if (call == control->fail_at || (control->sticky && call > control->fail_at)) {
    control->fired++;
    errno = control->error;
    return 1;
  }
  return 0;
}

// How much of a write from an offset finds space; -1 with errno if nothing does.
static ssize_t room(int fd, off_t offset, size_t length) {
  if (!(control->mode & SPACE)) return length;
  struct stat status;
  if (fstat(fd, &status)) return length;
  int64_t grows = offset + (int64_t)length - status.st_size;
  if (grows <= 0 || length == 0) return length;
  if (grows > control->space) {
    int64_t fits = (int64_t)length - (grows - control->space);
    control->space = 0;
    control->fired++;
    if (fits <= 0) {
      errno = ENOSPC;
      return -1;
    }
    return fits;
  }
  control->space -= grows;
  return length;
}

static int opened(int fd, const char *path, int flags) {
  if (fd >= 0 && fd < MAX_FD && watched(path)) {
    free(paths[fd]);
    paths[fd] = strdup(path);
    record(OP_OPEN, fd, flags & O_CREAT ? 1 : 0, flags & O_TRUNC ? 1 : 0, path, NULL, NULL, 0);
  }
  return fd;
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
  if (!watched(path)) return syscall(SYS_openat, folder, path, flags, mode);
  lock();
  int fd = fails(OPEN) ? -1 : opened(syscall(SYS_openat, folder, path, flags, mode), path, flags);
  unlock();
  return fd;
}

#define MODE(last) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, last); mode = va_arg(rest, mode_t); va_end(rest); }

EXPORT int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
EXPORT int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
EXPORT int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
EXPORT int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
EXPORT int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
EXPORT int creat64(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static void closing(int fd) {
  if (!path_of(fd)) return;
  record(OP_CLOSE, fd, 0, 0, NULL, NULL, NULL, 0);
  free(paths[fd]);
  paths[fd] = NULL;
}

EXPORT int close(int fd) {
  if (!path_of(fd)) return syscall(SYS_close, fd);
  lock();
  closing(fd);
  int result = syscall(SYS_close, fd);
  unlock();
  return result;
}

// libc closes these by itself, and the number may be another file's the next moment.
EXPORT int closedir(DIR *folder) {
  lock();
  closing(dirfd(folder));
  int result = REAL(closedir)(folder);
  unlock();
  return result;
}
EXPORT int fclose(FILE *file) {
  lock();
  closing(fileno(file));
  int result = REAL(fclose)(file);
  unlock();
  return result;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t offset, int moves) {
  lock();
  ssize_t written = -1;
  if (!fails(WRITE)) {
    off_t at = offset;
    if (moves) {
      struct stat status;
      int flags = fcntl(fd, F_GETFL);
      at = flags & O_APPEND && !fstat(fd, &status) ? status.st_size : lseek(fd, 0, SEEK_CUR);
    }
    ssize_t fits = room(fd, at, length);
    if (fits >= 0) {
      written = moves ? syscall(SYS_write, fd, bytes, fits) : syscall(SYS_pwrite64, fd, bytes, fits, at);
      if (written > 0) record(OP_WRITE, fd, at, 0, NULL, NULL, bytes, written);
    }
  }
  unlock();
  return written;
}

EXPORT ssize_t write(int fd, const void *bytes, size_t length) {
  return path_of(fd) ? write_at(fd, bytes, length, 0, 1) : syscall(SYS_write, fd, bytes, length);
}
EXPORT ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return path_of(fd) ? write_at(fd, bytes, length, offset, 0) : syscall(SYS_pwrite64, fd, bytes, length, offset);
}
EXPORT ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return pwrite(fd, bytes, length, offset); }

// A gathering write may end early: the first part alone will do.
EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (!path_of(fd)) return syscall(SYS_writev, fd, parts, count);
  for (int i = 0; i < count; i++)
    if (parts[i].iov_len) return write_at(fd, parts[i].iov_base, parts[i].iov_len, 0, 1);
  return 0;
}
EXPORT ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  for (int i = 0; i < count; i++)
    if (parts[i].iov_len) return pwrite(fd, parts[i].iov_base, parts[i].iov_len, offset);
  return 0;
}
EXPORT ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev(fd, parts, count, offset); }

EXPORT ssize_t read(int fd, void *bytes, size_t length) {
  if (path_of(fd)) {
    lock();
    int fault = fails(READ);
    unlock();
    if (fault) return -1;
  }
  return syscall(SYS_read, fd, bytes, length);
}
EXPORT ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
  if (path_of(fd)) {
    lock();
    int fault = fails(READ);
    unlock();
    if (fault) return -1;
  }
  return syscall(SYS_pread64, fd, bytes, length, offset);
}
EXPORT ssize_t pread64(int fd, void *bytes, size_t length, off_t offset) { return pread(fd, bytes, length, offset); }

EXPORT int ftruncate(int fd, off_t length) {
  if (!path_of(fd)) return syscall(SYS_ftruncate, fd, length);
  lock();
  int result = -1;
  if (!fails(WRITE) && (room(fd, length, 0) >= 0)) {
    struct stat status;
    int64_t grows = fstat(fd, &status) ? 0 : length - status.st_size;
    if (control->mode & SPACE && grows > control->space) {
      control->fired++;
      errno = ENOSPC;
    } else {
      result = syscall(SYS_ftruncate, fd, length);
      if (!result) record(OP_TRUNCATE, fd, length, 0, NULL, NULL, NULL, 0);
    }
  }
  unlock();
  return result;
}
EXPORT int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

// Programs do without: they write instead.
EXPORT int fallocate(int fd, int mode, off_t offset, off_t length) {
  if (!path_of(fd)) return syscall(SYS_fallocate, fd, mode, offset, length);
  errno = EOPNOTSUPP;
  return -1;
}
EXPORT int fallocate64(int fd, int mode, off_t offset, off_t length) { return fallocate(fd, mode, offset, length); }
EXPORT int posix_fallocate(int fd, off_t offset, off_t length) {
  return path_of(fd) ? EINVAL : REAL(posix_fallocate)(fd, offset, length);
}
EXPORT int posix_fallocate64(int fd, off_t offset, off_t length) { return posix_fallocate(fd, offset, length); }
EXPORT ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
  if (!path_of(out)) return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
  errno = ENOSYS;
  return -1;
}
EXPORT ssize_t sendfile(int out, int in, off_t *offset, size_t count) {
  if (!path_of(out)) return syscall(SYS_sendfile, out, in, offset, count);
  errno = EINVAL;
  return -1;
}
EXPORT ssize_t sendfile64(int out, int in, off_t *offset, size_t count) { return sendfile(out, in, offset, count); }

static int sync_file(int fd, int call) {
  if (!path_of(fd)) return syscall(call, fd);
  lock();
  int result = fails(SYNC) ? -1 : 0;  // nothing here depends on the real disk: it need not wait for it
  size_t length = strlen(paths[fd]);
  if (result && length > 4 && !strcmp(paths[fd] + length - 4, "-wal")) control->log_syncs++;
  if (!result) record(OP_SYNC, fd, 0, 0, NULL, NULL, NULL, 0);
  unlock();
  return result;
}
EXPORT int fsync(int fd) { return sync_file(fd, SYS_fsync); }
EXPORT int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

#define NAMED(op, call, one, two) \
  lock(); \
  int result = fails(NAME) ? -1 : (int)(call); \
  if (!result) record(op, -1, 0, 0, one, two, NULL, 0); \
  unlock(); \
  return result;

EXPORT int rename(const char *from, const char *to) {
  if (!watched(from) && !watched(to)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  NAMED(OP_RENAME, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0), from, to)
}
EXPORT int unlink(const char *path) {
  if (!watched(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  NAMED(OP_UNLINK, syscall(SYS_unlinkat, AT_FDCWD, path, 0), path, NULL)
}
EXPORT int rmdir(const char *path) {
  if (!watched(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
  NAMED(OP_RMDIR, syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR), path, NULL)
}
EXPORT int unlinkat(int folder, const char *path, int flags) {
  if (!watched(path)) return syscall(SYS_unlinkat, folder, path, flags);
  return flags & AT_REMOVEDIR ? rmdir(path) : unlink(path);
}
EXPORT int remove(const char *path) {
  return unlink(path) && errno == EISDIR ? rmdir(path) : 0;
}
EXPORT int link(const char *from, const char *to) {
  if (!watched(to)) return syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
  NAMED(OP_LINK, syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), from, to)
}
EXPORT int mkdir(const char *path, mode_t mode) {
  if (!watched(path)) return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  NAMED(OP_MKDIR, syscall(SYS_mkdirat, AT_FDCWD, path, mode), path, NULL)
}

EXPORT int clock_gettime(clockid_t clock, struct timespec *now) {
  static __typeof__(&clock_gettime) plain;
  if (!plain) plain = REAL(clock_gettime);
  int result = plain(clock, now);
  if (!result && clock == CLOCK_REALTIME && control->clock_nanos) {
    int64_t nanos = now->tv_sec * 1000000000LL + now->tv_nsec + control->clock_nanos;
    now->tv_sec = nanos / 1000000000LL;
    now->tv_nsec = nanos % 1000000000LL;
    if (now->tv_nsec < 0) now->tv_nsec += 1000000000LL, now->tv_sec--;
  }
  return result;
}
EXPORT int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec fine;
  int result = clock_gettime(CLOCK_REALTIME, &fine);
  now->tv_sec = fine.tv_sec;
  now->tv_usec = fine.tv_nsec / 1000;
  return result;
}
EXPORT time_t time(time_t *where) {
  struct timespec fine;
  clock_gettime(CLOCK_REALTIME, &fine);
  if (where) *where = fine.tv_sec;
  return fine.tv_sec;
}
