/** What listens to the published events: the mailer, the audit, and yours. */
@NullMarked
package org.keyledger.consumer;

import org.jspecify.annotations.NullMarked;
