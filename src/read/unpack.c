/* Archives by libarchive; see unpack.h. The filters are named one by one:
 * "all" would also take uuencoded mail and run outside programs. */
#include "read/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

struct truce_unpack {
    struct archive *archive;
    struct truce_stream *parent; /* borrowed */
    struct truce_stream member;
    const char *name;            /* borrowed */
    struct truce_err under;      /* error of the parent stream */
    unsigned long long unpacked; /* bytes so far */
    bool damaged;
    char chunk[65536]; /* what libarchive reads from */
};

bool truce_unpack_wanted(struct truce_view start)
{
    static const struct {
        size_t at;
        size_t len;
        const char *magic;
    } magics[] = {
        {0, 2, "\x1f\x8b"}, /* gzip */
        {0, 3, "BZh"},      /* bzip2 */
        {0, 6,
         "\xfd"
         "7zXZ\0"},                 /* xz */
        {0, 4, "\x28\xb5\x2f\xfd"}, /* zstd */
        {0, 4, "PK\x03\x04"},       /* zip */
        {257, 5, "ustar"},          /* tar */
    };
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (start.len >= magics[i].at + magics[i].len &&
            !memcmp(start.ptr + magics[i].at, magics[i].magic, magics[i].len))
            return true;
    return false;
}

/* libarchive asks for more packed bytes. */
static la_ssize_t feed(struct archive *archive, void *payload,
                       const void **buffer)
{
    struct truce_unpack *unpack = payload;
    ssize_t got = truce_stream_take(unpack->parent, unpack->chunk,
                                    sizeof unpack->chunk, &unpack->under);
    *buffer = unpack->chunk;
    if (got < 0) {
        archive_set_error(archive, -1, "%s", unpack->under.message);
        return -1;
    }
    return got;
}

static int fail(struct truce_unpack *unpack, struct truce_err *err)
{
    const char *why = archive_error_string(unpack->archive);
    unpack->damaged = true;
    truce_err_set(err, TRUCE_EFORMAT, "cannot unpack: %s",
                  why ? why : "damaged archive");
    /* how far the packed bytes were read when it showed */
    return truce_err_at(err, unpack->name, 0, unpack->parent->offset);
}

static ssize_t read_member(void *source, char *buf, size_t len,
                           struct truce_err *err)
{
    struct truce_unpack *unpack = source;
    la_ssize_t got = archive_read_data(unpack->archive, buf, len);
    if (got < 0)
        return fail(unpack, err);
    unpack->unpacked += (unsigned long long)got;
    if (unpack->unpacked > TRUCE_MAX_UNPACKED_BYTES) {
        unpack->damaged = true;
        truce_err_set(err, TRUCE_ELIMIT, "unpacks to more than %llu bytes",
                      TRUCE_MAX_UNPACKED_BYTES);
        return truce_err_at(err, unpack->name, 0, (size_t)-1);
    }
    return (ssize_t)got;
}

static void support(struct archive *archive)
{
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
}

int truce_unpack_open(struct truce_stream *stream, const char *name,
                      struct truce_unpack **out, struct truce_err *err)
{
    struct truce_unpack *unpack = truce_zalloc(1, sizeof *unpack);
    int rc = TRUCE_ENOMEM;
    if (!unpack)
        goto out;
    unpack->parent = stream;
    unpack->name = name;
    unpack->under = (struct truce_err)TRUCE_ERR_INIT;
    rc = truce_stream_init(&unpack->member, read_member, unpack);
    if (rc < 0)
        goto out;
    unpack->archive = archive_read_new();
    if (!unpack->archive) {
        rc = TRUCE_ENOMEM;
        goto out;
    }
    support(unpack->archive);
    if (archive_read_open(unpack->archive, unpack, NULL, feed, NULL) !=
        ARCHIVE_OK)
        rc = fail(unpack, err);
out:
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    if (rc < 0) {
        truce_unpack_close(unpack);
        unpack = NULL;
    }
    *out = unpack;
    return rc;
}

/* Member names in other encodings come as raw bytes. */
static struct truce_view entry_name(struct truce_unpack *unpack,
                                    struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    if (archive_format(unpack->archive) == ARCHIVE_FORMAT_RAW)
        name = NULL;
    return truce_view_of(name);
}

/* A fresh stream over the member the archive stands at. */
static void rewind_member(struct truce_stream *member)
{
    member->begin = 0;
    member->end = 0;
    member->offset = 0;
    member->line = 1;
    member->ended = false;
}

int truce_unpack_next(struct truce_unpack *unpack, struct truce_view *name,
                      struct truce_stream **member, struct truce_err *err)
{
    struct archive_entry *entry;
    int rc;
    if (unpack->damaged)
        return 0;
    do {
        rc = archive_read_next_header(unpack->archive, &entry);
        if (rc == ARCHIVE_EOF)
            return 0;
        if (rc < ARCHIVE_WARN)
            return fail(unpack, err);
    } while (archive_format(unpack->archive) != ARCHIVE_FORMAT_RAW &&
             archive_entry_filetype(entry) != AE_IFREG);
    rewind_member(&unpack->member);
    *name = entry_name(unpack, entry);
    *member = &unpack->member;
    return 1;
}

void truce_unpack_close(struct truce_unpack *unpack)
{
    if (!unpack)
        return;
    if (unpack->archive)
        archive_read_free(unpack->archive);
    truce_stream_release(&unpack->member);
    truce_free(unpack);
}
