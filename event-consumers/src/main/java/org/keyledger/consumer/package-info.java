/** Consumers of published events: the consumer library, the mailer and the audit archive. */
@NullMarked
package org.keyledger.consumer;

import org.jspecify.annotations.NullMarked;
