/** What set the work of a thread going: the trace and the correlation that its log lines and its records carry. */
@NullMarked
package dev.handover.foundation.trace;

import org.jspecify.annotations.NullMarked;
