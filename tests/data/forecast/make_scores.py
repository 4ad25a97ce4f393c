#!/usr/bin/env python3
"""Writes scores.tsv: ensembles with their scores, worked out another way than
src/forecast/score.c does. CRPS is the integral of (F(x) - 1{x >= y})^2 between
the jumps, in exact fractions; quantiles come from statistics.quantiles; AUC
and AP go over all pairs and thresholds. Standard library only; the Python
version stands in the first line of the output."""
import math
import platform
import random
import statistics
from fractions import Fraction as F

EDGES = [0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5]


def crps(draws, y):
    points = sorted(set(draws) | {y})
    total = F(0)
    for low, high in zip(points, points[1:]):
        cdf = F(sum(d <= low for d in draws), len(draws))
        step = 1 if low >= y else 0
        total += (cdf - step) ** 2 * (F(high) - F(low))
    return float(total)


def ign(draws, y):
    def bin_of(v):
        return max(i for i, e in enumerate(EDGES) if v >= e)
    counts = [1] * len(EDGES)
    for d in draws:
        counts[bin_of(d)] += 1
    return -math.log2(counts[bin_of(y)] / sum(counts))


def interval(draws, y):
    cuts = statistics.quantiles(draws, n=20, method='inclusive')
    low, high = cuts[0], cuts[-1]
    return (high - low) + 20 * max(0, low - y) + 20 * max(0, y - high)


def pit(draws, y):
    """How much of F(y-)..F(y) lies within the middle 90%."""
    low = F(sum(d < y for d in draws), len(draws))
    high = F(sum(d <= y for d in draws), len(draws))
    left, right = F(1, 20), F(19, 20)
    if low == high:
        return float(left < low <= right)
    return float(max(F(0), min(high, right) - max(low, left)) / (high - low))


def auc(p, y):
    pairs = [(a, b) for a, i in zip(p, y) if i for b, j in zip(p, y) if not j]
    return sum(1 if a > b else 0.5 if a == b else 0
               for a, b in pairs) / len(pairs)


def ap(p, y):
    total, before = 0.0, 0
    for cut in sorted(set(p), reverse=True):
        hits = sum(i for a, i in zip(p, y) if a >= cut)
        total += (hits - before) / sum(y) * hits / sum(a >= cut for a in p)
        before = hits
    return total


def main():
    rng = random.Random(6)
    with open('scores.tsv', 'w', encoding='ascii') as out:
        out.write('# Python %s\n# ensemble: y, crps, ign, interval (90%%), '
                  'pit (90%%), draws\n' % platform.python_version())
        for case in range(40):
            n = rng.choice([2, 3, 12, 50, 200])
            scale = rng.choice([1, 10, 300])
            draws = [int(rng.expovariate(1 / scale)) * rng.choice([0, 1, 1])
                     for _ in range(n)]
            y = int(rng.expovariate(1 / scale) * rng.choice([0, 1, 5]))
            out.write('ensemble\t%d\t%.12g\t%.12g\t%.12g\t%.12g\t%s\n' % (
                y, crps(draws, y), ign(draws, y), interval(draws, y),
                pit(draws, y), ' '.join(map(str, draws))))
        out.write('# ranking: auc, ap, p:y ...\n')
        for case in range(12):
            n = rng.choice([4, 20, 60])
            p = [rng.choice([0, .1, .2, .5, .5, .9, rng.random()])
                 for _ in range(n)]
            y = [int(rng.random() < 0.2 + 0.6 * a) for a in p]
            y[0], y[1] = 0, 1
            out.write('ranking\t%.12g\t%.12g\t%s\n' % (
                auc(p, y), ap(p, y),
                ' '.join('%.17g:%d' % pair for pair in zip(p, y))))


main()
