/** One effect for one Idempotency-Key: a repeated POST gets the first answer. */
@NullMarked
package dev.handover.foundation.idempotency;

import org.jspecify.annotations.NullMarked;
