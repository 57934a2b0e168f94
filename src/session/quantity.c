/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity.c - the number behind each name. */

#include "session/quantity.h"

#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "base/number.h"
#include "model/activation.h"
#include "model/series.h"
#include "model/step.h"
#include "model/triangle.h"
#include "session/flow.h"

void quantity_shape(const struct network *network, const struct quantity *quantity, int *rows, int *columns)
{
    *rows = *columns = 1;
    switch (quantity->kind) {
    case QUANTITY_W_A:
        *rows = network->n_a;
        *columns = network->n_a + network->n_x;
        break;
    case QUANTITY_A0:
    case QUANTITY_S:
    case QUANTITY_A:
    case QUANTITY_DL_DA:
        *rows = network->n_a;
        break;
    case QUANTITY_X:
        *rows = network->n_x;
        break;
    case QUANTITY_Y:
    case QUANTITY_O:
    case QUANTITY_YHAT:
    case QUANTITY_Z:
    case QUANTITY_DL_DO:
        *rows = network->n_y;
        break;
    case QUANTITY_WEIGHT:
    case QUANTITY_DL_DW:
    case QUANTITY_DL_T_DW:
    case QUANTITY_DYHAT_DW:
    case QUANTITY_DA_DW:
    case QUANTITY_TERM:
    case QUANTITY_CELL:
        *rows = network->weight[quantity->w].rows;
        *columns = network->weight[quantity->w].cols;
        break;
    default:
        break;
    }
}

static void copy_into(struct matrix *value, int rows, int columns, const double *from)
{
    matrix_init(value, rows, columns);
    memcpy(value->at, from, (size_t)(rows * columns) * sizeof *from);
}

static void number_into(struct matrix *value, double number)
{
    copy_into(value, 1, 1, &number);
}

static void stacked_into(const struct network *network, struct matrix *value)
{
    const struct matrix *V = &network->weight[WEIGHT_V], *U = &network->weight[WEIGHT_U];
    matrix_init(value, V->rows, V->cols + U->cols);
    for (int i = 0; i < V->rows; i++) {
        double *row = value->at + i * value->cols;
        memcpy(row, V->at + i * V->cols, (size_t)V->cols * sizeof *row);
        memcpy(row + V->cols, U->at + i * U->cols, (size_t)U->cols * sizeof *row);
    }
}

/* What needs no target: forward values. */
static bool forward_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                          struct fault *fault)
{
    const struct pass *pass = session->pass;
    int t = quantity->t, n_a = session->now.network.n_a, n_y = session->now.network.n_y;
    double vector[NETWORK_WIDEST];
    if (!session_forward(session, t, fault))
        return false;
    if (quantity->kind == QUANTITY_A) {
        copy_into(value, n_a, 1, pass_a(pass, t));
    } else if (quantity->kind == QUANTITY_YHAT) {
        copy_into(value, n_y, 1, pass_yhat(pass, t));
    } else if (quantity->kind == QUANTITY_S) {
        step_s(pass, t, vector);
        copy_into(value, n_a, 1, vector);
    } else {
        step_o(pass, t, vector);
        copy_into(value, n_y, 1, vector);
    }
    return true;
}

/* What needs the target of its own step. */
static bool target_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                         struct fault *fault)
{
    int t = quantity->t, n_y = session->now.network.n_y;
    double vector[NETWORK_WIDEST];
    if (!session_targets_set(session, t, t, fault) || !session_forward(session, t, fault))
        return false;
    if (quantity->kind == QUANTITY_L_T) {
        number_into(value, step_loss(session->pass, t));
        return true;
    }
    if (quantity->kind == QUANTITY_Z)
        step_z(session->pass, t, vector);
    else
        flow_loss_by_o(session, t, vector);
    copy_into(value, n_y, 1, vector);
    return true;
}

static bool total_loss(const struct session *session, struct matrix *value, struct fault *fault)
{
    int last = session->so_far ? tape_forward(&session->tape) : session->now.sequence->T;
    if (!session_targets_set(session, 1, last, fault) || !session_forward(session, last, fault))
        return false;
    number_into(value, pass_loss(session->pass, last));
    return true;
}

static bool total_gradient(const struct session *session, enum weight w, struct matrix *value, struct fault *fault)
{
    struct gradients gradients;
    int T = session->now.sequence->T, first = session->so_far ? tape_backward(&session->tape) : 1;
    if (!session_targets_set(session, first, T, fault) || !session_backward(session, first, fault))
        return false;
    gradients_init(&gradients, &session->now.network);
    flow_gradients(session, first, &gradients);
    if (session_stopped(session)) {
        gradients_clear(&gradients);
        return fault_interrupted(fault);
    }
    *value = gradients.by[w];
    gradients.by[w].at = NULL;
    gradients_clear(&gradients);
    return true;
}

static bool message_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                          struct fault *fault)
{
    int T = session->now.sequence->T;
    if (!session_targets_set(session, quantity->t, T, fault) || !session_backward(session, quantity->t, fault))
        return false;
    copy_into(value, session->now.network.n_a, 1, flow_by_a(session, quantity->t));
    return true;
}

/* A row of derivatives by a<t> carried into the weight w inside g: row da<t>/dw. */
static bool carried(const struct session *session, enum weight w, int t, const double *row, struct matrix *value,
                    struct fault *fault)
{
    const struct matrix *weight = &session->now.network.weight[w];
    if (!session_forward(session, t, fault) || !recurrence_go(session->recurrence, t))
        return fault_interrupted(fault);
    matrix_init(value, weight->rows, weight->cols);
    recurrence_carry(session->recurrence, w, row, value->at);
    return true;
}

/* A row of derivatives by o<t> carried into any weight; of the output weights W_y and b_y there is only step t. */
static bool carried_from_o(const struct session *session, enum weight w, int t, const double *by_o,
                           struct matrix *value, struct fault *fault)
{
    const struct network *network = &session->now.network;
    if (w != WEIGHT_W_Y && w != WEIGHT_B_Y) {
        double row[NETWORK_WIDEST];
        matrix_transposed_times(&network->weight[WEIGHT_W_Y], by_o, row);
        return carried(session, w, t, row, value, fault);
    }
    matrix_init(value, network->weight[w].rows, network->weight[w].cols);
    for (int i = 0; i < value->rows; i++) {
        for (int j = 0; j < value->cols; j++)
            value->at[i * value->cols + j] = by_o[i] * (w == WEIGHT_W_Y ? pass_a(session->pass, t)[j] : 1);
    }
    return true;
}

static bool step_gradient(const struct session *session, const struct quantity *quantity, struct matrix *value,
                          struct fault *fault)
{
    double by_o[NETWORK_WIDEST];
    int t = quantity->t;
    if (!session_targets_set(session, t, t, fault) || !session_forward(session, t, fault))
        return false;
    step_loss_by_o(session->pass, t, by_o);
    return carried_from_o(session, quantity->w, t, by_o, value, fault);
}

static bool derivative_of_yhat(const struct session *session, const struct quantity *quantity, struct matrix *value,
                               struct fault *fault)
{
    const struct network *network = &session->now.network;
    double o[NETWORK_WIDEST], unit[NETWORK_WIDEST] = {0}, by_o[NETWORK_WIDEST];
    int t = quantity->t;
    if (!session_forward(session, t, fault))
        return false;
    unit[quantity->of > 0 ? quantity->of - 1 : 0] = 1;
    step_o(session->pass, t, o);
    activation_carry_back(network->g_star, o, pass_yhat(session->pass, t), unit, by_o, network->n_y);
    return carried_from_o(session, quantity->w, t, by_o, value, fault);
}

static bool derivative_of_a(const struct session *session, const struct quantity *quantity, struct matrix *value,
                            struct fault *fault)
{
    double unit[NETWORK_WIDEST] = {0};
    unit[quantity->of > 0 ? quantity->of - 1 : 0] = 1;
    return carried(session, quantity->w, quantity->t, unit, value, fault);
}

static bool series_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                         struct fault *fault)
{
    const struct matrix *weight = &session->now.network.weight[quantity->w];
    struct series series;
    int t = quantity->t;
    bool term = quantity->kind == QUANTITY_TERM;
    if (!session_forward(session, t, fault) || (!term && !session_targets_set(session, t, t, fault)))
        return false;
    matrix_init(value, weight->rows, weight->cols);
    bool done;
    if (term) {
        series_begin(&series, session->pass, SERIES_FROM_YHAT, quantity->w, t);
        done = series_go(&series, quantity->j);
        if (done)
            series_term(&series, quantity->of > 0 ? quantity->of - 1 : 0, value->at);
        series_clear(&series);
    } else {
        done = triangle_cell(session->pass, quantity->w, t, quantity->j, value->at);
    }
    if (!done)
        matrix_clear(value);
    return done || fault_interrupted(fault);
}

/* All of x or y, a row for each step. */
static bool whole_sequence(const struct session *session, bool inputs, struct matrix *value, struct fault *fault)
{
    const struct sequence *sequence = session->now.sequence;
    int columns = inputs ? sequence->n_x : sequence->n_y;
    size_t count = (size_t)sequence->T * (size_t)columns;
    *value = (struct matrix){sequence->T, columns, alloc_try(count, sizeof *value->at)};
    if (value->at == NULL)
        return fault_memory(fault);
    if (sequence_put(value->at, inputs ? sequence->x : sequence->y, count, session->stop))
        return true;
    matrix_clear(value);
    return fault_interrupted(fault);
}

static bool given_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                        struct fault *fault)
{
    const struct network *network = &session->now.network;
    const struct sequence *sequence = session->now.sequence;
    const struct matrix *weight = &network->weight[quantity->w];
    switch (quantity->kind) {
    case QUANTITY_WEIGHT:
        copy_into(value, weight->rows, weight->cols, weight->at);
        return true;
    case QUANTITY_W_A:
        stacked_into(network, value);
        return true;
    case QUANTITY_A0:
        copy_into(value, network->n_a, 1, network->a0.at);
        return true;
    case QUANTITY_T:
        number_into(value, sequence->T);
        return true;
    case QUANTITY_NOW:
        number_into(value, tape_place(&session->tape).t);
        return true;
    default:
        break;
    }
    if (quantity->whole)
        return whole_sequence(session, quantity->kind == QUANTITY_X, value, fault);
    if (quantity->kind == QUANTITY_X) {
        copy_into(value, network->n_x, 1, sequence_x(sequence, quantity->t));
        return true;
    }
    if (!session_targets_set(session, quantity->t, quantity->t, fault))
        return false;
    copy_into(value, network->n_y, 1, sequence_y(sequence, quantity->t));
    return true;
}

static bool full_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                       struct fault *fault)
{
    switch (quantity->kind) {
    case QUANTITY_S:
    case QUANTITY_A:
    case QUANTITY_O:
    case QUANTITY_YHAT:
        return forward_value(session, quantity, value, fault);
    case QUANTITY_L_T:
    case QUANTITY_Z:
    case QUANTITY_DL_DO:
        return target_value(session, quantity, value, fault);
    case QUANTITY_L:
        return total_loss(session, value, fault);
    case QUANTITY_DL_DW:
        return total_gradient(session, quantity->w, value, fault);
    case QUANTITY_DL_T_DW:
        return step_gradient(session, quantity, value, fault);
    case QUANTITY_DYHAT_DW:
        return derivative_of_yhat(session, quantity, value, fault);
    case QUANTITY_DA_DW:
        return derivative_of_a(session, quantity, value, fault);
    case QUANTITY_DL_DA:
        return message_value(session, quantity, value, fault);
    case QUANTITY_TERM:
    case QUANTITY_CELL:
        return series_value(session, quantity, value, fault);
    default:
        return given_value(session, quantity, value, fault);
    }
}

bool quantity_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                    struct fault *fault)
{
    *value = (struct matrix){0};
    /* As in the passes: a product that they take for 0 is 0 here. */
    uint64_t arithmetic = flush_begin();
    bool done = full_value(session, quantity, value, fault);
    flush_end(arithmetic);
    if (!done) {
        fault->column = (ptrdiff_t)quantity->at;
        return false;
    }
    if (quantity->row > 0) {
        double entry = value->at[(quantity->row - 1) * value->cols + quantity->column - 1];
        matrix_clear(value);
        number_into(value, entry);
    }
    return true;
}

bool quantity_add_exact(struct text *text, const struct matrix *value, const volatile sig_atomic_t *stop)
{
    if (matrix_size(value) == 1) {
        number_add_shortest(text, value->at[0]);
        return true;
    }
    text_add(text, "[");
    for (int i = 0; i < value->rows; i++) {
        if (stop != NULL && *stop)
            return false;
        for (int j = 0; j < value->cols; j++) {
            text_add(text, j > 0 ? " " : i > 0 ? "; " : "");
            number_add_shortest(text, value->at[i * value->cols + j]);
        }
    }
    text_add(text, "]");
    return true;
}

/* The matrix the parameter is one entry of, or NULL. */
static const struct matrix *matrix_of(const struct quantity *quantity, const struct network *network)
{
    bool weight = quantity->kind == QUANTITY_WEIGHT;
    const struct matrix *matrix = weight ? &network->weight[quantity->w] : &network->a0;
    bool whole = quantity->row == 0 && matrix_size(matrix) == 1;
    bool entry = quantity->row > 0 && quantity->row <= matrix->rows && quantity->column <= matrix->cols;
    return (weight || quantity->kind == QUANTITY_A0) && (whole || entry) ? matrix : NULL;
}

bool quantity_exists(const struct quantity *quantity, const struct network *network)
{
    return matrix_of(quantity, network) != NULL;
}

bool quantity_parameter(const struct network *network, const struct quantity *quantity, struct parameter *parameter)
{
    const struct matrix *matrix = matrix_of(quantity, network);
    if (matrix == NULL)
        return false;
    *parameter = (struct parameter){
        .w = quantity->kind == QUANTITY_A0 ? WEIGHT_COUNT : quantity->w,
        .entry = quantity->row == 0 ? 0 : (quantity->row - 1) * matrix->cols + quantity->column - 1,
    };
    return true;
}

double *quantity_place(const struct quantity *quantity, const struct network *network)
{
    struct parameter parameter;
    return quantity_parameter(network, quantity, &parameter) ? network_parameter(network, parameter) : NULL;
}

struct quantity quantity_of_entry(const struct network *network, int i)
{
    struct quantity quantity = {.kind = QUANTITY_WEIGHT, .w = WEIGHT_V};
    while (i >= matrix_size(&network->weight[quantity.w]))
        i -= matrix_size(&network->weight[quantity.w++]);
    const struct matrix *weight = &network->weight[quantity.w];
    if (matrix_size(weight) > 1) {
        quantity.row = i / weight->cols + 1;
        quantity.column = i % weight->cols + 1;
    }
    return quantity;
}

bool quantity_read_parameter(const struct session *session, const char *line, size_t at, size_t end,
                             struct quantity *quantity, struct fault *fault)
{
    if (at >= end || !quantity_may_begin(line, at)) {
        fault_at(fault, (ptrdiff_t)at, "a parameter is needed here");
        return fault_hint(fault, "a weight or a<0>, such as v or V[1,2]");
    }
    if (!quantity_read(session, line, at, end, quantity, fault))
        return false;
    if (quantity_exists(quantity, &session->now.network))
        return true;
    bool matrix = quantity->kind == QUANTITY_A0 || quantity->kind == QUANTITY_WEIGHT;
    fault_at(fault, (ptrdiff_t)at, matrix ? "one number is needed here" : "this is not a parameter");
    return fault_hint(fault, matrix ? "name an entry, as in V[1,2]" : "a weight or a<0>, such as v or V[1,2]");
}

static void add_entry(const struct quantity *quantity, bool vector, struct text *text)
{
    if (quantity->row > 0 && vector)
        text_addf(text, "[%d]", quantity->row);
    else if (quantity->row > 0)
        text_addf(text, "[%d,%d]", quantity->row, quantity->column);
}

static void add_of(const struct quantity *quantity, struct text *text)
{
    if (quantity->of > 0)
        text_addf(text, "[%d]", quantity->of);
}

static void add_name(const struct session *session, const struct quantity *quantity, struct text *text)
{
    const char *w = session_weight_symbol(session, quantity->w);
    int t = quantity->t;
    switch (quantity->kind) {
    case QUANTITY_WEIGHT:
        text_add(text, w);
        break;
    case QUANTITY_DL_DW:
        text_addf(text, "∂L/∂%s", w);
        break;
    case QUANTITY_DL_T_DW:
        text_addf(text, "∂L<%d>/∂%s", t, w);
        break;
    case QUANTITY_DYHAT_DW:
    case QUANTITY_DA_DW:
        text_addf(text, quantity->kind == QUANTITY_DA_DW ? "∂a<%d>" : "∂ŷ<%d>", t);
        add_of(quantity, text);
        text_addf(text, "/∂%s", w);
        break;
    case QUANTITY_DL_DO:
        text_addf(text, "∂L<%d>/∂o<%d>", t, t);
        break;
    case QUANTITY_DL_DA:
        text_addf(text, "∂L/∂a<%d>", t);
        break;
    case QUANTITY_TERM:
    case QUANTITY_CELL:
        text_addf(text, "%s(%s,%d,%d", quantity->kind == QUANTITY_TERM ? "term" : "cell", w, t, quantity->j);
        if (quantity->of > 0)
            text_addf(text, ",%d", quantity->of);
        text_add(text, ")");
        break;
    case QUANTITY_YHAT:
        text_addf(text, "ŷ<%d>", t);
        break;
    default: {
        static const char *const letters[] = {
            [QUANTITY_W_A] = "W_a", [QUANTITY_A0] = "a", [QUANTITY_X] = "x", [QUANTITY_Y] = "y",
            [QUANTITY_S] = "s",     [QUANTITY_A] = "a",  [QUANTITY_O] = "o", [QUANTITY_L_T] = "L",
            [QUANTITY_Z] = "z",     [QUANTITY_L] = "L",  [QUANTITY_T] = "T", [QUANTITY_NOW] = "t"};
        bool step = !quantity->whole && quantity->kind != QUANTITY_W_A && quantity->kind != QUANTITY_L &&
                    quantity->kind != QUANTITY_T && quantity->kind != QUANTITY_NOW;
        text_add(text, letters[quantity->kind]);
        if (step)
            text_addf(text, "<%d>", t);
    }
    }
}

void quantity_add_symbol(const struct session *session, const struct quantity *quantity, struct text *text)
{
    const struct network *network = &session->now.network;
    bool weight_like = quantity->kind == QUANTITY_WEIGHT || quantity->kind == QUANTITY_DL_DW ||
                       quantity->kind == QUANTITY_DL_T_DW || quantity->kind == QUANTITY_DYHAT_DW ||
                       quantity->kind == QUANTITY_DA_DW || quantity->kind == QUANTITY_TERM ||
                       quantity->kind == QUANTITY_CELL;
    bool matrix = quantity->kind == QUANTITY_W_A || (weight_like && network->weight[quantity->w].cols > 1);
    bool number = weight_like && matrix_size(&network->weight[quantity->w]) == 1;
    add_name(session, quantity, text);
    if (!number)
        add_entry(quantity, !matrix, text);
}
