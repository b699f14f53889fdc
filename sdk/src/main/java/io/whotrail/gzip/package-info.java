// SPDX-License-Identifier: Apache-2.0
/** The members of gzip streams, for whoever reads their bytes. Not exported: nobody outside the library sees it. */
@NullMarked
package io.whotrail.gzip;

import org.jspecify.annotations.NullMarked;
