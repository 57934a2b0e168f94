#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mutants.py - do the tests notice when the model is wrong?

Breaks src/model in 200 places, one at a time (an operator flipped, a term dropped, an index shifted), builds the tests and runs the
suites that reach the model, then, under the sanitizers, the fastest of them again. A mutant that none notices is alive. Those that change nothing the mathematics can see are named
in mutants.txt with the reason; of the others 95 % must be caught. The places follow from the source alone, so that two runs
break the same. Works in a copy under build/mutants.

    mutants.py            all of them
    mutants.py 17 42      these alone, with what the last suite said
"""

import os
import re
import shutil
import subprocess
import sys

COUNT, WANTED = 200, 95
SUITES = ["pass", "broken", "descent", "session", "elementary", "quantity", "landscape", "sweep", "properties", "reference", "tape",
          "condition"]
ALSO = {"written.c": ["commands"], "pass.c": ["memory"], "recurrence.c": ["memory"], "sequence.c": ["commands"],
        "broken.c": ["memory"], "descent.c": ["memory"], "sweep.c": ["memory"]}  # slow, but they reach these
SANITIZED = ["pass", "broken", "descent", "session", "sweep", "landscape"]  # for those still alive
TREE = os.path.join("build", "mutants")
SECONDS = 60  # for one suite; a mutant that never ends is caught

FLIPPED = {" + ": " - ", " - ": " + ", " * ": " / ", " / ": " * ", " < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ",
           " == ": " != ", " != ": " == ", " && ": " || ", " || ": " && ", " += ": " -= ", " -= ": " += "}
FLIP = re.compile("|".join(re.escape(sign) for sign in sorted(FLIPPED, key=len, reverse=True)))
FACTOR = r"[\w.]+(?:->\w+|\[[^\[\]]*\]|\([^()]*\))*"
TERM = re.compile(rf" [+-] {FACTOR}(?: [*/] {FACTOR})*(?=[;),\]]| [+<>=!?:&|-])")
INDEX = re.compile(r"(?<=[\w\])])\[([^\[\]]*[a-z0-9][^\[\]]*)\]")  # one in capitals alone is a length
STEP = re.compile(r"(?<=, )t(?=[,)])")


def without_words(source):
    """The source with comments and strings blanked out, each line as long as before."""
    blank = lambda found: re.sub(r"[^\n]", " ", found.group())
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source, flags=re.S)


def is_code(line):
    declares = re.match(r"\s*(static |const |extern |typedef |#|enum |struct \w+ \{)", line) and "=" not in line
    return not declares and not line.startswith(("static", "#", "}", "const"))


def places(name, source):
    """Every way to break this file: (file, line number, from, to, replacement)."""
    for number, line in enumerate(without_words(source).split("\n")):
        if not is_code(line):
            continue
        for found in FLIP.finditer(line):
            yield name, number, found.start(), found.end(), FLIPPED[found.group()]
        for found in TERM.finditer(line):
            yield name, number, found.start(), found.end(), ""
        for found in INDEX.finditer(line):
            yield name, number, found.start(), found.end(), f"[{found.group(1)} + 1]"
        for found in STEP.finditer(line):
            yield name, number, found.start(), found.end(), "t + 1"


def all_places():
    folder = os.path.join("src", "model")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".c") or name == "exponential.h")
    return [place for name in names for place in places(os.path.join(folder, name), open(os.path.join(folder, name)).read())]


def copy_tree():
    for name in ("src", "tests", "lessons", "man"):
        shutil.rmtree(os.path.join(TREE, name), ignore_errors=True)
        # With the time of the copy, so that nothing broken stays built.
        shutil.copytree(name, os.path.join(TREE, name), copy_function=shutil.copy)
    for name in ("Makefile", "README.md"):
        shutil.copy(name, TREE)


def folder_of(sanitize):
    return "build/mutant-sanitized" if sanitize else "build/mutant"


def build(sanitize=""):
    """True when it compiles."""
    folder = folder_of(sanitize)
    make = ["make", "-s", "CFLAGS=-O1 -w", f"BUILD={folder}", f"SANITIZE={sanitize}", f"{folder}/unroll", f"{folder}/check"]
    return subprocess.run(make, cwd=TREE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def passes(suite, sanitize=""):
    """True when the suite notices nothing, and what it said."""
    here, folder = os.path.abspath(TREE), folder_of(sanitize)
    environment = dict(os.environ, LC_ALL="C.UTF-8", UNROLL=f"{folder}/unroll", UNROLL_LESSONS=os.path.join(here, "lessons"),
                       XDG_STATE_HOME=os.path.join(here, "state"), TEST_BUILD=folder, CK_DEFAULT_TIMEOUT=str(SECONDS // 3))
    run = subprocess.Popen([f"{folder}/check", suite], cwd=TREE, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    try:
        said, _ = run.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        # Asked to end, and not killed, the suite takes along the test that it waits for; it asks its whole group.
        run.terminate()
        run.wait()
        return False, "it never ends"
    return run.returncode == 0, said.decode(errors="replace")


def first_to_notice(name=""):
    """The suite that notices and what it said, or None."""
    for suite in SUITES + ALSO.get(os.path.basename(name), []):
        fine, said = passes(suite)
        if not fine:
            return suite, said
    if not build("address,undefined"):
        sys.exit("mutants: the sanitized build fails")
    for suite in SANITIZED:
        fine, said = passes(suite, "address,undefined")
        if not fine:
            return suite + " (s)", said
    return None


def break_at(place):
    """Writes the broken file into the copy; gives the line as it was and as it is."""
    name, number, start, end, replacement = place
    lines = open(name).read().split("\n")
    before = lines[number]
    lines[number] = before[:start] + replacement + before[end:]
    with open(os.path.join(TREE, name), "w") as file:
        file.write("\n".join(lines))
    return before.strip(), lines[number].strip()


def equivalent():
    """The named mutants: {file: line as it was => line as it is}, without the reasons."""
    path = os.path.join("tests", "mutants.txt")
    return {line.strip() for line in open(path) if "=>" in line and not line.startswith("#")} if os.path.exists(path) else set()


def spread(everything):
    """Places evenly over everything, the next one where one does not compile."""
    return [index * len(everything) // COUNT for index in range(COUNT)]


def try_mutant(everything, at):
    """Breaks the first place from there on that compiles; gives what it is called and who noticed."""
    while True:
        before, after = break_at(everything[at])
        if build():
            break
        shutil.copy(everything[at][0], os.path.join(TREE, everything[at][0]))
        at += 1
    noticed = first_to_notice(everything[at][0])
    shutil.copy(everything[at][0], os.path.join(TREE, everything[at][0]))
    return f"{everything[at][0]}: {before} => {after}", noticed


def main():
    chosen = [int(word) for word in sys.argv[1:]]
    everything = all_places()
    copy_tree()
    if not build():
        sys.exit("mutants: the source does not compile")
    noticed = first_to_notice()
    if noticed is not None:
        sys.exit(f"mutants: {noticed[0]} fails before anything is broken:\n{noticed[1]}")
    named, caught, same, alive = equivalent(), 0, 0, []
    for number, at in enumerate(spread(everything), 1):
        if chosen and number not in chosen:
            continue
        name, noticed = try_mutant(everything, at)
        if noticed is not None:
            caught += 1
        elif name in named:
            same += 1
        else:
            alive.append(name)
        by = noticed[0] if noticed else "equivalent" if name in named else "ALIVE"
        print(f"{number:3} {by:14} {name}", flush=True)
        if chosen and noticed:
            print(noticed[1])
    tried = caught + len(alive)
    print(f"\n{len(everything)} places; {caught} of {tried} mutants caught ({100 * caught / max(tried, 1):.1f} %), {same} equivalent")
    for name in alive:
        print("alive:", name)
    sys.exit(0 if 100 * caught >= WANTED * tried else 1)


if __name__ == "__main__":
    main()
