/** The launcher: the whole of Handover on one machine with one command. */
@NullMarked
package dev.handover.local;

import org.jspecify.annotations.NullMarked;
