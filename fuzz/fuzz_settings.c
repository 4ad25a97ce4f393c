/* Settings of an assessment: a file that users edit by hand. */
#include <stdlib.h>

#include "assess/settings.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct truce_assess_settings settings;
    struct truce_view text = {(const char *)data, size};
    if (truce_assess_settings_parse(text, "fuzz.tsv", &settings, NULL) !=
        TRUCE_OK)
        return 0;
    for (size_t i = 0; i < TRUCE_N_COMPONENTS; i++)
        if (!(settings.component[i].prior >= 0 &&
              settings.component[i].prior <= 1))
            abort();
    truce_assess_settings_release(&settings);
    return 0;
}
