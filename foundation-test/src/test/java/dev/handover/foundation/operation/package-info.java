/** Tests of the shared edge of this name. */
@NullMarked
package dev.handover.foundation.operation;

import org.jspecify.annotations.NullMarked;
