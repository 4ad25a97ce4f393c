"""What the score_*.py share: items in, what truce codes of them out."""
import json
import subprocess


def options(args, default=None):
    """TRUCE [FILE] [-v] [--floor SHARE]: the program, the file, whether to
    list what is wrong, the least share."""
    floor = float(args[args.index("--floor") + 1]) if "--floor" in args else 0
    files = [a for i, a in enumerate(args) if not a.startswith("-") and
             (i == 0 or args[i - 1] != "--floor")]
    path = files[1] if len(files) > 1 else default
    return files[0], path, "-v" in args, floor


def rows(path):
    """Fields of the lines of a TSV file, comments left out."""
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file
                if line.strip() and not line.startswith("#")]


def coded(truce, items):
    """Each item of id, date, text with what truce tells of it, in order."""
    lines = "".join(json.dumps({k: i[k] for k in ("id", "date", "text")}) +
                    "\n" for i in items)
    done = subprocess.run([truce, "code", "--emit", "jsonl", "-"],
                          input=lines.encode(), stdout=subprocess.PIPE,
                          check=True)
    told = map(json.loads, done.stdout.splitlines())
    return list(zip(items, told, strict=True))


def coded_file(truce, path):
    with open(path, encoding="utf-8") as file:
        return coded(truce, [json.loads(line) for line in file])


def coded_texts(truce, texts):
    """The same for bare texts: what truce tells of each."""
    items = [{"id": str(i), "date": "2020-06-15", "text": text}
             for i, text in enumerate(texts)]
    return [told for _, told in coded(truce, items)]


def below(figures, args):
    """True where a figure is under its NAME=VALUE."""
    floors = [a.split("=") for a in args if "=" in a]
    return any(figures[name] < float(floor) for name, floor in floors)
