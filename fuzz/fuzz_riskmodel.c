/* Any bytes as a risk model; one that loads must forecast. */
#include <stdlib.h>
#include <unistd.h>

#include "forecast/model.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const double deaths[] = {0, 3, 40};
    struct truce_model_ask ask = {
        .deaths = deaths, .t = 3, .first_lead = 1, .n_leads = 1, .n_draws = 20};
    double draws[20], p25;
    struct truce_model *model = NULL;
    char path[64];
    int fd = truce_fuzz_file(data, size, path);
    if (fd < 0)
        return 0;
    if (truce_model_load(path, &model, NULL) == TRUCE_OK &&
        truce_model_forecast(model, &ask, draws, &p25, NULL) != TRUCE_OK)
        abort();
    truce_model_free(model);
    close(fd);
    return 0;
}
