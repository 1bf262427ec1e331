/** What is known of users, and what a log-in is decided on. */
@NullMarked
package org.keyledger.query.user;

import org.jspecify.annotations.NullMarked;
