/* Sizes of the network: part of the model file's format. */
#ifndef TRUCE_LANG_NETSHAPE_H
#define TRUCE_LANG_NETSHAPE_H

/* Experiments with other sizes: 192 gave no more on dev. */
#ifndef TRUCE_NET_HID
#define TRUCE_NET_HID 160
#endif

enum {
    NET_WORD = 100, /* word vector */
    NET_AFFIX = 64, /* sum over prefixes and suffixes */
    NET_NGRAM = 48, /* sum over character trigrams */
    NET_SHAPE = 12, /* case pattern plus spaces around the token */
    NET_IN = NET_WORD + NET_AFFIX + NET_NGRAM + NET_SHAPE,
    NET_HID = TRUCE_NET_HID, /* one direction of one recurrent layer */
    NET_GATES = 3 * NET_HID, /* forget, output, candidate */
    NET_OUT = 2 * NET_HID,
    NET_ARC = 128, /* arc scorer, each side */
    NET_LAB = 96,  /* label scorer, each side */
    NET_TAG = 96,  /* hidden layer of the tag heads */
    NET_LEM = 64,  /* hidden layer of the lemma head */
    NET_DIST = 13, /* bins of arc length, for each direction */
    NET_MAX_LABELS = 64,
    NET_MAX_UPOS = 20,
    NET_MAX_XPOS = 64,
    NET_MAX_SCRIPTS = 512
};

/* Bin of the arc from head j to dependent i (both counted from 0): 0 to
 * NET_DIST - 1 for heads to the right, NET_DIST more for heads to the left. */
static inline int net_dist_bin(int i, int j)
{
    int d = i < j ? j - i : i - j;
    int bin = d <= 7    ? d - 1
              : d <= 9  ? 7
              : d <= 12 ? 8
              : d <= 17 ? 9
              : d <= 25 ? 10
              : d <= 40 ? 11
                        : 12;
    if (bin < 0)
        bin = 0;
    return i < j ? bin : bin + NET_DIST;
}

#endif
