/** The front door: one port that forwards each path prefix to its service. */
@NullMarked
package dev.handover.local.door;

import org.jspecify.annotations.NullMarked;
