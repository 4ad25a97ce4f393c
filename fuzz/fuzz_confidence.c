/* Any bytes as a table of weights; one that loads gives a chance. */
#include <stdlib.h>
#include <unistd.h>

#include "code/confidence.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_features features = {.n = 1};
    struct truce_confidence confidence;
    char path[64];
    int fd = truce_fuzz_file(data, size, path);
    if (fd < 0)
        return 0;
    features.items[0] = (struct truce_feature){
        .name = TRUCE_FEATURE_bias, .value = {"1", 1}, .x = 1};
    if (truce_confidence_load(&confidence, path, NULL) == TRUCE_OK) {
        double p = truce_confidence_of(&confidence, &features);
        if (!(p >= 0 && p <= 1))
            abort();
    }
    truce_confidence_release(&confidence);
    close(fd);
    return 0;
}
