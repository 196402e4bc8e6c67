/** What a caller may see, and the transactions that read it. */
@NullMarked
package dev.handover.query.reading;

import org.jspecify.annotations.NullMarked;
