/* SPDX-License-Identifier: GPL-3.0-or-later */
/* process.h - the program as others start it: arguments, an environment and bytes go in, bytes and a status come out.
 *
 * The program is the one the variable UNROLL names. Nothing here waits for a time to pass: every wait is for bytes, for
 * the end of the process or for work it does, and a deadline turns what never comes into a failed test. */

#ifndef UNROLL_TESTS_PROCESS_H
#define UNROLL_TESTS_PROCESS_H

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

/* The sanitizers have a memory and a loader of their own. */
#if defined(__SANITIZE_ADDRESS__)
#define PROCESS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PROCESS_SANITIZED true
#endif
#endif
#ifndef PROCESS_SANITIZED
#define PROCESS_SANITIZED false
#endif

enum { PROCESS_SECONDS = 30, PROCESS_WORDS = 24 };

/* How the program is to be started. What is left out is ordinary: no arguments, no input, everything collected. */
struct start {
    const char *arguments[PROCESS_WORDS];   /* ended by NULL */
    const char *environment[PROCESS_WORDS]; /* "NAME=VALUE" sets, "NAME" takes away; ended by NULL */
    const char *input;                      /* what stands on standard input */
    size_t input_count;                     /* its bytes; 0 for those of the string */
    const char *input_file;                 /* what stands there instead */
    const char *output;                     /* a file that takes standard output instead of the collection */
    long largest_file;                      /* bytes a file it writes may have; 0 for any number */
    bool together;                          /* standard error is collected with standard output, in order */
    int closed;                             /* the sum of 1 << stream for streams that are closed at the start */
    bool unread;                            /* nobody reads standard output */
    int ignored;                            /* a signal that it is started to ignore, or 0 */
};

/* What came of it. */
struct outcome {
    struct text out, err;
    int status; /* as exit gave it; -signal when a signal ended it */
};

/* A program that runs. */
struct process {
    pid_t pid;
    int in, out, err; /* our ends of its streams, -1 when closed */
    int life;         /* a pipe it holds open as long as it lives */
    const char *input;
    size_t input_left;
    struct outcome outcome;
    time_t deadline;
};

/* The program's absolute path, borrowed. Called once before a test changes its folder. */
static inline const char *process_program(void)
{
    static char path[PATH_MAX];
    const char *name = getenv("UNROLL");
    if (path[0] == '\0') {
        ck_assert_msg(name != NULL, "the variable UNROLL has to name the program");
        ck_assert_msg(realpath(name, path) != NULL, "there is no program '%s'", name);
    }
    return path;
}

/* Files of a test. */

/* The folder the tests of a case share, and the one that a test stands in. */
static char scratch_base[PATH_MAX], scratch_folder[PATH_MAX + 32];

/* Unchecked set-up of a case: a new folder for its files. */
static inline void scratch_make(void)
{
    const char *under = getenv("TMPDIR");
    process_program();
    snprintf(scratch_base, sizeof scratch_base, "%s/unroll-test-XXXXXX",
             under != NULL && under[0] == '/' ? under : "/tmp");
    ck_assert(mkdtemp(scratch_base) != NULL);
}

/* Checked set-up: each test stands in a new folder of its own. */
static inline void scratch_enter(void)
{
    snprintf(scratch_folder, sizeof scratch_folder, "%s/%ld", scratch_base, (long)getpid());
    ck_assert_int_eq(mkdir(scratch_folder, 0700), 0);
    ck_assert_int_eq(chdir(scratch_folder), 0);
}

static inline int scratch_drop(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

/* Unchecked teardown. */
static inline void scratch_remove(void)
{
    nftw(scratch_base, scratch_drop, 16, FTW_DEPTH | FTW_PHYS);
}

/* A case of tests that each stand in a folder of their own. */
static inline TCase *scratch_case(const char *name)
{
    TCase *tests = tcase_create(name);
    tcase_add_unchecked_fixture(tests, scratch_make, scratch_remove);
    tcase_add_checked_fixture(tests, scratch_enter, NULL);
    tcase_set_timeout(tests, 4 * PROCESS_SECONDS);
    return tests;
}

/* Makes the file hold these bytes. */
static inline void write_bytes(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "cannot write '%s'", path);
    ck_assert_uint_eq(fwrite(bytes, 1, count, file), count);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void write_string(const char *path, const char *string)
{
    write_bytes(path, string, strlen(string));
}

/* Adds the file's bytes to the text; false when it cannot be read. */
static inline bool read_bytes(const char *path, struct text *text)
{
    char buffer[4096];
    size_t got;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        text_add_bytes(text, buffer, got);
    return fclose(file) == 0;
}

/* The child, between fork and exec. */

/* What the person who runs the tests has set must not matter. */
static inline void process_forget_surroundings(void)
{
    static const char *const names[] = {"HOME",          "XDG_STATE_HOME", "XDG_CONFIG_HOME",
                                        "XDG_DATA_HOME", "NO_COLOR",       "COLUMNS",
                                        "LINES",         "LANG",           "LANGUAGE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    setenv("TERM", "dumb", 1);
    setenv("INPUTRC", "/dev/null", 1);
}

/* Becomes the program; does not come back. */
static inline void process_become(const struct start *start)
{
    char *words[PROCESS_WORDS + 1] = {(char *)process_program()};
    for (int i = 0; start->arguments[i] != NULL; i++)
        words[i + 1] = (char *)start->arguments[i];
    process_forget_surroundings();
    for (int i = 0; start->environment[i] != NULL; i++) {
        if (strchr(start->environment[i], '=') != NULL)
            putenv((char *)start->environment[i]);
        else
            unsetenv(start->environment[i]);
    }
    int ends[2];
    if (start->unread && pipe(ends) == 0) {
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
    }
    static const int usual[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGTSTP};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        signal(usual[i], usual[i] == start->ignored ? SIG_IGN : SIG_DFL);
    execv(words[0], words);
    _exit(127);
}

/* A disk that is full: a write gives fewer bytes than it was to, the next one fails. */
static inline void process_limit_files(const struct start *start)
{
    struct rlimit limit = {(rlim_t)start->largest_file, (rlim_t)start->largest_file};
    if (start->largest_file > 0) {
        /* What a build for coverage counts would be cut off, too. */
        setenv("GCOV_PREFIX", "/dev/null", 1);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
}

static inline void process_streams(const struct start *start, int in, int out, int err)
{
    int output = start->output != NULL ? open(start->output, O_WRONLY | O_CREAT | O_TRUNC, 0600) : out;
    int input = start->input_file != NULL ? open(start->input_file, O_RDONLY) : in;
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(start->together ? output : err, STDERR_FILENO);
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if ((start->closed & 1 << stream) != 0)
            close(stream);
    }
}

/* The parent. */

static inline void process_pipe(int ends[2])
{
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
}

static inline struct process process_start(const struct start *start)
{
    int in[2], out[2], err[2], life[2];
    process_program();
    process_pipe(in);
    process_pipe(out);
    process_pipe(err);
    process_pipe(life);
    signal(SIGPIPE, SIG_IGN);
    struct process process = {.in = in[1], .out = out[0], .err = err[0], .life = life[0], .input = start->input};
    process.pid = fork();
    ck_assert_int_ge(process.pid, 0);
    if (process.pid == 0) {
        process_streams(start, in[0], out[1], err[1]);
        process_limit_files(start);
        fcntl(life[1], F_SETFD, 0);
        process_become(start);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    close(life[1]);
    fcntl(process.in, F_SETFL, O_NONBLOCK);
    process.input_left = start->input_count > 0 || start->input == NULL ? start->input_count : strlen(start->input);
    process.deadline = time(NULL) + PROCESS_SECONDS;
    return process;
}

static inline void process_close(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* Takes what the stream has; closes our end when it is at its end. */
static inline void process_take(int *file, struct text *text)
{
    char buffer[1 << 16];
    ssize_t got = read(*file, buffer, sizeof buffer);
    if (got > 0 && text != NULL)
        text_add_bytes(text, buffer, (size_t)got);
    else if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
        process_close(file);
}

static inline void process_feed(struct process *process, bool hold)
{
    ssize_t put = process->input_left > 0 ? write(process->in, process->input, process->input_left) : 0;
    if (put > 0) {
        process->input += put;
        process->input_left -= (size_t)put;
    }
    if ((process->input_left == 0 && !hold) || (put < 0 && errno == EPIPE))
        process_close(&process->in);
}

/* Waits until something can be read or written and moves it; false when nothing can for so many milliseconds. hold: the
 * input stays open. */
static inline bool process_turn(struct process *process, bool hold, int milliseconds)
{
    bool feeds = process->in >= 0 && !(hold && process->input_left == 0);
    struct pollfd files[] = {{process->out, POLLIN, 0},
                             {process->err, POLLIN, 0},
                             {process->life, POLLIN, 0},
                             {feeds ? process->in : -1, POLLOUT, 0}};
    if (time(NULL) >= process->deadline || poll(files, 4, milliseconds) == 0)
        return false;
    if (files[0].revents != 0)
        process_take(&process->out, &process->outcome.out);
    if (files[1].revents != 0)
        process_take(&process->err, &process->outcome.err);
    if (files[2].revents != 0)
        process_take(&process->life, NULL);
    if (files[3].revents != 0)
        process_feed(process, hold);
    return true;
}

static inline void process_too_late(const struct process *process, const char *what)
{
    kill(process->pid, SIGKILL);
    waitpid(process->pid, NULL, 0);
    ck_abort_msg("%s did not come in %d s; there is\n%.2000s\nand\n%.2000s", what, PROCESS_SECONDS,
                 text_string(&process->outcome.out), text_string(&process->outcome.err));
}

/* Waits until it has said this on standard output; its input stays open. */
static inline void process_expect(struct process *process, const char *string)
{
    while (strstr(text_string(&process->outcome.out), string) == NULL) {
        if (process->out < 0 || !process_turn(process, true, PROCESS_SECONDS * 1000))
            process_too_late(process, string);
    }
}

static inline double process_seconds(const struct process *process)
{
    clockid_t clock;
    struct timespec used = {0};
    if (clock_getcpuclockid(process->pid, &clock) == 0)
        clock_gettime(clock, &used);
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}

/* Waits until it has computed for this long after the call. */
static inline void process_expect_work(struct process *process, double seconds)
{
    double before = process_seconds(process);
    while (process_seconds(process) < before + seconds) {
        if (time(NULL) >= process->deadline)
            process_too_late(process, "work");
        process_turn(process, true, 1);
    }
}

static inline int process_status(pid_t pid)
{
    int status = 0;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* Gives it the rest of its input, waits for its end and gives what came of it; outcome_clear that. */
static inline struct outcome process_end(struct process *process)
{
    while (process->life >= 0 || process->out >= 0 || process->err >= 0) {
        if (!process_turn(process, false, PROCESS_SECONDS * 1000))
            process_too_late(process, "its end");
    }
    process_close(&process->in);
    process->outcome.status = process_status(process->pid);
    return process->outcome;
}

/* From start to end. */
static inline struct outcome process_run(const struct start *start)
{
    struct process process = process_start(start);
    return process_end(&process);
}

static inline void outcome_clear(struct outcome *outcome)
{
    text_clear(&outcome->out);
    text_clear(&outcome->err);
}

/* What a test says of an outcome. */

/* A raw control byte (newline aside), DEL, a C1 character or one that turns the direction of the text, or NULL. */
static inline const char *find_control(const struct text *text)
{
    const unsigned char *bytes = (const unsigned char *)text_string(text);
    for (size_t i = 0; i < text->length; i++) {
        bool c1 = bytes[i] == 0xC2 && bytes[i + 1] >= 0x80 && bytes[i + 1] < 0xA0;
        bool turns = bytes[i] == 0xE2 && bytes[i + 1] == 0x80 && bytes[i + 2] >= 0xAA && bytes[i + 2] <= 0xAE;
        if ((bytes[i] < 0x20 && bytes[i] != '\n') || bytes[i] == 0x7F || c1 || turns)
            return (const char *)bytes + i;
    }
    return NULL;
}

#define ck_assert_status(outcome, wanted)                                                                              \
    ck_assert_msg((outcome).status == (wanted), "ended with %d, not %d:\n%.2000s%.2000s", (outcome).status, (wanted),  \
                  text_string(&(outcome).out), text_string(&(outcome).err))

#define ck_assert_holds(text, part)                                                                                    \
    ck_assert_msg(strstr(text_string(&(text)), (part)) != NULL, "'%s' is not in:\n%.1500s", (part),                    \
                  text_string(&(text)))

#define ck_assert_lacks(text, part)                                                                                    \
    ck_assert_msg(strstr(text_string(&(text)), (part)) == NULL, "'%s' is in:\n%.1500s", (part), text_string(&(text)))

#define ck_assert_no_control(text)                                                                                     \
    ck_assert_msg(find_control(&(text)) == NULL, "a raw control character:\n%.1500s", text_string(&(text)))

#endif
