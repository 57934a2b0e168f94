/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tikz.c - a column of three nodes for each step: the output, the activation, the input. */

#include "export/tikz.h"

#include "export/tex_formula.h"
#include "panel/graph.h"
#include "panel/panel.h"

enum { MOST_STEPS = 5 };

static const char STYLES[] =
    "\\tikzset{\n"
    "  unroll graph/.style={x=27mm, y=19mm, >={Stealth[round]}},\n"
    "  unroll node/.style={align=center, inner sep=3pt, minimum width=13mm, rounded corners=3pt},\n"
    "  unroll activation/.style={unroll node, draw},\n"
    "  unroll output/.style={unroll node},\n"
    "  unroll input/.style={unroll node},\n"
    "  unroll reached/.style={},\n"
    "  unroll pending/.style={draw=black!45, text=black!55, densely dotted},\n"
    "  unroll active/.style={very thick, fill=unrollpresent!18},\n"
    "  unroll edge/.style={->},\n"
    "  unroll pending edge/.style={->, draw=black!45, densely dotted},\n"
    "  unroll weight/.style={font=\\small, auto},\n"
    "  unroll message/.style={->, thick, draw=unrollmessage, text=unrollmessage},\n"
    "}\n";

void tikz_add_styles(struct text *file)
{
    text_add(file, "% Okabe and Ito's hues.\n"
                   "\\definecolor{unrollpresent}{HTML}{0072B2}\n"
                   "\\definecolor{unrollmessage}{HTML}{A3487C}\n"
                   "\\definecolor{unrollanswer}{HTML}{0072B2}\n");
    text_add(file, STYLES);
}

/* The row of a kind of node and its style. */
static const struct kind {
    enum quantity_kind kind;
    const char *letter, *symbol, *style;
    int row;
} kinds[] = {
    {QUANTITY_YHAT, "yhat", "ŷ", "unroll output", 1},
    {QUANTITY_A, "a", "a", "unroll activation", 0},
    {QUANTITY_X, "x", "x", "unroll input", -1},
};

static bool is_backward(const struct session *session)
{
    return tape_place(&session->tape).phase == PHASE_BACKWARD;
}

static void add_node(struct text *file, const struct session *session, const struct kind *kind, int t, int column)
{
    struct text value = {0}, symbol = {0};
    bool reached = graph_add_value(&value, session, GRAPH_ENTRIES, kind->kind, t);
    bool active = t > 0 && t == tape_place(&session->tape).t && kind->kind == QUANTITY_A;
    text_addf(&symbol, "%s<%d>", kind->symbol, t);
    text_addf(file, "  \\node[%s, %s%s] (%s%d) at (%d,%d) {$", kind->style,
              reached ? "unroll reached" : "unroll pending", active ? ", unroll active" : "", kind->letter, t, column,
              kind->row);
    tex_add_formula(file, text_string(&symbol));
    text_add(file, "$\\\\$");
    tex_add_formula(file, reached ? text_string(&value) : "·");
    text_add(file, "$};\n");
    text_clear(&value);
    text_clear(&symbol);
}

/* A line between two nodes with a formula beside it; the style says what it is. */
static void add_line(struct text *file, const char *style, const char *from, int from_t, const char *to, int to_t,
                     const char *beside)
{
    text_addf(file, "  \\draw[%s] (%s%d) -- node[unroll weight] {$", style, from, from_t);
    tex_add_formula(file, beside);
    text_addf(file, "$} (%s%d);\n", to, to_t);
}

static void add_edge(struct text *file, const struct session *session, enum operation operation, int t)
{
    bool solid = !is_backward(session) && tape_reached(&session->tape, operation, t);
    const char *style = solid ? "unroll edge" : is_backward(session) ? "unroll pending edge, -" : "unroll pending edge";
    if (operation == OPERATION_A)
        add_line(file, style, "a", t - 1, "a", t, session_weight_symbol(session, WEIGHT_V));
    else if (operation == OPERATION_S)
        add_line(file, style, "x", t, "a", t, session_weight_symbol(session, WEIGHT_U));
    else
        add_line(file, style, "a", t, "yhat", t, session_weight_symbol(session, WEIGHT_W_Y));
}

/* What flows back to a<t> over that edge; false where nothing has come yet. */
static bool add_message(struct text *file, const struct session *session, enum operation operation, int t)
{
    struct text message = {0};
    bool next = operation == OPERATION_FROM_NEXT;
    bool came = is_backward(session) && graph_add_message(&message, session, GRAPH_ENTRIES, operation, t);
    if (came)
        add_line(file, "unroll message", next ? "a" : "yhat", next ? t + 1 : t, "a", t, text_string(&message));
    text_clear(&message);
    return came;
}

static void add_step(struct text *file, const struct session *session, int t, int column)
{
    for (int i = 0; i < 3; i++)
        add_node(file, session, &kinds[i], t, column);
    if (!add_message(file, session, OPERATION_FROM_NEXT, t - 1))
        add_edge(file, session, OPERATION_A, t);
    if (!add_message(file, session, OPERATION_FROM_YHAT, t))
        add_edge(file, session, OPERATION_YHAT, t);
    add_edge(file, session, OPERATION_S, t);
}

void tikz_add_graph(struct text *file, const struct session *session)
{
    int first, last, T = session->now.sequence->T;
    panel_window(T, tape_place(&session->tape).t, MOST_STEPS, &first, &last);
    /* Vectors are wider than numbers. */
    text_addf(file, "\\begin{tikzpicture}[unroll graph%s]\n", session->now.network.n_a > 1 ? ", x=55mm" : "");
    if (first > 1)
        text_add(file, "  \\node at (-0.45,0) {$\\dots$};\n");
    add_node(file, session, &kinds[1], first - 1, 0);
    for (int t = first; t <= last; t++)
        add_step(file, session, t, t - first + 1);
    if (last < T)
        text_addf(file, "  \\node at (%d.45,0) {$\\dots$};\n", last - first + 1);
    text_add(file, "\\end{tikzpicture}\n");
}
