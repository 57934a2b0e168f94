/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen.c - the rows about the full screen: a step and other keys, and the first frame, beside other programs.
 *
 * Two programs are started, each on a terminal of its own, and get their keys in turn: unroll with a short and with a
 * long sequence, or another program and unroll. */

#include "tests/bench/bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/terminal.h"

enum { SHORT = 10, LONG = 10000000, FRAMES = 200, OTHER_FRAMES = 60, HELD = 3000, STARTS = 15 };

/* Seconds of silence that end a frame: behind a key, and where a program first has to get ready. */
static const double QUIET = 0.01, LONG_QUIET = 0.3;

#define RIGHT     "\033[C"
#define LEFT      "\033[D"
#define UP        "\033[A"
#define DOWN      "\033[B"
#define PAGE_UP   "\033[5~"
#define PAGE_DOWN "\033[6~"

/* A program and its keys: what is typed at first, the two that are then measured by turns, and what is typed unmeasured
 * before every so many of them. */
struct player {
    const char *program[12];
    const char *setup;
    const char *keys[2];
    const char *again;
    int every; /* 0 for never */
    struct terminal terminal;
    double ms[FRAMES], bytes[FRAMES];
};

static bool player_start(struct player *player, int rows, int columns)
{
    struct frame frame = terminal_open(&player->terminal, player->program, rows, columns, LONG_QUIET);
    if (frame.bytes > 0 && player->setup != NULL)
        frame = terminal_press(&player->terminal, player->setup, LONG_QUIET);
    return frame.bytes > 0;
}

static bool press(struct player *player, int i)
{
    if (player->every > 0 && i % player->every == 0)
        terminal_press(&player->terminal, player->again, QUIET);
    struct frame frame = terminal_press(&player->terminal, player->keys[i % 2], QUIET);
    player->ms[i] = frame.seconds * 1e3;
    player->bytes[i] = (double)frame.bytes;
    return frame.bytes > 0;
}

/* Both programs answer count keys in turn. Gives the median of B's time to A's; not a number when a program does not
 * start or a key gets no answer. */
static double play(struct player *A, struct player *B, int rows, int columns, int count)
{
    double ratios[FRAMES];
    bool answered = player_start(A, rows, columns);
    answered = player_start(B, rows, columns) && answered;
    for (int i = 0; i < count && answered; i++) {
        answered = press(A, i) && press(B, i);
        ratios[i] = B->ms[i] / A->ms[i];
    }
    terminal_close(&A->terminal);
    terminal_close(&B->terminal);
    return answered ? quantile(ratios, count, 0.5) : NAN;
}

/* ---- a key of unroll, with a short and with a long sequence ---- */

static const struct size {
    int rows, columns;
    double ms, bytes; /* the most a step should take, or 0 */
} sizes[] = {{24, 80, 0.5, 1000}, {60, 200, 0, 0}};

/* Lines that lead to where the keys are pressed. The short sequence soon comes to its end, and is led back there. */
static const struct key_row {
    const char *name, *keys[2], *short_place, *long_place;
    int room; /* the keys that fit into the short sequence, or 0 for any number */
    bool is_step;
} key_rows[] = {
    {"step, forward", {RIGHT, RIGHT}, "goto 1\r", "goto 5000000\r", SHORT - 1, true},
    {"step, backward", {RIGHT, RIGHT}, "goto back 10\r", "goto back 5000000\r", SHORT - 1, true},
    {"back, forward", {LEFT, LEFT}, "goto 10\r", "goto 5000000\r", SHORT - 1, true},
    {"tune v at t = 5", {RIGHT, LEFT}, "goto 5; tune v\r", "goto 5; tune v\r", 0, false},
    {"scroll the log", {PAGE_UP, PAGE_DOWN}, "goto 5; help\r", "goto 5000000; help\r", 0, false},
    {"a typed letter", {"r", "i"}, "goto 5\rp", "goto 5000000\rp", 0, false},
};

static void print_frames(const char *what, struct player *player, double ms_goal, double bytes_goal)
{
    char measured[96], goal[32] = "-";
    double ms = quantile(player->ms, FRAMES, 0.5), bytes = quantile(player->bytes, FRAMES, 0.5);
    snprintf(measured, sizeof measured, "%.2f ms (p99 %.2f), %.0f bytes (p99 %.0f)", ms,
             quantile(player->ms, FRAMES, 0.99), bytes, quantile(player->bytes, FRAMES, 0.99));
    if (ms_goal > 0)
        snprintf(goal, sizeof goal, "%.1f ms, %.0f", ms_goal, bytes_goal);
    print_row(what, measured, "-", goal,
              ms_goal <= 0                           ? "-"
              : ms <= ms_goal && bytes <= bytes_goal ? "reached"
                                                     : "missed");
}

enum { LONGEST_SETUP = 128 };

/* The setup has room for LONGEST_SETUP bytes. */
static void player_init(struct player *player, const char *unroll, const struct key_row *row, int T, char *setup)
{
    const char *place = T == SHORT ? row->short_place : row->long_place;
    snprintf(setup, LONGEST_SETUP, "x = random %d 1; y = random %d 2\r%s", T, T, place);
    *player = (struct player){
        .program = {unroll, "--screen"},
        .setup = setup,
        .keys = {row->keys[0], row->keys[1]},
        .again = place,
        .every = T == SHORT ? row->room : 0,
    };
}

static void bench_key(const char *unroll, const struct key_row *row, const struct size *size)
{
    static struct player at_short, at_long;
    char what[64], short_setup[LONGEST_SETUP], long_setup[LONGEST_SETUP];
    player_init(&at_short, unroll, row, SHORT, short_setup);
    player_init(&at_long, unroll, row, LONG, long_setup);
    double ratio = play(&at_short, &at_long, size->rows, size->columns, FRAMES);
    double ms_goal = row->is_step ? size->ms : 0;
    snprintf(what, sizeof what, "%s, %dx%d, T = %d", row->name, size->columns, size->rows, SHORT);
    if (isnan(ratio)) {
        print_skipped(what, "a key gets no answer");
        return;
    }
    print_frames(what, &at_short, ms_goal, size->bytes);
    snprintf(what, sizeof what, "%s, %dx%d, T = %d", row->name, size->columns, size->rows, LONG);
    print_frames(what, &at_long, ms_goal, size->bytes);
    print_ratio("    the time to that at T = 10", "", ratio, 1.5);
}

/* Many keys that are there at once: what is drawn for them, and how long all take. */
static void bench_held(const char *unroll)
{
    static char keys[HELD * (sizeof RIGHT - 1) + 1];
    const char *const program[] = {unroll, "--screen", NULL};
    struct terminal terminal;
    char what[64], measured[64];
    for (size_t i = 0; i + 1 < sizeof keys; i += sizeof RIGHT - 1)
        memcpy(keys + i, RIGHT, sizeof RIGHT);
    terminal_open(&terminal, program, 24, 80, LONG_QUIET);
    terminal_press(&terminal, "x = random 10000 1; y = random 10000 2\r", LONG_QUIET);
    struct frame frame = terminal_press(&terminal, keys, LONG_QUIET);
    terminal_close(&terminal);
    snprintf(what, sizeof what, "%d Right keys at once, 80x24", HELD);
    snprintf(measured, sizeof measured, "%.1f ms, %zu bytes", frame.seconds * 1e3, frame.bytes);
    print_row(what, measured, "-", "-", "-");
}

/* ---- other programs ---- */

/* A text of 10,000 lines for less. */
static bool write_text(char *path)
{
    int file = mkstemp(path);
    FILE *text = file >= 0 ? fdopen(file, "w") : NULL;
    if (text == NULL)
        return false;
    for (int line = 1; line <= 10000; line++)
        fprintf(text, "line %d: a<%d> = v a<%d> + u x<%d> + b_a\n", line, line, line - 1, line);
    return fclose(text) == 0;
}

/* A program to compare with; the path of what it opens follows its arguments. */
enum opens { OPENS_NOTHING, OPENS_TEXT, OPENS_STEPPED };

struct other {
    const char *name, *arguments[8];
    enum opens opens;
};

static const struct other less = {"less", {"less"}, OPENS_TEXT};
static const struct other htop = {"htop", {"htop", "-d", "100"}, OPENS_NOTHING};
static const struct other gdb = {
    "gdb -tui", {"gdb", "-nx", "-q", "-tui", "-iex", "set debuginfod enabled off"}, OPENS_STEPPED};

static const struct other_key {
    const struct other *other;
    const char *name, *setup, *keys[2];
} other_keys[] = {
    {&less, "Down", NULL, {DOWN, DOWN}},
    {&less, "Space", NULL, {" ", " "}},
    {&htop, "Down, Up", NULL, {DOWN, UP}},
    {&gdb, "next", "start\r", {"next\r", "next\r"}},
};

struct paths {
    const char *text, *stepped;
};

static void set_program(const char **program, const struct other *other, const struct paths *paths)
{
    int count = 0;
    for (; other->arguments[count] != NULL; count++)
        program[count] = other->arguments[count];
    if (other->opens != OPENS_NOTHING)
        program[count++] = other->opens == OPENS_TEXT ? paths->text : paths->stepped;
    program[count] = NULL;
}

/* From the start to the first frame. */
static double start_seconds(void *subject)
{
    struct terminal terminal;
    struct frame frame = terminal_open(&terminal, subject, 24, 80, LONG_QUIET);
    terminal_close(&terminal);
    return frame.seconds;
}

static void bench_start(const char *unroll, const struct other *other, const struct paths *paths, double goal)
{
    const char *theirs[12], *ours[] = {unroll, "--screen", NULL};
    char what[64], measured[64];
    set_program(theirs, other, paths);
    struct pair pair = measure((struct task){start_seconds, theirs}, (struct task){start_seconds, ours}, STARTS);
    snprintf(what, sizeof what, "first frame, 80x24, against %s", other->name);
    snprintf(measured, sizeof measured, "%s %.2f, unroll %.2f ms", other->name, pair.a * 1e3, pair.b * 1e3);
    if (isnan(pair.ratio))
        print_skipped(what, "it is not installed");
    else
        print_ratio(what, measured, pair.ratio, goal);
}

static void bench_other_key(const char *unroll, const struct other_key *key, const struct paths *paths)
{
    static struct player theirs, ours;
    char what[64], measured[96];
    theirs = (struct player){.setup = key->setup, .keys = {key->keys[0], key->keys[1]}};
    set_program(theirs.program, key->other, paths);
    ours = (struct player){.program = {unroll, "--screen"},
                           .setup = "x = random 1000 1; y = random 1000 2; goto 500\r",
                           .keys = {RIGHT, RIGHT}};
    double ratio = play(&theirs, &ours, 24, 80, OTHER_FRAMES);
    snprintf(what, sizeof what, "step, 80x24, against %s, %s", key->other->name, key->name);
    if (strstr(theirs.terminal.last, "not being run") != NULL) {
        print_skipped(what, "it may not run a program here");
        return;
    }
    if (isnan(ratio)) {
        print_skipped(what, "it is not installed, or does not answer");
        return;
    }
    snprintf(measured, sizeof measured, "%.2f ms, %.0f bytes; unroll %.2f ms, %.0f bytes",
             quantile(theirs.ms, OTHER_FRAMES, 0.5), quantile(theirs.bytes, OTHER_FRAMES, 0.5),
             quantile(ours.ms, OTHER_FRAMES, 0.5), quantile(ours.bytes, OTHER_FRAMES, 0.5));
    print_ratio(what, measured, ratio, 0);
}

static void bench_others(const char *unroll, const char *curses, const char *stepped)
{
    const struct other bare = {"bare curses", {curses}, OPENS_NOTHING};
    char text[] = "/tmp/unroll-bench-XXXXXX";
    struct paths paths = {text, stepped};
    if (!write_text(text)) {
        print_skipped("other programs", "a file for them cannot be written");
        return;
    }
    bench_start(unroll, &less, &paths, 1);
    bench_start(unroll, &bare, &paths, 0);
    bench_start(unroll, &htop, &paths, 0);
    bench_start(unroll, &gdb, &paths, 0);
    for (size_t i = 0; i < sizeof other_keys / sizeof *other_keys; i++)
        bench_other_key(unroll, &other_keys[i], &paths);
    unlink(text);
}

void bench_screen(const char *unroll, const char *curses, const char *stepped)
{
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        for (size_t key = 0; key < sizeof key_rows / sizeof *key_rows; key++)
            bench_key(unroll, &key_rows[key], &sizes[size]);
    }
    bench_held(unroll);
    bench_others(unroll, curses, stepped);
}
