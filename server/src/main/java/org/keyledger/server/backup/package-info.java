/** Backups of the data folder: their content, how they are made and how they are put back. */
@NullMarked
package org.keyledger.server.backup;

import org.jspecify.annotations.NullMarked;
