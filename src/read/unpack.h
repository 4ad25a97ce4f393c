/*
 * Compressed and packed input through libarchive: .gz .bz2 .xz .zst, tar and
 * zip. A stream goes in, one stream a member comes out; members may be
 * archives again.
 */
#ifndef TRUCE_READ_UNPACK_H
#define TRUCE_READ_UNPACK_H

#include "read/stream.h"

struct truce_unpack;

/* True when the first bytes (512 suffice) are of a packed form. */
bool truce_unpack_wanted(struct truce_view start);

/* Opens the packed `stream`, which is borrowed until close. `name` is used
 * in messages and borrowed. Owned. TRUCE_OK, TRUCE_ENOMEM, TRUCE_EFORMAT. */
int truce_unpack_open(struct truce_stream *stream, const char *name,
                      struct truce_unpack **out, struct truce_err *err);

/*
 * Moves to the next member that is a file. Returns 1 with its path in *name
 * ({NULL,0} where the stream was only compressed) and its bytes in *member,
 * both borrowed until the next call; 0 at the end; TRUCE_EFORMAT for a
 * damaged archive, after which there are no more members; TRUCE_ELIMIT.
 */
int truce_unpack_next(struct truce_unpack *unpack, struct truce_view *name,
                      struct truce_stream **member, struct truce_err *err);

void truce_unpack_close(struct truce_unpack *unpack); /* NULL accepted */

#endif
