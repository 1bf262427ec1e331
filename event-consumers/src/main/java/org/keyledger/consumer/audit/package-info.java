/** The archive: every published event, one line each, in files that are only ever added to. */
@NullMarked
package org.keyledger.consumer.audit;

import org.jspecify.annotations.NullMarked;
