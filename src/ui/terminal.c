/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.c - cells to a terminal. Curses only draws: keys are readline's, and so is the time they come at.
 *
 * The order of beginning matters: curses remembers the terminal as it was before, and what is set here afterwards is
 * what a refresh brings back after a pause. */

#include "ui/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>
/* term.h takes this name for itself. */
#undef columns

#include "base/alloc.h"
#include "ui/crash.h"

/* Pastes are marked; buttons are reported, with places written as numbers. */
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

static SCREEN *screen;
static struct termios before, inside;
static bool has_colour, wants_mouse;
static attr_t attributes[STYLE_COUNT];
static struct canvas *shown;     /* what curses holds, or NULL where it has to be told everything */
static bool full_maps, few_maps; /* maps have 256 colours; the characters of their ramp have some */
static bool full_maps_ready;     /* curses knows these colours */

/* One style: its colour where there are 256, 16 and 8 of them (-1 for the terminal's own), and what else marks it. */
struct look {
    short many, some, few;
    attr_t attributes;
};

/* The hues of Okabe and Ito. */
static const struct look looks[THEME_COUNT][STYLE_COUNT] = {
    [THEME_DARK] = {[STYLE_PLAIN] = {-1, -1, -1, 0},
                    [STYLE_FRAME] = {240, 8, -1, 0},
                    [STYLE_TITLE] = {-1, -1, -1, A_BOLD},
                    [STYLE_DIM] = {244, 8, -1, 0},
                    [STYLE_ACTIVE] = {184, 11, 3, A_BOLD},
                    [STYLE_POSITIVE] = {74, 14, 6, 0},
                    [STYLE_NEGATIVE] = {214, 3, 3, 0},
                    [STYLE_MESSAGE] = {175, 13, 5, 0},
                    [STYLE_BADGE] = {36, 10, 2, 0}},
    [THEME_LIGHT] = {[STYLE_PLAIN] = {-1, -1, -1, 0},
                     [STYLE_FRAME] = {250, 7, -1, 0},
                     [STYLE_TITLE] = {-1, -1, -1, A_BOLD},
                     [STYLE_DIM] = {243, 8, -1, 0},
                     [STYLE_ACTIVE] = {-1, -1, -1, A_BOLD},
                     [STYLE_POSITIVE] = {25, 4, 4, 0},
                     [STYLE_NEGATIVE] = {166, 1, 1, 0},
                     [STYLE_MESSAGE] = {133, 5, 5, 0},
                     [STYLE_BADGE] = {29, 2, 2, 0}},
    [THEME_MONO] = {[STYLE_TITLE] = {-1, -1, -1, A_BOLD}, [STYLE_ACTIVE] = {-1, -1, -1, A_BOLD}},
};

static bool has_string(char *name)
{
    const char *string = tigetstr(name);
    return string != NULL && string != (char *)-1;
}

/* The strings that give the terminal back. */
static void prepare_crash(void)
{
    static char *const names[] = {"sgr0", "cnorm", "rmcup"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (has_string(names[i]))
            crash_add_way_back(tigetstr(names[i]));
    }
    crash_add_way_back(paste_off);
    crash_add_way_back(mouse_off);
}

/* newterm asks again, in a moment; where there is no description it would forget what it has allocated by then. Without
 * a way to put the cursor somewhere curses would begin all the same, and draw nothing. */
static bool can_draw(void)
{
    int error;
    if (setupterm(NULL, STDOUT_FILENO, &error) != OK)
        return false;
    bool can = has_string("cup");
    prepare_crash();
    del_curterm(cur_term);
    return can;
}

static void write_string(const char *string)
{
    fputs(string, stdout);
    fflush(stdout);
}

/* What a terminal is asked to report, and takes no notice of when it cannot. */
static void reports_on(void)
{
    write_string(paste_on);
    if (wants_mouse)
        write_string(mouse_on);
}

static void reports_off(void)
{
    write_string(paste_off);
    if (wants_mouse)
        write_string(mouse_off);
}

/* The keys come one by one and unchanged. */
static void set_modes(void)
{
    cbreak();
    noecho();
    nonl();
    tcgetattr(STDIN_FILENO, &inside);
    inside.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR);
    inside.c_lflag &= ~(tcflag_t)ISIG;
    /* Ctrl-C throws away neither what was typed nor half a frame. */
    inside.c_lflag |= NOFLSH;
    inside.c_cc[VLNEXT] = inside.c_cc[VSUSP] = inside.c_cc[VQUIT] = _POSIX_VDISABLE;
    tcsetattr(STDIN_FILENO, TCSANOW, &inside);
    def_prog_mode();
    typeahead(-1);
}

static void forget_shown(void)
{
    canvas_free(shown);
    shown = NULL;
}

/* Curses numbers pairs of colours: first those of the styles, then a colour for each shade's character, then, where
 * there are 256 colours, every colour of a map on every ground of one. */
enum {
    FEW_PAIRS = STYLE_COUNT + 1,
    MAP_PAIRS = FEW_PAIRS + SHADES,
    MAP_COLOURS = SHADES + 3,
    MAP_GROUNDS = SHADES + 1,
    ALL_PAIRS = MAP_PAIRS + MAP_COLOURS * MAP_GROUNDS
};

/* The terminal's own, the shades, black and white; the grounds are all but the last two. */
static int map_colour(int i)
{
    static const int behind_shades[] = {16, 231};
    return i == 0 ? -1 : i <= SHADES ? shades[i - 1].many : behind_shades[i - SHADES - 1];
}

static short map_pair(int colour, int ground)
{
    int i = 0, j = 0;
    while (i + 1 < MAP_COLOURS && map_colour(i) != colour)
        i++;
    while (j + 1 < MAP_GROUNDS && map_colour(j) != ground)
        j++;
    return (short)(MAP_PAIRS + i * MAP_GROUNDS + j);
}

static void theme_maps(enum theme theme)
{
    few_maps = has_colour && theme != THEME_MONO && COLOR_PAIRS > MAP_PAIRS;
    full_maps = few_maps && COLORS >= 256 && COLOR_PAIRS > ALL_PAIRS;
    full_maps_ready = false;
    for (int i = 0; few_maps && i < SHADES; i++)
        init_pair((short)(FEW_PAIRS + i), theme == THEME_LIGHT ? shades[i].on_light : shades[i].few, -1);
}

/* A hundred pairs, and few sessions show a map. */
static void prepare_full_maps(void)
{
    for (int i = 0; !full_maps_ready && i < MAP_COLOURS * MAP_GROUNDS; i++)
        init_pair((short)(MAP_PAIRS + i), (short)map_colour(i / MAP_GROUNDS), (short)map_colour(i % MAP_GROUNDS));
    full_maps_ready = true;
}

void terminal_theme(enum theme theme)
{
    forget_shown();
    theme_maps(theme);
    const struct look *row = looks[has_colour ? theme : THEME_MONO];
    for (short style = 0; style < STYLE_COUNT; style++) {
        const struct look *look = &row[style];
        attributes[style] = look->attributes;
        if (!has_colour || theme == THEME_MONO)
            continue;
        init_pair((short)(style + 1), COLORS >= 256 ? look->many : COLORS >= 16 ? look->some : look->few, -1);
        if (COLORS < 16 && (style == STYLE_FRAME || style == STYLE_DIM))
            attributes[style] |= A_DIM;
        attributes[style] |= (attr_t)COLOR_PAIR(style + 1);
    }
}

/* Where no other screen comes back the shell goes on below the last frame. */
static void give_back(void)
{
    reports_off();
    endwin();
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (!has_string("rmcup"))
        write_string("\n");
}

/* The terminal is as it was before. What curses has allocated stays: at an exit for want of memory it may be half
 * done. */
static void put_back(void)
{
    if (screen == NULL)
        return;
    screen = NULL;
    give_back();
    crash_leave();
}

/* Larger than any screen; curses counts in short numbers and falls over behind them. */
enum { MOST_ROWS = 1000, MOST_COLUMNS = 2000 };

/* What the terminal says, no more than the most; false when it does not know. */
static bool known_size(int *rows, int *columns)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return false;
    *rows = size.ws_row < MOST_ROWS ? size.ws_row : MOST_ROWS;
    *columns = size.ws_col < MOST_COLUMNS ? size.ws_col : MOST_COLUMNS;
    return true;
}

/* Curses begins with the terminal's own size, where that is one, and else with that of its description. */
static void choose_first_size(void)
{
    int rows, columns;
    bool whole = !known_size(&rows, &columns) || (rows < MOST_ROWS && columns < MOST_COLUMNS);
    use_env(whole);
    use_tioctl(whole);
}

/* What curses fills a string in with it takes when it meets that string first, and where there was none it falls over
 * it, at the latest at the end: now, where it may. */
static void prepare_strings(void)
{
    static char *const names[] = {"setaf", "setab", "sgr", "cup", "vpa", "hpa", "cuu", "cud",
                                  "cuf",   "cub",   "ech", "rep", "ich", "dch", "csr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (has_string(names[i]))
            tiparm(tigetstr(names[i]), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}

struct beginning {
    enum theme theme;
    bool colour, begun;
};

static void begin(void *argument)
{
    struct beginning *beginning = argument;
    static bool registered;
    if (!can_draw())
        return;
    choose_first_size();
    screen = newterm(NULL, stdout, stdin);
    if (screen == NULL)
        return;
    if (!registered)
        atexit(put_back);
    registered = true;
    /* Before its first return from endwin curses writes each motion of the cursor by itself. */
    endwin();
    prepare_strings();
    set_modes();
    has_colour = beginning->colour && has_colors() && start_color() == OK && use_default_colors() == OK;
    terminal_theme(beginning->theme);
    reports_on();
    beginning->begun = true;
}

bool terminal_begin(enum theme theme, bool colour)
{
    struct beginning beginning = {theme, colour, false};
    if (tcgetattr(STDIN_FILENO, &before) != 0 || !alloc_room(ALLOC_SMALL))
        return false;
    crash_catch(&before);
    if (!crash_survives(begin, &beginning))
        screen = NULL;
    if (!beginning.begun)
        crash_leave();
    return beginning.begun;
}

static void let_go(void *ended)
{
    delscreen(ended);
}

void terminal_end(void)
{
    SCREEN *ended = screen;
    if (ended == NULL)
        return;
    put_back();
    forget_shown();
    /* Even to let go of its strings curses needs memory, and falls over where there is none. */
    crash_catch(&before);
    if (crash_survives(let_go, ended))
        crash_leave();
}

/* The size can have changed a moment ago, before its signal is let in. */
void terminal_fit(void)
{
    int rows, columns;
    if (!known_size(&rows, &columns) || (rows == LINES && columns == COLS))
        return;
    resize_term(rows, columns);
    forget_shown();
    terminal_redraw();
}

void terminal_size(int *rows, int *columns)
{
    *rows = LINES > 0 ? LINES : 1;
    *columns = COLS > 0 ? COLS : 1;
}

void terminal_resize(void)
{
    terminal_fit();
    terminal_redraw();
}

void terminal_redraw(void)
{
    clearok(curscr, TRUE);
}

void terminal_again(void)
{
    reset_prog_mode();
    reports_on();
    terminal_resize();
}

void terminal_pause(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL}, ours;
    sigset_t pause, mask;
    sigemptyset(&plain.sa_mask);
    sigemptyset(&pause);
    sigaddset(&pause, SIGTSTP);
    give_back();
    sigaction(SIGTSTP, &plain, &ours);
    raise(SIGTSTP);
    /* It is kept back until here, where the program stops. */
    sigprocmask(SIG_UNBLOCK, &pause, &mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &ours, NULL);
    terminal_again();
}

void terminal_mouse(bool on)
{
    if (on != wants_mouse)
        write_string(on ? mouse_on : mouse_off);
    wants_mouse = on;
}

void terminal_signals(bool on)
{
    struct termios modes = inside;
    if (on)
        modes.c_lflag |= ISIG;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    /* The first frame has curses set the modes it knows. */
    def_prog_mode();
}

/* A cell that has shades. */
static void convert_map(const struct canvas *canvas, struct cell cell, cchar_t *to)
{
    attr_t look = attributes[cell.style];
    short pair = (short)PAIR_NUMBER(look);
    if (full_maps && !canvas_is_ascii(canvas)) {
        struct map_look map = map_look_of(cell);
        prepare_full_maps();
        cell.code = map.code;
        if (map.colour >= 0 || map.ground >= 0) {
            look = map.bold ? A_BOLD : A_NORMAL;
            pair = map_pair(map.colour, map.ground);
        }
    } else if (few_maps && cell.bare && cell.upper != SHADE_UNDEFINED) {
        pair = (short)(FEW_PAIRS + cell.upper - SHADE_FIRST);
    }
    wchar_t string[2] = {(wchar_t)cell.code, 0};
    setcchar(to, string, look & ~(attr_t)A_COLOR, pair, NULL);
}

/* A cell as curses wants it; what has no style of its own has this look. */
static void convert_cell(const struct canvas *canvas, struct cell cell, attr_t plain, cchar_t *to)
{
    wchar_t string[2] = {(wchar_t)cell.code, 0};
    attr_t look = cell.style == STYLE_PLAIN ? plain : attributes[cell.style];
    if (cell.upper != SHADE_NONE)
        convert_map(canvas, cell, to);
    else
        setcchar(to, string, look & ~(attr_t)A_COLOR, (short)PAIR_NUMBER(look), NULL);
}

/* The cells first..last of one row, in which blanks and lines often go on; gives the number of their characters. */
static int convert(const struct canvas *canvas, int row, int first, int last, attr_t plain, cchar_t *cells)
{
    struct cell last_cell = {0};
    int count = 0;
    for (int column = first; column <= last; column++) {
        struct cell cell = canvas_cell(canvas, row, column);
        if (cell.code == 0)
            continue;
        if (memcmp(&cell, &last_cell, sizeof cell) == 0)
            cells[count] = cells[count - 1];
        else
            convert_cell(canvas, cell, plain, &cells[count]);
        last_cell = cell;
        count++;
    }
    return count;
}

/* Tells curses what has changed in the row. */
static void convert_row(const struct canvas *canvas, int row, int columns, attr_t plain, cchar_t *cells)
{
    int first = 0, last = columns - 1;
    if (shown == NULL) {
        mvwadd_wchnstr(newscr, row, first, cells, convert(canvas, row, first, last, plain, cells));
        return;
    }
    for (int from = 0; canvas_changed(shown, canvas, row, from, &first, &last); from = last + 1)
        mvwadd_wchnstr(newscr, row, first, cells, convert(canvas, row, first, last, plain, cells));
}

struct drawing {
    struct canvas *canvas;
    int row, column;
};

static void draw(void *argument)
{
    const struct drawing *drawing = argument;
    struct canvas *canvas = drawing->canvas;
    int row = drawing->row, column = drawing->column;
    struct area area = canvas_area(canvas);
    int rows = area.rows, columns = area.columns;
    cchar_t *cells = alloc_resize(NULL, (size_t)columns + 1, sizeof *cells);
    /* What was shown at another size tells nothing of this one. */
    if (shown != NULL && (canvas_area(shown).rows != rows || canvas_area(shown).columns != columns)) {
        forget_shown();
        terminal_redraw();
    }
    /* The terminal's own colours by number are the short way back from another colour; but curses ends each frame with
     * none, and where one types a letter should be one byte. */
    for (int at = 0; at < rows; at++)
        convert_row(canvas, at, columns, at == row ? A_NORMAL : attributes[STYLE_PLAIN], cells);
    free(cells);
    forget_shown();
    shown = canvas;
    wmove(newscr, row < rows ? row : rows - 1, column < columns ? column : columns - 1);
    doupdate();
}

void terminal_show(struct canvas *canvas, int row, int column)
{
    struct drawing drawing = {canvas, row, column};
    if (crash_survives(draw, &drawing))
        return;
    screen = NULL;
    crash_end();
}

const struct canvas *terminal_shown(void)
{
    return shown;
}
