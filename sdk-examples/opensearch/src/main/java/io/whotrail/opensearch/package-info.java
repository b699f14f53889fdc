// SPDX-License-Identifier: Apache-2.0
/** OpenSearch: keeps the answer for each event as a document of the Elastic Common Schema. */
@NullMarked
package io.whotrail.opensearch;

import org.jspecify.annotations.NullMarked;
