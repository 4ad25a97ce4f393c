/* Any bytes as text for the splitter, with weights of zero: every path that
 * does not depend on the model. */
#include "fuzz.h"
#include "lang/splitter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int16_t gap[SPLIT_CLASSES * SPLIT_GAP_BUCKETS];
    static const int16_t end[SPLIT_END_BUCKETS];
    const struct truce_splitter splitter = {gap, end};
    struct truce_splitter_scratch scratch = {0};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_text text;
    struct truce_view view = {(const char *)data, size};
    truce_splitter_run(&splitter, &scratch, view, &arena, &text);
    truce_splitter_scratch_release(&scratch);
    truce_arena_release(&arena);
    return 0;
}
