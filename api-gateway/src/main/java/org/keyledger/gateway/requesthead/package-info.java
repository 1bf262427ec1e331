/** Strict parsing of request lines, headers, paths and queries. */
@Machinery
@NullMarked
package org.keyledger.gateway.requesthead;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
