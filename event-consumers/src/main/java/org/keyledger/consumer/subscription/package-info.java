/** Consumer library: reads published events, resumes after a restart, skips duplicates and keeps dead letters. */
@NullMarked
package org.keyledger.consumer.subscription;

import org.jspecify.annotations.NullMarked;
