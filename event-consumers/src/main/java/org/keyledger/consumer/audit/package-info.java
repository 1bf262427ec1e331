/** Audit archive: every published event as one line of an append-only NDJSON file. */
@NullMarked
package org.keyledger.consumer.audit;

import org.jspecify.annotations.NullMarked;
