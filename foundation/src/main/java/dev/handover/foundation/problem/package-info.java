/** What went wrong, as RFC 9457 problem details with stable types. */
@NullMarked
package dev.handover.foundation.problem;

import org.jspecify.annotations.NullMarked;
