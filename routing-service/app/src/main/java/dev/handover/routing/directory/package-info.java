/** The people and teams of a workspace, as they are managed and published. */
@NullMarked
package dev.handover.routing.directory;

import org.jspecify.annotations.NullMarked;
