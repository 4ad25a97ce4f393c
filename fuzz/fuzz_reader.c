/* Any bytes as an input: sniffed, or forced into a form by the first byte. */
#include <unistd.h>

#include "fuzz.h"
#include "read/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const forms[] = {"auto",  "text", "html", "feed",
                                        "jsonl", "json", "csv"};
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_document document;
    struct truce_reader *reader = NULL;
    char path[64];
    const char *paths[] = {path};
    int fd;
    int rc;
    if (size == 0)
        return 0;
    options.form = forms[data[0] % 7];
    fd = truce_fuzz_file(data + 1, size - 1, path);
    if (fd < 0)
        return 0;
    rc = truce_reader_open(paths, 1, &options, &reader, NULL);
    while (rc >= 0 && reader) {
        struct truce_err err = TRUCE_ERR_INIT;
        rc = truce_reader_next(reader, &arena, &document, &err);
        if (rc == 0)
            break;
        rc = rc == TRUCE_ENOMEM ? rc : 1;
        truce_arena_clear(&arena);
    }
    truce_reader_close(reader);
    truce_arena_release(&arena);
    close(fd);
    return 0;
}
