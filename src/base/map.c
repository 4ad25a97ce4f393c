/* Open-addressing hash map; see map.h. */
#include "base/map.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"

/* The first eight bytes, or all of a shorter key: with the length they tell
 * such keys apart. */
static uint64_t head_of(struct truce_view key)
{
    const char *at = key.ptr;
    uint64_t head = 0;
    if (key.len >= 8) {
        memcpy(&head, at, 8);
    } else if (key.len >= 4) { /* two halves that may overlap */
        uint32_t low, high;
        memcpy(&low, at, 4);
        memcpy(&high, at + key.len - 4, 4);
        head = (uint64_t)high << 32 | low;
    } else if (key.len) {
        head = (uint64_t)(unsigned char)at[0] << 16 |
               (uint64_t)(unsigned char)at[key.len / 2] << 8 |
               (unsigned char)at[key.len - 1];
    }
    return head;
}

/* Eight bytes a step; of this process only, unlike truce_hash. */
static uint64_t hash_key(struct truce_view key, uint64_t head)
{
    const uint64_t odd = 0x9e3779b97f4a7c15ULL;
    uint64_t hash = (head ^ (key.len * odd)) * odd;
    for (size_t i = 8; i < key.len; i += 8) {
        struct truce_view rest = {key.ptr + i, key.len - i};
        hash ^= hash >> 32;
        hash = (hash ^ head_of(rest)) * odd;
    }
    return hash ^ hash >> 32;
}

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32) | 1;
}

static bool has_key(const struct truce_map_slot *slot, struct truce_view key,
                    uint64_t head)
{
    return slot->head == head && slot->key.len == key.len &&
           (key.len <= 8 || !memcmp(slot->key.ptr, key.ptr, key.len));
}

/* Place of the key, or the free one where it belongs. */
static size_t find_slot(const struct truce_map *map, uint64_t hash,
                        struct truce_view key, uint64_t head)
{
    size_t i = (size_t)hash & (map->cap - 1);
    while (map->tags[i] && !(map->tags[i] == tag_of(hash) &&
                             has_key(&map->slots[i], key, head)))
        i = (i + 1) & (map->cap - 1);
    return i;
}

static int rehash(struct truce_map *map)
{
    struct truce_map wider = *map;
    wider.cap = map->cap ? map->cap * 2 : 64;
    wider.slots = truce_zalloc(wider.cap, sizeof *wider.slots);
    wider.tags = truce_zalloc(wider.cap, sizeof *wider.tags);
    if (!wider.slots || !wider.tags) {
        truce_free(wider.slots);
        truce_free(wider.tags);
        return TRUCE_ENOMEM;
    }
    for (size_t i = 0; i < map->cap; i++) {
        const struct truce_map_slot *old = &map->slots[i];
        size_t at;
        if (!map->tags[i])
            continue;
        at = find_slot(&wider, hash_key(old->key, old->head), old->key,
                       old->head);
        wider.slots[at] = *old;
        wider.tags[at] = map->tags[i];
    }
    truce_free(map->slots);
    truce_free(map->tags);
    *map = wider;
    return TRUCE_OK;
}

uint64_t *truce_map_get(const struct truce_map *map, struct truce_view key)
{
    uint64_t head = head_of(key);
    size_t at;
    if (!map->cap)
        return NULL;
    at = find_slot(map, hash_key(key, head), key, head);
    return map->tags[at] ? &map->slots[at].value : NULL;
}

uint64_t *truce_map_put(struct truce_map *map, struct truce_view key,
                        uint64_t fresh, bool *added)
{
    uint64_t head = head_of(key), hash = hash_key(key, head);
    size_t at;
    if (added)
        *added = false;
    if ((map->count + 1) * 4 > map->cap * 3 && rehash(map) < 0)
        return NULL;
    at = find_slot(map, hash, key, head);
    if (!map->tags[at]) {
        const char *copy = truce_arena_strndup(&map->keys, key.ptr, key.len);
        if (!copy)
            return NULL;
        map->slots[at] = (struct truce_map_slot){head, {copy, key.len}, fresh};
        map->tags[at] = tag_of(hash);
        map->count++;
        if (added)
            *added = true;
    }
    return &map->slots[at].value;
}

int truce_map_set(struct truce_map *map, struct truce_view key, uint64_t value)
{
    uint64_t *place = truce_map_put(map, key, value, NULL);
    if (!place)
        return TRUCE_ENOMEM;
    *place = value;
    return TRUCE_OK;
}

void truce_map_release(struct truce_map *map)
{
    if (!map)
        return;
    truce_free(map->slots);
    truce_free(map->tags);
    truce_arena_release(&map->keys);
    *map = (struct truce_map)TRUCE_MAP_INIT;
}
