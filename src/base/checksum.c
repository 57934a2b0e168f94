/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checksum.c - CRC-32, bit by bit: files are small and the table would be longer than the code. */

#include "base/checksum.h"

uint32_t checksum(const char *bytes, size_t count)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (UINT32_C(0xEDB88320) & (0U - (crc & 1U)));
    }
    return ~crc;
}
