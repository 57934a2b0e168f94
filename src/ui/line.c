/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - readline by its callback interface, so that signals are looked at between keys and never inside. */

#include "ui/line.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <readline/readline.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/words.h"
#include "command/key.h"
#include "ui/candidates.h"
#include "ui/crash.h"
#include "ui/input.h"
#include "ui/interrupt.h"
#include "ui/mouse.h"
#include "ui/recall.h"

/* What readline writes at the end of a line where it takes pastes whole. */
static const char paste_off[] = "\033[?2004l";

/* Readline takes these in the place of its own, which end the program at once where there is no memory; ours have a
 * reserve. */
void *xmalloc(size_t bytes);
void *xrealloc(void *old, size_t bytes);

void *xmalloc(size_t bytes)
{
    return alloc_array(bytes, 1);
}

void *xrealloc(void *old, size_t bytes)
{
    return alloc_resize(old, bytes, 1);
}

enum { KEYS_OF_READLINE = 16 };

/* The keys of a command: the only memory of its beginning that readline takes by itself, and then uses unseen. */
static void have_keys(void)
{
    if (rl_executing_keyseq == NULL)
        rl_executing_keyseq = xmalloc(KEYS_OF_READLINE);
}

static const struct session *completed_session;
static char **next_candidate; /* that readline gets, to keep */
static char *line_given;
static bool line_done, line_ended;

static void given(char *line)
{
    line_given = line;
    line_done = true;
    line_ended = line == NULL;
    rl_callback_handler_remove();
}

static char *next_match(const char *text, int state)
{
    (void)text;
    (void)state;
    return *next_candidate != NULL ? *next_candidate++ : NULL;
}

static char open_quote[] = "?"; /* around the word that is being completed; empty where there is none */

/* Where a word begins. Readline's own quotes would take every apostrophe for one. */
static char *break_words(void)
{
    static char breaks[] = " \t;=,()[]";
    *open_quote = words_open_quote(rl_line_buffer, (size_t)rl_point);
    return *open_quote != '\0' ? open_quote : breaks;
}

static bool is_folder(const char *name)
{
    struct stat file;
    struct text place = {0};
    const char *found = file_place(name, &place);
    bool is = found != NULL && stat(found, &file) == 0 && S_ISDIR(file.st_mode);
    text_clear(&place);
    return is;
}

/* A file's name as one word. The quote of a folder, and of what several names begin with, stays open. */
static char *quote_file(char *name, int match_type, char *quote)
{
    struct text word = {0};
    char needed = *open_quote != '\0' ? '\0' : words_quote(name);
    bool more = match_type == MULT_MATCH || is_folder(name);
    (void)quote;
    if (needed != '\0')
        text_add_bytes(&word, &needed, 1);
    text_add(&word, name);
    if (needed != '\0' && !more)
        text_add_bytes(&word, &needed, 1);
    return text_take(&word);
}

static char **complete(const char *text, int start, int end)
{
    struct candidates found = candidates_find(completed_session, rl_line_buffer, (size_t)start, (size_t)end);
    rl_attempted_completion_over = !found.files;
    /* A name is often followed by <t>, a command by a blank. */
    rl_completion_append_character = found.files && *open_quote != '\0' ? *open_quote : found.names ? '\0' : ' ';
    next_candidate = found.match;
    char **matches = rl_completion_matches(text, next_match);
    free(found.match);
    return matches;
}

/* At an exit that nobody announced, for want of memory. */
static void put_back(void)
{
    if (rl_deprep_term_function != NULL)
        rl_deprep_term_function();
}

/* At the prompt Ctrl-S, which searches forward there, does not hold the output back: no signal could reach readline
 * while it writes. */
static void prepare_terminal(int meta)
{
    struct termios modes;
    rl_prep_terminal(meta);
    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

/* What Ctrl-S holds back until Ctrl-Q is waited for while signals can still end the program. */
static void wait_for_output(void)
{
    while (!interrupt_end && tcdrain(STDOUT_FILENO) != 0 && errno == EINTR)
        continue;
}

/* Readline looks for the end of the word, and up to 8.2 for ever where the line ends in a character of several bytes.
 * Behind the word it has nothing to look for. */
static int complete_in_vi(int count, int key)
{
    while (rl_point < rl_end && !strchr(" \t", rl_line_buffer[rl_point]))
        rl_point++;
    return rl_vi_complete(count, key);
}

/* Puts our own function wherever readline or the person has bound that one, also behind prefixes such as ESC. */
static void replace(Keymap map, rl_command_func_t *theirs, rl_command_func_t *ours)
{
    for (int key = 0; key < KEYMAP_SIZE; key++) {
        if (map[key].type == ISKMAP)
            replace((Keymap)map[key].function, theirs, ours);
        else if (map[key].type == ISFUNC && map[key].function == theirs)
            map[key].function = ours;
    }
}

void line_begin(const struct session *session, const char *history_file)
{
    static bool registered;
    if (!registered)
        atexit(put_back);
    registered = true;
    /* What reads the terminal's description for readline does not look whether it got any memory: there is some, if
     * need be out of the reserve. */
    free(alloc_array(ALLOC_SMALL, 1));
    completed_session = session;
    rl_readline_name = "unroll";
    /* Readline 8.2 falls over an arrow or another key of several bytes as the character to look for. */
    rl_unbind_function_in_map(rl_char_search, emacs_standard_keymap);
    rl_unbind_function_in_map(rl_backward_char_search, emacs_meta_keymap);
    rl_change_environment = 0;
    rl_attempted_completion_function = complete;
    rl_ignore_some_completions_function = candidates_drop_unseen;
    rl_completion_word_break_hook = break_words;
    /* Without any quotes of its own, here one that no line holds, readline would not ask for ours. */
    rl_completer_quote_characters = "\n";
    rl_basic_quote_characters = "";
    rl_filename_quote_characters = words_quoted;
    rl_filename_quoting_function = quote_file;
    replace(vi_movement_keymap, rl_vi_complete, complete_in_vi);
    recall_begin(history_file);
}

/* Forgets what is being typed and leaves the cursor on a new line. */
static void abandon_line(void)
{
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    fputc('\n', stdout);
    fflush(stdout);
}

/* Behind a numeric argument readline 8.2 keeps an accepted line to itself until the next key comes, and a search that
 * this key begins then works on freed memory. */
static bool line_is_held(bool taken)
{
    return rl_done && !taken;
}

static void take_held_line(void)
{
    char *line = alloc_string(rl_line_buffer);
    rl_free_line_state();
    given(line);
}

/* A key that is there keeps ppoll from letting in a signal that came before it: Ctrl-C would stop the command that is
 * typed next. */
static void let_signals_in(const sigset_t *open)
{
    sigset_t kept;
    sigprocmask(SIG_SETMASK, open, &kept);
    sigprocmask(SIG_SETMASK, &kept, NULL);
}

/* In a search readline 8.2 falls over a key that only begins others, as Ctrl-X does, with another behind it: such a key
 * ends the search, as Ctrl-J does. */
static int in_search(int byte)
{
    bool begins_others = byte >= 0 && byte <= UCHAR_MAX && byte != ESC && rl_get_keymap()[byte].type == ISKMAP;
    return RL_ISSTATE(RL_STATE_ISEARCH) && begins_others ? '\n' : byte;
}

/* In a paste readline would keep signals to itself until its end. A pause waits until then. */
static int next_byte_of_line(FILE *stream)
{
    sigset_t kept;
    if (!input_in_paste()) {
        int byte = rl_getc(stream);
        input_see(byte);
        return in_search(byte);
    }
    sigprocmask(SIG_BLOCK, NULL, &kept);
    sigdelset(&kept, SIGINT);
    sigdelset(&kept, SIGTERM);
    sigdelset(&kept, SIGHUP);
    rl_clear_signals();
    int byte = input_byte(&kept);
    rl_set_signals();
    return byte;
}

/* Waits as long as readline wants to: a while for the rest of a key, not at all to see whether more letters came. */
static int input_available(void)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    /* A negative time changes nothing and gives the present one. */
    int microseconds = rl_set_keyboard_input_timeout(-1);
    return input_ends_paste() || poll(&key, 1, microseconds / 1000) > 0;
}

/* Letters that are there already readline takes all at once: not those that came behind a signal. */
static int input_available_in_line(void)
{
    return !interrupt_is_kept_back() && input_available();
}

/* Feeds keys to readline until a line is there. False when a signal asked for something else. */
static bool read_keys(const sigset_t *while_waiting)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!line_done && !interrupt_stop) {
        int ready = ppoll(&key, 1, NULL, while_waiting);
        if (ready < 0 && errno != EINTR)
            break;
        let_signals_in(while_waiting);
        rl_check_signals();
        if (ready > 0 && !interrupt_stop) {
            if ((key.revents & POLLIN) == 0)
                break;
            rl_callback_read_char();
            if (line_is_held(line_done))
                take_held_line();
        }
    }
    return line_done;
}

static void install(void *argument)
{
    const char *const *prompt = argument;
    rl_callback_handler_install(*prompt, given);
}

/* The first prompt has readline look for the terminal's description. Until crash_leave the terminal has a way back
 * from readline's modes. */
static void begin_line(const char *prompt)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) == 0)
        crash_catch(&modes);
    if (!crash_survives(install, &prompt))
        crash_end();
    if (RL_ISSTATE(RL_STATE_TERMPREPPED) && strcmp(rl_variable_value("enable-bracketed-paste"), "on") == 0)
        crash_add_way_back(paste_off);
}

enum line_result line_read(const char *prompt, char **line)
{
    sigset_t before;
    line_given = NULL;
    line_done = line_ended = false;
    interrupt_stop = 0;
    rl_prep_term_function = prepare_terminal;
    rl_getc_function = next_byte_of_line;
    rl_input_available_hook = input_available_in_line;
    wait_for_output();
    interrupt_block(&before);
    begin_line(prompt);
    have_keys();
    bool done = read_keys(&before);
    if (!done)
        abandon_line();
    crash_leave();
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!done)
        return interrupt_stop && !interrupt_end ? LINE_INTERRUPTED : LINE_END;
    if (line_ended) {
        fputc('\n', stdout);
        return LINE_END;
    }
    recall_add(line_given);
    *line = line_given;
    return LINE_READ;
}

void line_end(struct text *complaint)
{
    recall_end(complaint);
}

/* In the full screen readline never writes: it reads bytes through next_byte_in_screen and edits a buffer that others
 * draw. */

enum { KEYMAPS = 3, BINDINGS = 128, EMACS_EDITING = 1 };

/* A sequence that was bound to a key of the table, and what it did before. */
struct binding {
    Keymap map;
    const char *sequence;
    const struct key *key;
    rl_command_func_t *original;
};

static struct binding bindings[BINDINGS];
static int bindings_count;
static enum line_event event;
static char *event_line;
static candidates_listing *list_to;
static void *list_argument;
static FILE *nowhere;
static char *screen_prompt;

static int next_byte_in_screen(FILE *stream)
{
    sigset_t none;
    (void)stream;
    sigemptyset(&none);
    int byte = input_byte(&none);
    if (input_cancelled())
        event = LINE_CANCELLED;
    return in_search(byte);
}

static void redisplay(void)
{
    /* The frame that follows shows it. */
}

static void prepare(int meta)
{
    (void)meta;
}

/* Macros of inputrc can ask for several lines at once. */
static void ask(enum line_event what, const char *line)
{
    struct text lines = {0};
    if (event_line != NULL)
        text_addf(&lines, "%s\n", event_line);
    text_add(&lines, line);
    free(event_line);
    event_line = text_take(&lines);
    event = what;
}

static void given_in_screen(char *line)
{
    recall_forget_undone();
    if (event == LINE_CANCELLED) {
        free(line);
        return;
    }
    event = line == NULL || input_vanished() ? LINE_GONE : LINE_GIVEN;
    if (event == LINE_GIVEN) {
        recall_add(line);
        ask(LINE_GIVEN, line);
    }
    free(line);
}

static const struct binding *pressed(void)
{
    for (int i = 0; i < bindings_count; i++) {
        if (bindings[i].map == rl_get_keymap() && strcmp(bindings[i].sequence, rl_executing_keyseq) == 0)
            return &bindings[i];
    }
    return NULL;
}

/* A key of the table: its command while the line is empty, what it always did otherwise. */
static int press(int count, int key)
{
    const struct binding *binding = pressed();
    if (binding == NULL)
        return 0;
    if (rl_end == 0) {
        ask(LINE_KEY, binding->key->line);
        return 0;
    }
    return binding->original != NULL ? binding->original(count, key) : 0;
}

/* A control character that broke the report off counts as itself. */
static int press_report(struct text *report, int last)
{
    if (last >= 0 && last < ' ')
        rl_execute_next(last);
    if (last >= ' ') {
        event = LINE_MOUSE;
        free(event_line);
        event_line = text_take(report);
    }
    text_clear(report);
    return 0;
}

static int press_mouse(int count, int key)
{
    struct text report = {0};
    (void)count;
    (void)key;
    return press_report(&report, mouse_take(rl_read_key, &report));
}

static int press_old_mouse(int count, int key)
{
    struct text report = {0};
    (void)count;
    (void)key;
    return press_report(&report, mouse_take_old(rl_read_key, &report));
}

static int press_cancel(int count, int key)
{
    (void)count;
    (void)key;
    event = LINE_CANCELLED;
    return 0;
}

static int press_redraw(int count, int key)
{
    (void)count;
    (void)key;
    event = LINE_REDRAW;
    return 0;
}

static int press_pause(int count, int key)
{
    (void)count;
    (void)key;
    event = LINE_PAUSE;
    return 0;
}

static void bind_key(const struct key *key, const char *sequence, Keymap map)
{
    int type = ISFUNC;
    rl_command_func_t *original = rl_function_of_keyseq(sequence, map, &type);
    /* In vi's command mode '?' searches. */
    if (bindings_count == BINDINGS || (map == vi_movement_keymap && sequence[0] == '?'))
        return;
    /* The mouse has one function for all its reports. */
    if (strncmp(sequence, KEY_MOUSE, strlen(KEY_MOUSE)) == 0)
        return;
    if (original == press || type != ISFUNC)
        return;
    bindings[bindings_count++] = (struct binding){map, sequence, key, original};
    rl_bind_keyseq_in_map(sequence, press, map);
}

static void bind_map(Keymap map)
{
    for (const struct key *key = keys; key->name != NULL; key++) {
        for (int i = 0; i < KEY_SEQUENCES && key->sequences[i] != NULL; i++)
            bind_key(key, key->sequences[i], map);
    }
    /* An unknown key leaves nothing in the line. */
    rl_bind_keyseq_in_map("\033[", rl_named_function("skip-csi-sequence"), map);
    rl_bind_keyseq_in_map(KEY_MOUSE, press_mouse, map);
    rl_bind_keyseq_in_map(KEY_OLD_MOUSE, press_old_mouse, map);
    rl_bind_keyseq_in_map("\003", press_cancel, map);
    rl_bind_keyseq_in_map("\032", press_pause, map);
    /* In vi's insertion mode Ctrl-L would insert itself. */
    if (map == vi_insertion_keymap && rl_function_of_keyseq("\014", map, NULL) == rl_insert)
        rl_bind_keyseq_in_map("\014", press_redraw, map);
    replace(map, rl_clear_screen, press_redraw);
    replace(map, rl_clear_display, press_redraw);
}

static void list_matches(char **matches, int count, int longest)
{
    candidates_list(matches, count, longest, list_to, list_argument);
}

static void take_over_readline(void)
{
    nowhere = fopen("/dev/null", "w");
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_prep_term_function = prepare;
    rl_deprep_term_function = NULL;
    rl_redisplay_function = redisplay;
    rl_getc_function = next_byte_in_screen;
    rl_input_available_hook = input_available;
    rl_completion_display_matches_hook = list_matches;
    rl_instream = stdin;
    rl_outstream = nowhere != NULL ? nowhere : stdout;
    rl_tty_set_echoing(0);
}

void line_screen_begin(const char *prompt, candidates_listing *listing, void *to)
{
    list_to = listing;
    list_argument = to;
    screen_prompt = alloc_string(prompt);
}

void line_screen_listen(void)
{
    Keymap maps[KEYMAPS] = {emacs_standard_keymap, vi_insertion_keymap, vi_movement_keymap};
    rl_variable_bind("keyseq-timeout", "100");
    take_over_readline();
    rl_initialize();
    have_keys();
    bindings_count = 0;
    for (int i = 0; i < KEYMAPS; i++)
        bind_map(maps[i]);
    rl_callback_handler_install(screen_prompt, given_in_screen);
}

void line_screen_cancel(void)
{
    rl_callback_sigcleanup();
    /* What was typed before a walk through the history may share its undo list with the line: it must not go twice. */
    rl_maybe_unsave_line();
    rl_free_line_state();
    rl_clear_pending_input();
    recall_forget_undone();
    recall_from_newest();
    rl_callback_handler_remove();
    rl_callback_handler_install(screen_prompt, given_in_screen);
}

void line_screen_prompt(const char *prompt)
{
    if (strcmp(prompt, screen_prompt) == 0)
        return;
    free(screen_prompt);
    screen_prompt = alloc_string(prompt);
    rl_set_prompt(screen_prompt);
}

enum line_event line_screen_key(char **line)
{
    event = LINE_NOTHING;
    event_line = NULL;
    rl_callback_read_char();
    if (line_is_held(event != LINE_NOTHING)) {
        given_in_screen(alloc_string(rl_line_buffer));
        line_screen_cancel();
    }
    if (input_vanished()) {
        free(event_line);
        return LINE_GONE;
    }
    *line = event_line;
    return event;
}

bool line_screen_is_empty(void)
{
    return rl_end == 0;
}

/* What inputrc wants to see of the editing mode: before the prompt, and not before messages in its place. */
static const char *mode_string(void)
{
    const char *wanted = rl_variable_value("show-mode-in-prompt");
    if (wanted == NULL || strcmp(wanted, "on") != 0 || rl_display_prompt != rl_prompt)
        return "";
    bool inserts = rl_get_keymap() == vi_insertion_keymap;
    const char *mode = rl_variable_value(rl_editing_mode == EMACS_EDITING ? "emacs-mode-string"
                                         : inserts                        ? "vi-ins-mode-string"
                                                                          : "vi-cmd-mode-string");
    return mode != NULL ? mode : "";
}

/* The prompt without what stands between the marks of what has no width: colours, the shape of the cursor. */
static void add_prompt(struct text *text, const char *prompt)
{
    bool shown = true;
    for (; *prompt != '\0'; prompt++) {
        if (*prompt == RL_PROMPT_START_IGNORE || *prompt == RL_PROMPT_END_IGNORE)
            shown = *prompt == RL_PROMPT_END_IGNORE;
        else if (shown)
            text_add_bytes(text, prompt, 1);
    }
}

size_t line_screen_text(struct text *text)
{
    struct text prompt = {0};
    add_prompt(&prompt, mode_string());
    /* Before it listens readline has no prompt and no line at all. */
    const char *shown = rl_display_prompt != NULL ? rl_display_prompt : screen_prompt;
    add_prompt(&prompt, shown != NULL ? shown : "");
    utf8_add_visible_line(text, text_string(&prompt), prompt.length);
    const char *line = rl_line_buffer != NULL ? rl_line_buffer : "";
    utf8_add_visible_line(text, line, (size_t)rl_point);
    size_t cursor = text->length;
    utf8_add_visible_line(text, line + rl_point, (size_t)(rl_end - rl_point));
    text_clear(&prompt);
    return cursor;
}

void line_screen_end(void)
{
    /* What was typed and can be undone goes with the line. */
    rl_free_line_state();
    rl_callback_handler_remove();
    rl_outstream = stdout;
    if (nowhere != NULL)
        fclose(nowhere);
    nowhere = NULL;
    free(screen_prompt);
    screen_prompt = NULL;
}
