/** Records to publish, written in the transaction that causes them and relayed by one leader. */
@NullMarked
package dev.handover.foundation.outbox;

import org.jspecify.annotations.NullMarked;
