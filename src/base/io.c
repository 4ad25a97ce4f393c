/* Files; see io.h. */
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_errno(struct truce_err *err, const char *path)
{
    int code = errno == ENOENT ? TRUCE_ENOENT : TRUCE_EIO;
    return truce_err_set(err, code, "cannot read '%s': %s", path,
                         strerror(errno));
}

int truce_mapping_open(const char *path, struct truce_mapping *out,
                       struct truce_err *err)
{
    struct stat st;
    int rc = TRUCE_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *out = (struct truce_mapping){NULL, 0};
    if (fd < 0 || fstat(fd, &st) < 0) {
        rc = fail_errno(err, path);
    } else if (st.st_size > 0) {
        void *ptr =
            mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (ptr == MAP_FAILED)
            rc = fail_errno(err, path);
        else
            *out = (struct truce_mapping){ptr, (size_t)st.st_size};
    }
    if (fd >= 0)
        close(fd);
    return rc;
}

void truce_mapping_close(struct truce_mapping *mapping)
{
    if (mapping && mapping->ptr)
        munmap((void *)(uintptr_t)mapping->ptr, mapping->len);
    if (mapping)
        *mapping = (struct truce_mapping){NULL, 0};
}

static int slurp_stream(FILE *file, size_t max, struct truce_str *out)
{
    char buf[65536];
    size_t got;
    int rc = TRUCE_OK;
    out->max = max;
    while (rc == TRUCE_OK && (got = fread(buf, 1, sizeof buf, file)) > 0)
        rc = truce_str_add(out, buf, got);
    if (rc == TRUCE_OK && ferror(file))
        rc = TRUCE_EIO;
    return rc;
}

int truce_io_slurp(const char *path, size_t max, struct truce_str *out,
                   struct truce_err *err)
{
    bool is_stdin = !strcmp(path, "-");
    FILE *file = is_stdin ? stdin : fopen(path, "rbe");
    int rc;
    if (!file)
        return fail_errno(err, path);
    errno = 0;
    rc = slurp_stream(file, max, out);
    if (rc == TRUCE_EIO)
        fail_errno(err, path);
    else if (rc == TRUCE_ELIMIT)
        truce_err_set(err, rc, "'%s' is larger than %zu bytes", path, max);
    else if (rc < 0)
        truce_err_set(err, rc, "out of memory reading '%s'", path);
    if (!is_stdin)
        fclose(file);
    return rc;
}

/* Drops the rest of an over-long line. */
static void skip_line(FILE *file)
{
    int c;
    do
        c = getc_unlocked(file);
    while (c != EOF && c != '\n');
}

int truce_io_line(FILE *file, size_t max, struct truce_str *line)
{
    int c;
    int rc = TRUCE_OK;
    truce_str_clear(line);
    line->max = max;
    flockfile(file);
    while (rc == TRUCE_OK && (c = getc_unlocked(file)) != EOF && c != '\n')
        rc = truce_str_putc(line, (char)c);
    if (rc == TRUCE_ELIMIT)
        skip_line(file);
    funlockfile(file);
    if (rc < 0)
        return rc;
    if (c == EOF && ferror(file))
        return TRUCE_EIO;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->ptr[--line->len] = '\0';
    return c == EOF && line->len == 0 ? 0 : 1;
}

int truce_io_data(const char *name, char *buf, size_t size,
                  struct truce_err *err)
{
    const char *roots[] = {getenv("TRUCE_DATA"),
#ifdef TRUCE_SOURCE_ROOT
                           TRUCE_SOURCE_ROOT,
#endif
                           TRUCE_DATADIR};
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (!roots[i])
            continue;
        snprintf(buf, size, "%s/%s", roots[i], name);
        if (access(buf, R_OK) == 0)
            return TRUCE_OK;
    }
    return truce_err_set(err, TRUCE_ENOENT,
                         "data file '%s' is not installed (looked in '%s')",
                         name, TRUCE_DATADIR);
}
