/*
 * Paths to streams: files, directories in name order, archives and what is
 * packed in them, standard input.
 */
#ifndef TRUCE_READ_WALK_H
#define TRUCE_READ_WALK_H

#include "read/stream.h"

struct truce_walk;

/* One file to read, borrowed until the next call. */
struct truce_walk_item {
    struct truce_stream *stream;
    const char *name; /* "a/b.txt", "news.tar.zst!a/b.html", "-" */
    bool walked;      /* found in a directory or archive */
};

/* `paths` [n] is borrowed until close. Owned. TRUCE_OK or TRUCE_ENOMEM. */
int truce_walk_open(const char *const *paths, size_t n, struct truce_walk **out,
                    struct truce_err *err);

/* Next file. Returns 1, 0 at the end, or the refusal of one path or archive
 * (err->file names it), after which the walk goes on. */
int truce_walk_next(struct truce_walk *walk, struct truce_walk_item *out,
                    struct truce_err *err);

void truce_walk_close(struct truce_walk *walk); /* NULL accepted */

#endif
