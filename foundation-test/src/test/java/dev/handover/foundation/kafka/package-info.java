/** Tests of the shared edge of this name. */
@NullMarked
package dev.handover.foundation.kafka;

import org.jspecify.annotations.NullMarked;
