// SPDX-License-Identifier: Apache-2.0
/**
 * The container that checkpoints are kept in: named sections, each with checksums, and a digest over all. Not exported:
 * who embeds the library sees streams of bytes only.
 *
 * <p>An image is, numbers with the highest byte first:
 *
 * <pre>
 * header    8 bytes   89 57 54 43 0D 0A 1A 0A
 *           4         the version of the format: 1
 *           8         when it was written, in seconds since 1970
 *           text      what wrote it
 *           4         CRC-32C of the header so far
 * section   1         01
 *           text      its name
 *           chunks    each: 4 bytes length, from 1 to 65,536; its bytes; CRC-32C of the section so far
 *           4         0
 *           8         how many bytes all chunks hold
 *           4         CRC-32C of the section so far
 * …
 * trailer   1         00
 *           4         how many sections there are
 *           32        SHA-256 of everything before
 * </pre>
 *
 * <p>A text here is one byte that says how many follow, and so many of ASCII. Header and trailer stay as they are in every
 * version, so that any release can tell which version an image is of. A checksum covers everything of its section that
 * came before it, its name included: a chunk that is changed, missing or in another's place is found before what it holds
 * is looked at.
 *
 * <p>Within a section, numbers have as many bytes as they need, seven bits in each, the lowest first; a text is written
 * once for the whole image where it is likely to come again, and is a number from then on.
 */
@NullMarked
package io.whotrail.image;

import org.jspecify.annotations.NullMarked;
