/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checksum.h - a number that tells whether bytes have changed. */

#ifndef UNROLL_BASE_CHECKSUM_H
#define UNROLL_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* The CRC-32 of the bytes (the one of Ethernet and PNG, ISO 3309). It differs for every change of up to 32 bits in a
 * row. */
uint32_t checksum(const char *bytes, size_t count);

#endif
