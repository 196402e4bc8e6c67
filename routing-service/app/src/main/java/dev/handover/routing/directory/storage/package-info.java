/** The directory's tables. */
@NullMarked
package dev.handover.routing.directory.storage;

import org.jspecify.annotations.NullMarked;
