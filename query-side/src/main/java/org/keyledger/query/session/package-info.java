/** The devices that a user is signed in on. */
@NullMarked
package org.keyledger.query.session;

import org.jspecify.annotations.NullMarked;
