/** Profiles of users, and the credentials that log-ins are verified against. */
@NullMarked
package org.keyledger.query.user;

import org.jspecify.annotations.NullMarked;
