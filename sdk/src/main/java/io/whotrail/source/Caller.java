// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.UserIdentity;

/**
 * What one {@code userIdentity} says.
 *
 * @param identity who called
 * @param fromConsole whether the session says that it is a console session's, where some pipelines put that
 */
record Caller(UserIdentity identity, boolean fromConsole) {}
