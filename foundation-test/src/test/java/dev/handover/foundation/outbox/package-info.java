/** Tests of the shared edge of this name, on real parts. */
@NullMarked
package dev.handover.foundation.outbox;

import org.jspecify.annotations.NullMarked;
