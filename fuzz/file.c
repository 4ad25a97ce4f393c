/* A file in memory, for entries that take a path; see fuzz.h. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

int truce_fuzz_file(const uint8_t *data, size_t size, char path[64])
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    size_t done = 0;
    while (fd >= 0 && done < size) {
        ssize_t got = write(fd, data + done, size - done);
        if (got <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)got;
    }
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}
