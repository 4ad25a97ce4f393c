/* Finding inputs; see walk.h. */
#include "read/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "read/unpack.h"

/* An open archive on the way down to the present file. */
struct layer {
    struct truce_unpack *unpack;
    char *name; /* owned */
};

struct truce_walk {
    const char *const *paths; /* borrowed */
    size_t n;
    size_t next;
    FTS *fts;       /* of the directory being walked */
    int fd;         /* the open file, -1: none */
    bool streaming; /* file_stream is in use */
    struct truce_stream file_stream;
    struct layer layers[TRUCE_MAX_ARCHIVE_DEPTH];
    size_t depth;
    struct truce_str name; /* of the item given out */
};

static ssize_t read_fd(void *source, char *buf, size_t len,
                       struct truce_err *err)
{
    struct truce_walk *walk = source;
    ssize_t got;
    do
        got = read(walk->fd, buf, len);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return truce_err_set(err, TRUCE_EIO, "cannot read: %s",
                             strerror(errno));
    return got;
}

int truce_walk_open(const char *const *paths, size_t n, struct truce_walk **out,
                    struct truce_err *err)
{
    struct truce_walk *walk = truce_zalloc(1, sizeof *walk);
    *out = walk;
    if (!walk)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    walk->paths = paths;
    walk->n = n;
    walk->fd = -1;
    return TRUCE_OK;
}

static void pop_layer(struct truce_walk *walk)
{
    struct layer *layer = &walk->layers[--walk->depth];
    truce_unpack_close(layer->unpack);
    truce_free(layer->name);
    *layer = (struct layer){NULL, NULL};
}

static void close_file(struct truce_walk *walk)
{
    while (walk->depth > 0)
        pop_layer(walk);
    if (walk->streaming)
        truce_stream_release(&walk->file_stream);
    walk->streaming = false;
    if (walk->fd > STDIN_FILENO)
        close(walk->fd);
    walk->fd = -1;
}

void truce_walk_close(struct truce_walk *walk)
{
    if (!walk)
        return;
    close_file(walk);
    if (walk->fts)
        fts_close(walk->fts);
    truce_str_release(&walk->name);
    truce_free(walk);
}

static int refuse_errno(struct truce_err *err, const char *path, int number)
{
    truce_err_set(err, number == ENOENT ? TRUCE_ENOENT : TRUCE_EIO,
                  "cannot read: %s", strerror(number));
    return truce_err_at(err, path, 0, (size_t)-1);
}

static int open_file(struct truce_walk *walk, const char *path,
                     struct truce_err *err)
{
    int rc;
    bool is_stdin = !strcmp(path, "-");
    walk->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (walk->fd < 0)
        return refuse_errno(err, path, errno);
    rc = truce_stream_init(&walk->file_stream, read_fd, walk);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    walk->streaming = true;
    truce_str_clear(&walk->name);
    return truce_str_puts(&walk->name, path);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* Next file of the directory. Returns 1 with *path set, 0 at its end, or a
 * refusal. Hidden files are left alone. */
static int next_in_directory(struct truce_walk *walk, const char **path,
                             struct truce_err *err)
{
    FTSENT *entry;
    while ((entry = fts_read(walk->fts))) {
        bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
        switch (entry->fts_info) {
        case FTS_D:
            if (hidden)
                fts_set(walk->fts, entry, FTS_SKIP);
            break;
        case FTS_F:
            if (hidden)
                break;
            *path = entry->fts_path;
            return 1;
        case FTS_DNR:
        case FTS_ERR:
        case FTS_NS:
            return refuse_errno(err, entry->fts_path, entry->fts_errno);
        default:
            break;
        }
    }
    fts_close(walk->fts);
    walk->fts = NULL;
    return 0;
}

static int open_directory(struct truce_walk *walk, const char *path,
                          struct truce_err *err)
{
    char *const list[] = {(char *)(uintptr_t)path, NULL};
    walk->fts = fts_open(list, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    return walk->fts ? TRUCE_OK : refuse_errno(err, path, errno);
}

/* Opens the next file of the paths. Returns 1, 0 or a refusal. */
static int next_file(struct truce_walk *walk, bool *walked,
                     struct truce_err *err)
{
    for (;;) {
        const char *path = NULL;
        struct stat st;
        int rc = 0;
        *walked = walk->fts != NULL;
        if (walk->fts) {
            rc = next_in_directory(walk, &path, err);
            if (rc < 0)
                return rc;
        }
        if (rc == 0) {
            if (walk->next == walk->n)
                return 0;
            path = walk->paths[walk->next++];
            *walked = false;
            if (strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
                S_ISDIR(st.st_mode)) {
                rc = open_directory(walk, path, err);
                if (rc < 0)
                    return rc;
                continue;
            }
        }
        rc = open_file(walk, path, err);
        return rc < 0 ? rc : 1;
    }
}

/* Puts an unpacking layer over the stream that stands under `name`. */
static int push_layer(struct truce_walk *walk, struct truce_stream *stream,
                      struct truce_err *err)
{
    struct layer *layer = &walk->layers[walk->depth];
    int rc;
    if (walk->depth == TRUCE_MAX_ARCHIVE_DEPTH) {
        truce_err_set(err, TRUCE_ELIMIT, "archives nested more than %d deep",
                      TRUCE_MAX_ARCHIVE_DEPTH);
        return truce_err_at(err, walk->name.ptr, 0, (size_t)-1);
    }
    layer->name = truce_strndup(walk->name.ptr, walk->name.len);
    if (!layer->name)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    rc = truce_unpack_open(stream, layer->name, &layer->unpack, err);
    if (rc < 0) {
        truce_free(layer->name);
        *layer = (struct layer){NULL, NULL};
        return rc;
    }
    walk->depth++;
    return TRUCE_OK;
}

/* "outer!member"; a stream that was only compressed keeps its name. */
static void name_member(struct truce_walk *walk, const struct layer *layer,
                        struct truce_view member)
{
    truce_str_clear(&walk->name);
    truce_str_puts(&walk->name, layer->name);
    if (member.ptr) {
        truce_str_putc(&walk->name, '!');
        truce_str_add(&walk->name, member.ptr, member.len);
    }
}

static bool is_hidden(struct truce_view member)
{
    const char *slash =
        member.len ? memrchr(member.ptr, '/', member.len) : NULL;
    const char *base = slash ? slash + 1 : member.ptr;
    return member.len && *base == '.';
}

/*
 * Next stream: of the innermost archive, else of the next file. Returns 1, 0,
 * or a refusal.
 */
static int next_stream(struct truce_walk *walk, struct truce_stream **stream,
                       bool *walked, struct truce_err *err)
{
    int rc;
    while (walk->depth > 0) {
        struct layer *layer = &walk->layers[walk->depth - 1];
        struct truce_view member;
        rc = truce_unpack_next(layer->unpack, &member, stream, err);
        if (rc < 0)
            return rc;
        if (rc > 0 && is_hidden(member))
            continue;
        if (rc > 0) {
            name_member(walk, layer, member);
            *walked = *walked || member.ptr;
            return 1;
        }
        pop_layer(walk);
    }
    close_file(walk);
    rc = next_file(walk, walked, err);
    *stream = &walk->file_stream;
    return rc;
}

int truce_walk_next(struct truce_walk *walk, struct truce_walk_item *out,
                    struct truce_err *err)
{
    bool walked = walk->depth > 0;
    for (;;) {
        struct truce_view start;
        struct truce_stream *stream;
        int rc = next_stream(walk, &stream, &walked, err);
        if (rc <= 0)
            return rc;
        rc = truce_stream_peek(stream, 512, &start, err);
        if (rc == TRUCE_OK && truce_unpack_wanted(start))
            rc = push_layer(walk, stream, err);
        else if (rc == TRUCE_OK) {
            *out = (struct truce_walk_item){stream, walk->name.ptr, walked};
            return 1;
        }
        if (rc < 0) {
            if (err && !err->file[0])
                truce_err_at(err, walk->name.ptr, err->line, err->byte);
            return rc;
        }
    }
}
