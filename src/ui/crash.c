/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crash.c - the one handler of what should never come, and of signals that end a program at once. */

#include "ui/crash.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

static struct termios before;
static char way_back[128];
static size_t way_back_length;
static sigjmp_buf place;
static volatile sig_atomic_t survives;

static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction others[CRASHES]; /* what was done about them before */

/* A crash leaves no time to ask: the way back is written down beforehand. Only a fault of the function's own is
 * survived: a signal sent by somebody else (its code is not positive) may come while memory is being shared out. */
static void crashed(int number, siginfo_t *from, void *context)
{
    (void)context;
    ssize_t ignored = write(STDOUT_FILENO, way_back, way_back_length);
    (void)ignored;
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (survives && number == SIGSEGV && from->si_code > 0)
        siglongjmp(place, 1);
    raise(number);
}

void crash_catch(const struct termios *modes)
{
    struct sigaction action = {.sa_sigaction = crashed, .sa_flags = (int)SA_RESETHAND | SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    before = *modes;
    way_back_length = 0;
    for (int i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &action, &others[i]);
}

void crash_add_way_back(const char *string)
{
    size_t length = strlen(string);
    if (length > sizeof way_back - way_back_length)
        return;
    memcpy(way_back + way_back_length, string, length);
    way_back_length += length;
}

void crash_leave(void)
{
    for (int i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &others[i], NULL);
}

bool crash_survives(void (*function)(void *argument), void *argument)
{
    if (sigsetjmp(place, 1) != 0) {
        survives = 0;
        crash_leave();
        return false;
    }
    survives = 1;
    function(argument);
    survives = 0;
    return true;
}

void crash_end(void)
{
    if (alloc_room(ALLOC_SMALL))
        raise(SIGSEGV);
    alloc_must(NULL);
}
