/** Tables of fixed records in memory: many small records without an object for each. */
@Machinery
@NullMarked
package org.keyledger.query.records;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
