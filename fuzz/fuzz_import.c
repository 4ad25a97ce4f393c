/* Any bytes as a published data set, read without storing. */
#include <unistd.h>

#include "fuzz.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_import_options options = {0};
    struct truce_import_summary summary;
    static struct truce_import *import; /* its code tables load once */
    char path[64];
    int fd = truce_fuzz_file(data, size, path);
    if (fd < 0)
        return 0;
    if (import || truce_import_open(NULL, &import, NULL) == TRUCE_OK)
        truce_import_file(import, path, &options, &summary, NULL);
    close(fd);
    return 0;
}
