/** A person signed in on one device. */
@NullMarked
package org.keyledger.kernel.session;

import org.jspecify.annotations.NullMarked;
