// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** What a group is found by: itself, a use of its sessions, or its key as text. Its hash is the engine's own. */
interface GroupKey {}
