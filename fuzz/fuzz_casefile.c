/* Any bytes as a conflict file. */
#include <unistd.h>

#include "casefile/casefile.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_casefile *file = NULL;
    char path[64];
    int fd = truce_fuzz_file(data, size, path);
    if (fd < 0)
        return 0;
    if (truce_casefile_open(path, TRUCE_CASEFILE_READ, &file, NULL) == TRUCE_OK)
        sqlite3_exec(truce_casefile_db(file), "SELECT * FROM events_view", NULL,
                     NULL, NULL);
    truce_casefile_close(file);
    close(fd);
    return 0;
}
