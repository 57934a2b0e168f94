/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.c - a socket that only its owner can reach, and both ends ask who the other is. */

#include "ui/notes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/utf8.h"
#include "ui/interrupt.h"

enum { LONGEST = 64 * 1024, PATIENCE = 1000 /* milliseconds for one text */ };

/* Why there can be no socket, or NULL with its address. */
static const char *find_address(struct sockaddr_un *address)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    struct stat status;
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (folder == NULL || folder[0] != '/')
        return "XDG_RUNTIME_DIR names no folder";
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode))
        return "the folder that XDG_RUNTIME_DIR names is not there";
    if (status.st_uid != getuid() || (status.st_mode & 077) != 0)
        return "the folder that XDG_RUNTIME_DIR names must be yours, and closed to others";
    int length = snprintf(address->sun_path, sizeof address->sun_path, "%s/unroll-notes", folder);
    return length < 0 || (size_t)length >= sizeof address->sun_path ? "the path in XDG_RUNTIME_DIR is too long" : NULL;
}

static bool is_of_this_user(int connection)
{
#ifdef SO_PEERCRED
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == getuid();
#else
    uid_t user;
    gid_t group;
    return getpeereid(connection, &user, &group) == 0 && user == getuid();
#endif
}

/* Connected to the terminal that listens, or -1. */
static int connect_to(const struct sockaddr_un *address)
{
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, (const struct sockaddr *)address, sizeof *address) == 0 &&
        is_of_this_user(connection))
        return connection;
    if (connection >= 0)
        close(connection);
    return -1;
}

void notes_send(struct sink *sink, const char *text)
{
    struct sockaddr_un address;
    (void)sink;
    if (find_address(&address) != NULL)
        return;
    int connection = connect_to(&address);
    if (connection < 0)
        return;
    size_t length = strlen(text);
    /* What does not fit at once is not waited for. */
    ssize_t sent = send(connection, text, length < LONGEST ? length : LONGEST, MSG_NOSIGNAL);
    (void)sent;
    close(connection);
}

/* Where to listen, or -1 after a message. A socket that was left behind is replaced, one that is heard is not. */
static int listen_at(const struct sockaddr_un *address)
{
    int other = connect_to(address);
    if (other >= 0) {
        close(other);
        fputs("unroll: another terminal shows the notes already\n", stderr);
        return -1;
    }
    struct stat status;
    if (lstat(address->sun_path, &status) == 0 && S_ISSOCK(status.st_mode))
        unlink(address->sun_path);
    int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    mode_t mask = umask(077);
    bool done = listening >= 0 && bind(listening, (const struct sockaddr *)address, sizeof *address) == 0 &&
                listen(listening, 8) == 0;
    int reason = errno;
    umask(mask);
    if (done)
        return listening;
    fprintf(stderr, "unroll: cannot listen at %s: %s\n", address->sun_path, strerror(reason));
    if (listening >= 0)
        close(listening);
    return -1;
}

/* Adds all that the connection sends; what takes too long or is too long is cut off. */
static void receive(int connection, struct text *text)
{
    struct pollfd wait = {.fd = connection, .events = POLLIN};
    char bytes[4096];
    while (text->length < LONGEST && poll(&wait, 1, PATIENCE) > 0) {
        ssize_t count = read(connection, bytes, sizeof bytes);
        if (count <= 0)
            break;
        text_add_bytes(text, bytes, (size_t)count);
    }
}

/* On a terminal each page takes the place of the one before. */
static void print(const struct text *text, bool ascii)
{
    struct text visible = {0}, spelt = {0};
    utf8_add_visible(&visible, text_string(text), text->length);
    if (ascii)
        utf8_add_ascii(&spelt, text_string(&visible));
    if (isatty(STDOUT_FILENO))
        fputs("\033[H\033[2J", stdout);
    fputs(text_string(ascii ? &spelt : &visible), stdout);
    fputs(isatty(STDOUT_FILENO) ? "" : "\n", stdout);
    text_clear(&visible);
    text_clear(&spelt);
}

bool notes_follow(bool ascii)
{
    struct sockaddr_un address;
    const char *why = find_address(&address);
    if (why != NULL) {
        fprintf(stderr, "unroll: the notes need a place for a socket: %s\n", why);
        return false;
    }
    int listening = listen_at(&address);
    if (listening < 0)
        return false;
    puts("The notes of the lesson in the other terminal will stand here with its next line. Ctrl-C leaves.");
    bool written = fflush(stdout) == 0;
    while (written && interrupt_wait(listening)) {
        struct text text = {0};
        int connection = accept(listening, NULL, NULL);
        if (connection >= 0 && is_of_this_user(connection))
            receive(connection, &text);
        if (connection >= 0)
            close(connection);
        if (text.length > 0)
            print(&text, ascii);
        text_clear(&text);
        written = fflush(stdout) == 0;
    }
    close(listening);
    unlink(address.sun_path);
    return written;
}
