/** The people and teams of a workspace, as routing-service publishes them, and who a caller is among them. */
@NullMarked
package dev.handover.query.directory;

import org.jspecify.annotations.NullMarked;
