/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.c - a person's mistake travels upwards as data; whoever faces the person prints it. */

#include "base/fault.h"

static void fault_begin(struct fault *fault, ptrdiff_t column)
{
    text_empty(&fault->message);
    text_empty(&fault->hint);
    fault->column = column;
}

bool fault_set(struct fault *fault, const char *format, ...)
{
    va_list arguments;
    fault_begin(fault, FAULT_NOWHERE);
    va_start(arguments, format);
    text_vaddf(&fault->message, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_at(struct fault *fault, ptrdiff_t column, const char *format, ...)
{
    va_list arguments;
    fault_begin(fault, column);
    va_start(arguments, format);
    text_vaddf(&fault->message, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_hint(struct fault *fault, const char *format, ...)
{
    va_list arguments;
    text_empty(&fault->hint);
    va_start(arguments, format);
    text_vaddf(&fault->hint, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_interrupted(struct fault *fault)
{
    return fault_set(fault, "interrupted; everything is as it was before");
}

bool fault_memory(struct fault *fault)
{
    return fault_set(fault, "there is not enough memory for this");
}

void fault_clear(struct fault *fault)
{
    text_clear(&fault->message);
    text_clear(&fault->hint);
    fault->column = FAULT_NOWHERE;
}
