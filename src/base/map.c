/* Open-addressing hash map; see map.h. */
#include "base/map.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"

/* Eight bytes a step; of this process only, unlike truce_hash. */
static uint64_t hash_key(struct truce_view key)
{
    const uint64_t odd = 0x9e3779b97f4a7c15ULL;
    uint64_t hash = key.len * odd, part;
    const char *at = key.ptr;
    size_t left = key.len;
    for (; left >= 8; left -= 8, at += 8) {
        memcpy(&part, at, 8);
        hash = (hash ^ part) * odd;
        hash ^= hash >> 32;
    }
    part = 0;
    for (size_t i = 0; i < left; i++)
        part = part << 8 | (unsigned char)at[i];
    hash = (hash ^ part) * odd;
    return hash ^ hash >> 32;
}

static struct truce_map_slot *find_slot(struct truce_map_slot *slots,
                                        size_t cap, uint64_t hash,
                                        struct truce_view key)
{
    size_t i = (size_t)(hash ^ (hash >> 32)) & (cap - 1);
    while (slots[i].key.ptr &&
           !(slots[i].hash == hash && truce_view_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static int rehash(struct truce_map *map)
{
    size_t cap = map->cap ? map->cap * 2 : 64;
    struct truce_map_slot *slots = truce_zalloc(cap, sizeof *slots);
    if (!slots)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < map->cap; i++) {
        struct truce_map_slot *old = &map->slots[i];
        if (old->key.ptr)
            *find_slot(slots, cap, old->hash, old->key) = *old;
    }
    truce_free(map->slots);
    map->slots = slots;
    map->cap = cap;
    return TRUCE_OK;
}

uint64_t *truce_map_get(const struct truce_map *map, struct truce_view key)
{
    struct truce_map_slot *slot;
    if (!map->cap)
        return NULL;
    slot = find_slot(map->slots, map->cap, hash_key(key), key);
    return slot->key.ptr ? &slot->value : NULL;
}

uint64_t *truce_map_put(struct truce_map *map, struct truce_view key,
                        uint64_t fresh, bool *added)
{
    uint64_t hash = hash_key(key);
    struct truce_map_slot *slot;
    if (added)
        *added = false;
    if ((map->count + 1) * 4 > map->cap * 3 && rehash(map) < 0)
        return NULL;
    slot = find_slot(map->slots, map->cap, hash, key);
    if (!slot->key.ptr) {
        const char *copy = truce_arena_strndup(&map->keys, key.ptr, key.len);
        if (!copy)
            return NULL;
        *slot = (struct truce_map_slot){hash, {copy, key.len}, fresh};
        map->count++;
        if (added)
            *added = true;
    }
    return &slot->value;
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
    truce_arena_release(&map->keys);
    *map = (struct truce_map)TRUCE_MAP_INIT;
}
