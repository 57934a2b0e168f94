/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skeleton.c - the comments for the author are `note` blocks, which no learner sees. */

#include "lesson/skeleton.h"

#include <ctype.h>
#include <string.h>

#include "lesson/lesson.h"

static const char before_id[] = "# The title of your lesson\n"
                                "\n"
                                "```lesson\n"
                                "id: ";

static const char after_id[] =
    "\n"
    "format: 1\n"
    "minutes: 10\n"
    "skip: allowed\n"
    "```\n"
    "\n"
    "Say in a few lines what the learner will be able to do at the end. Names such as `a<t>` stand between "
    "backquotes.\n"
    "\n"
    "```note\n"
    "Only the lecturer sees a note; these are for you, and you can delete them all. man unroll-lesson says everything "
    "about the\n"
    "format, and `lesson check FILE` says what is still wrong, with its line.\n"
    "```\n"
    "\n"
    "```note\n"
    "skip is allowed, after-hints or never. A line `requires: unrolling` would name the lessons this one builds on.\n"
    "```\n"
    "\n"
    "## A step {#first-step}\n"
    "\n"
    "```setup\n"
    "example notes\n"
    "step\n"
    "```\n"
    "\n"
    "```note\n"
    "A step begins with a heading and an id of its own. Its setup is run silently, on a new session. A step without "
    "one goes on\n"
    "with the network as it is.\n"
    "```\n"
    "\n"
    "The first step has been taken. What is shown up to a question, or up to a line `---`, is a page: at most 18 lines "
    "of 78 columns.\n"
    "\n"
    "---\n"
    "\n"
    "Ask before you show: who has said what they expect learns more from what comes.\n"
    "\n"
    "```predict id=next-state\n"
    "ask: `x<2>` is 0. What will `a<2>` be after the next step?\n"
    "answer: v*a<1> + u*x<2> + b_a\n"
    "tol: 0.005\n"
    "wrong: u*x<2> + b_a => This forgets what `a<1>` brings.\n"
    "wrong: a<1> => On its way to `a<2>` it is multiplied by `v`.\n"
    "```\n"
    "\n"
    "```note\n"
    "The answer is an expression of the present network, never a number that was typed in. Each likely mistake has a "
    "line\n"
    "`wrong: EXPRESSION => REPLY`; their values must differ from the answer's by more than twice the tolerance.\n"
    "```\n"
    "\n"
    "```hint for=next-state\n"
    "Two things arrive at step 2: the state of step 1 and the input.\n"
    "```\n"
    "\n"
    "```hint for=next-state\n"
    "The input is 0, so only the state is left, times its weight.\n"
    "```\n"
    "\n"
    "```explain for=next-state\n"
    "`a<2>` is `v` times `a<1>`, for there is no input at step 2.\n"
    "```\n"
    "\n"
    "```note\n"
    "At least two hints a question, from a nudge to nearly the solution, and never the answer itself; then one "
    "explanation, which\n"
    "is shown when the question is solved or skipped. They stand directly after their question.\n"
    "```\n"
    "\n"
    "```run\n"
    "step\n"
    "```\n"
    "\n"
    "```note\n"
    "The commands of `run` are shown as if they were typed: this is how the truth is revealed.\n"
    "```\n"
    "\n"
    "## More kinds of questions {#more-kinds}\n"
    "\n"
    "```choice id=what-is-kept\n"
    "ask: How much of `a<1>` is left in `a<3>`?\n"
    "( ) `v` times as much. => That is what `a<2>` has of it. One more step follows.\n"
    "(x) `v^2` times as much. => Yes: one `v` for each of the two steps.\n"
    "( ) Nothing. => The state of step 2 carries it on.\n"
    "```\n"
    "\n"
    "```hint for=what-is-kept\n"
    "Follow it from step to step.\n"
    "```\n"
    "\n"
    "```hint for=what-is-kept\n"
    "Every step multiplies it once more by the same weight.\n"
    "```\n"
    "\n"
    "```explain for=what-is-kept\n"
    "From step 1 to step 3 it is multiplied by `v` twice.\n"
    "```\n"
    "\n"
    "```derive id=two-steps\n"
    "ask: Fill in what is missing.\n"
    "target: a<2>\n"
    "line: v*{a<1>} + u*x<2> + b_a\n"
    "line: v*({v}*a<0> + u*x<1> + b_a) + u*x<2> + b_a\n"
    "wrong: 1: a<2> => This is what step 2 gives, not what it gets.\n"
    "```\n"
    "\n"
    "```note\n"
    "Every line has the value of the target. A blank stands in braces, and `wrong: 1:` is for the first blank.\n"
    "```\n"
    "\n"
    "```hint for=two-steps\n"
    "The forward equation is the same at every step.\n"
    "```\n"
    "\n"
    "```hint for=two-steps\n"
    "In the second line the state of step 1 is written out with that equation.\n"
    "```\n"
    "\n"
    "```explain for=two-steps\n"
    "The equation of step 1 stands inside that of step 2: this is what unrolling means.\n"
    "```\n"
    "\n"
    "```do id=fade-faster\n"
    "ask: Choose a `v` with which `a<1>` leaves less than a tenth of itself in `a<3>`.\n"
    "expect: abs(v^2) < 0.1\n"
    "solution: v = 0.3\n"
    "try: v = 0.4 => Two steps still keep 0.16 of it.\n"
    "```\n"
    "\n"
    "```note\n"
    "All lines `expect` must hold, and they must not hold before. The lines `solution` are commands that bring it "
    "about; a line\n"
    "`try` is a likely wrong attempt.\n"
    "```\n"
    "\n"
    "```hint for=fade-faster\n"
    "It is multiplied by the same number twice.\n"
    "```\n"
    "\n"
    "```hint for=fade-faster\n"
    "Which numbers have a square below a tenth?\n"
    "```\n"
    "\n"
    "```explain for=fade-faster\n"
    "Anything nearer to 0 than the square root of a tenth will do, about 0.316.\n"
    "```\n";

/* The id in "mine/16-echoes.md": its bytes, or 0 when the file is called otherwise. */
static size_t find_id(const char *path, const char **id)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    size_t length = strlen(name);
    if (length < 7 || !isdigit((unsigned char)name[0]) || !isdigit((unsigned char)name[1]) || name[2] != '-' ||
        strcmp(name + length - 3, ".md") != 0)
        return 0;
    *id = name + 3;
    return length - 6;
}

bool skeleton_add(struct text *text, const char *path, struct fault *fault)
{
    const char *start = NULL;
    struct text id = {0};
    size_t length = find_id(path, &start);
    if (length > 0)
        text_add_bytes(&id, start, length);
    bool done = lesson_is_id(text_string(&id));
    if (done) {
        text_addf(text, "%s%s%s", before_id, text_string(&id), after_id);
    } else {
        fault_set(fault, "a lesson's file is called NN-name.md, with two digits, small letters and '-'");
        fault_hint(fault, "such as 16-echoes.md");
    }
    text_clear(&id);
    return done;
}
