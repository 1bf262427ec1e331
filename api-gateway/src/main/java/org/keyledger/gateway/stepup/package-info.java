/** Shows that whoever asks is who they say: by their password, or by having given it lately. */
@Machinery
@NullMarked
package org.keyledger.gateway.stepup;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
