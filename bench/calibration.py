#!/usr/bin/env python3
"""calibration.py DIR: is P(25 deaths or more) as far off in some tenth as a
right forecast would be?

DIR is what `PROBABILITIES=1 KEEP=DIR bench/forecast.sh FIRST LAST` left. A
tenth holds a dozen months of a country each, which rise and fall together, so
that even a right forecast is off in some tenth. How far is found by drawing
outcomes from the forecasts themselves: the months of a country and window have
a normal latent in common (correlation rho), as large as makes the sums over a
country's window scatter as the real ones do. Prints, for all windows and for
each four of them, how far off the farthest tenth of 100 cases is, what it is
for a right forecast (median, 90%), how often such a one is within 0.05, and
how often it is as far off as this one.
"""
import csv
import glob
import os
import random
import statistics
import sys

LEAST = 100      # cases of a tenth that counts
CLEAR = 0.003    # below, months are taken as peace: none is drawn
DRAWS = 200
NORMAL = statistics.NormalDist()


def load(folder):
    """Rows (window, unit, p, outcome) of all windows of the folder."""
    actual = {}
    with open(os.path.join(folder, 'actuals.csv'), encoding='utf-8') as file:
        for row in csv.DictReader(file):
            actual[row['unit'], row['month']] = float(row['deaths']) >= 25
    rows = []
    for path in sorted(glob.glob(os.path.join(folder, '[0-9]' * 4 + '.csv'))):
        window = int(os.path.basename(path)[:4])
        with open(path, encoding='utf-8') as file:
            for row in csv.DictReader(file):
                key = row['unit'], row['month']
                if key in actual:
                    rows.append((window, row['unit'], float(row['p25']),
                                 actual[key]))
    return rows


def farthest(forecasts, outcomes):
    """Largest gap of forecast and observed share in a tenth."""
    n, p, hits = [0] * 10, [0.0] * 10, [0] * 10
    for forecast, outcome in zip(forecasts, outcomes):
        tenth = min(9, int(forecast * 10))
        n[tenth] += 1
        p[tenth] += forecast
        hits[tenth] += outcome
    return max(abs(hits[i] - p[i]) / n[i] for i in range(10) if n[i] >= LEAST)


def scatter(keys, forecasts, outcomes):
    """Squared sums over a country's window against what chance gives."""
    off, chance = {}, {}
    for key, p, outcome in zip(keys, forecasts, outcomes):
        off[key] = off.get(key, 0) + outcome - p
        chance[key] = chance.get(key, 0) + p * (1 - p)
    return sum(v * v for v in off.values()) / sum(chance.values())


def draw(keys, cuts, rho, rng):
    """Outcomes of forecasts that are right."""
    common, out = {}, []
    for key, cut in zip(keys, cuts):
        if cut is None:
            out.append(0)
            continue
        if key not in common:
            common[key] = rho ** 0.5 * rng.gauss(0, 1)
        out.append(common[key] + (1 - rho) ** 0.5 * rng.gauss(0, 1) < cut)
    return out


def fit(keys, forecasts, cuts, goal, rng):
    """The rho whose drawn outcomes scatter as the real ones do."""
    def miss(rho):
        return abs(statistics.mean(
            scatter(keys, forecasts, draw(keys, cuts, rho, rng))
            for _ in range(5)) - goal)
    return min((k / 20 for k in range(20)), key=miss)


def main():
    rows = load(sys.argv[1])
    rng = random.Random(1)
    windows = sorted({row[0] for row in rows})
    keys = [row[:2] for row in rows]
    forecasts = [row[2] for row in rows]
    outcomes = [row[3] for row in rows]
    cuts = [NORMAL.inv_cdf(min(p, 0.9999)) if p > CLEAR else None
            for p in forecasts]
    goal = scatter(keys, forecasts, outcomes)
    rho = fit(keys, forecasts, cuts, goal, rng)
    print('sums over a country\'s window scatter %.1f times as chance would; '
          'rho %.2f' % (goal, rho))
    drawn = [draw(keys, cuts, rho, rng) for _ in range(DRAWS)]
    print('| windows | farthest tenth | of a right forecast: median | 90% | '
          'within 0.05 | as far off |')
    print('| --- | --- | --- | --- | --- | --- |')
    blocks = [(windows[0], windows[-1])]
    blocks += [(last - 3, last)
               for last in range(windows[-1], windows[0] + 2, -4)]
    for first, last in blocks:
        at = [i for i, key in enumerate(keys) if first <= key[0] <= last]
        some = [forecasts[i] for i in at]
        real = farthest(some, [outcomes[i] for i in at])
        right = sorted(farthest(some, [one[i] for i in at]) for one in drawn)
        print('| %d-%d | %.3f | %.3f | %.3f | %.2f | %.2f |' % (
            first, last, real, right[DRAWS // 2], right[DRAWS * 9 // 10],
            sum(v <= 0.05 for v in right) / DRAWS,
            sum(v >= real for v in right) / DRAWS))


main()
