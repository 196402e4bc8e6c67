/** Starts the parts of an installation, starts them again when they die, stops them in order. */
@NullMarked
package dev.handover.local.supervise;

import org.jspecify.annotations.NullMarked;
