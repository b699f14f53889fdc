// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** What a group is found by: itself, or its key as text. Equal are those of one key; its hash is the engine's own. */
interface GroupKey {}
