/* Any bytes as a language model. */
#include <unistd.h>

#include "fuzz.h"
#include "lang/lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_lang *lang = NULL;
    char path[64];
    int fd = truce_fuzz_file(data, size, path);
    if (fd < 0)
        return 0;
    truce_lang_open(path, &lang, NULL);
    truce_lang_close(lang);
    close(fd);
    return 0;
}
