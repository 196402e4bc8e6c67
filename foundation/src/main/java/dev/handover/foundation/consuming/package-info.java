/** Consumers that keep their position in the database and park a failing key while others pass. */
@NullMarked
package dev.handover.foundation.consuming;

import org.jspecify.annotations.NullMarked;
