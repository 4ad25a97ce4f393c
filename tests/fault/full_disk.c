/*
 * Preloaded into the program: after FULL_DISK_AFTER bytes every further write
 * into a file (not a terminal or pipe) fails as on a full disk. With
 * FULL_DISK_ERROR=5 it fails as a bad disk does (EIO).
 */
/* pwrite and pwrite64 are two names here */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

ssize_t pwrite(int fd, const void *buf, size_t len, off_t offset);
ssize_t pwrite64(int fd, const void *buf, size_t len, off64_t offset);
ssize_t write(int fd, const void *buf, size_t len);

static _Atomic long long written;

/* True when this write must fail; errno is set. */
static int is_full(int fd, size_t len)
{
    const char *limit = getenv("FULL_DISK_AFTER");
    const char *error = getenv("FULL_DISK_ERROR");
    struct stat st;
    if (!limit || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return 0;
    if (atomic_fetch_add(&written, (long long)len) + (long long)len <=
        atoll(limit))
        return 0;
    errno = error ? atoi(error) : ENOSPC;
    return 1;
}

typedef ssize_t (*pwrite_fn)(int, const void *, size_t, off64_t);
typedef ssize_t (*write_fn)(int, const void *, size_t);

ssize_t pwrite(int fd, const void *buf, size_t len, off_t offset)
{
    return is_full(fd, len) ? -1
                            : ((pwrite_fn)dlsym(RTLD_NEXT, "pwrite64"))(
                                  fd, buf, len, offset);
}

ssize_t pwrite64(int fd, const void *buf, size_t len, off64_t offset)
{
    return is_full(fd, len) ? -1
                            : ((pwrite_fn)dlsym(RTLD_NEXT, "pwrite64"))(
                                  fd, buf, len, offset);
}

ssize_t write(int fd, const void *buf, size_t len)
{
    return is_full(fd, len)
               ? -1
               : ((write_fn)dlsym(RTLD_NEXT, "write"))(fd, buf, len);
}
