/** For anyone who listens to the published events: reads, resumes, meets each event once, parks what cannot be handled. */
@NullMarked
package org.keyledger.consumer.subscription;

import org.jspecify.annotations.NullMarked;
