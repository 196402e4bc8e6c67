/** The ledger of what came in: how far each payload is, until ticket-service has it. */
@NullMarked
package dev.handover.channel.receipt;

import org.jspecify.annotations.NullMarked;
