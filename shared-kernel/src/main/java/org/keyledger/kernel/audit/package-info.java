/** The security events of users: entries and queries. */
@NullMarked
package org.keyledger.kernel.audit;

import org.jspecify.annotations.NullMarked;
